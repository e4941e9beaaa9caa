"""The addresses of all pages, read from what the pages register: a new page is tested without editing a test."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from data.catalog.loader import load_catalogue
from data.catalog.models import Indicator
from data.settings import Settings
from tests.architecture.source_tree import modules

UNKNOWN = "/tidak-ada"


def page_paths() -> tuple[str, ...]:
    """The path of every page of the navigation, in its order."""
    found = sorted(
        (float(str(told.get("order", 0))), str(told["path"])) for told in _registered() if is_navigated(told)
    )
    return tuple(path for _, path in found)


def passport_paths() -> tuple[str, ...]:
    """Passports unlike each other: one of each kind, the longest title, the most methods, the most publications."""
    indicators = list(load_catalogue(Settings().catalog_dir).indicators.values())
    picked = {one.kind: one for one in reversed(indicators)}
    extremes = [max(indicators, key=weight) for weight in (_title, _methods, _publications)]
    return tuple(sorted({f"/indikator/{one.id}" for one in (*picked.values(), *extremes)}))


def is_navigated(told: dict[str, object]) -> bool:
    """False for a page about one thing (its path is a template), one that stays out of the navigation, and the 404."""
    return "path" in told and told.get("in_navigation", True) is not False


def _registered() -> Iterator[dict[str, object]]:
    """The arguments of each `register_page`, as written: a page tells its address in plain words."""
    for module in modules("pages"):
        for node in ast.walk(module.tree):
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "register_page":
                yield {one.arg: ast.literal_eval(one.value) for one in node.keywords if one.arg}


def _title(indicator: Indicator) -> int:
    return len(indicator.title)


def _methods(indicator: Indicator) -> int:
    return len(indicator.lines)


def _publications(indicator: Indicator) -> int:
    return max(sum(len(source.varian) for source in line.sources) for line in indicator.lines)
