"""Every class and id that a style names is given to something: by a component, by a script of ours, or by plotly."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

import plotly
import pytest

from tests.architecture.source_tree import ROOT, modules

SHEETS = sorted((ROOT / "assets").glob("*.css"))
_WORD = re.compile(r"[A-Za-z_][\w-]*")
_NAMED = re.compile(r"[.#](-?[A-Za-z_][\w-]*)")
_RULE = re.compile(r"([^{}]+)\{")
_PLOTLY = Path(plotly.__file__).parent / "package_data" / "plotly.min.js"
# A name that is put together: "k" + number in a script, f"petak-{width}" in a component.
_HEAD = re.compile(r"""["']([A-Za-z_][\w-]*)["']\s*\+|f["'][^"'{]*?([A-Za-z_][\w-]*-)\{""")


# plotly names the parts of an axis by its letter: "x" + "tick".
_AXIS_PART = re.compile(r"""\+["']([a-z]+)["']""")


@cache
def words() -> frozenset[str]:
    """Every word of the product's code and of plotly's, with what plotly puts together for its axes."""
    drawn = _PLOTLY.read_text(encoding="utf-8")
    axes = {f"{letter}{part}" for letter in "xy" for part in _AXIS_PART.findall(drawn)}
    return frozenset(_WORD.findall(ours())) | frozenset(_WORD.findall(drawn)) | axes


@cache
def heads() -> frozenset[str]:
    """Every beginning of a name that our code puts together."""
    return frozenset(one or other for one, other in _HEAD.findall(ours()))


@cache
def ours() -> str:
    """Our code, in Python and in scripts."""
    scripts = [path.read_text(encoding="utf-8") for path in sorted((ROOT / "assets").glob("*.js"))]
    return "\n".join([*(module.text for module in modules("app.py", "pages", "components")), *scripts])


def named_in(sheet: str) -> set[str]:
    """Classes and ids in the selectors of a style sheet; colours stand inside the braces and are none."""
    bare = re.sub(r"/\*.*?\*/|@font-face\s*\{[^}]*\}", "", sheet, flags=re.DOTALL)
    return {name for rule in _RULE.findall(bare) for name in _NAMED.findall(rule)}


def is_given(name: str) -> bool:
    """True for a word of the code, and for a known beginning with a number or a word behind it."""
    rests = (name.removeprefix(head) for head in heads() if name.startswith(head))
    return name in words() or any(rest.isdigit() or rest in words() for rest in rests)


@pytest.mark.parametrize("sheet", SHEETS, ids=lambda path: path.name)
def test_no_style_is_for_nothing(sheet: Path) -> None:
    named = named_in(sheet.read_text(encoding="utf-8"))
    assert sorted(name for name in named if not is_given(name)) == []


@pytest.mark.parametrize("sheet", SHEETS, ids=lambda path: path.name)
def test_no_style_looks_into_its_children(sheet: Path) -> None:
    """`:has()` is looked up again whenever a chart draws: half of the styling of a page of charts. A frame tells which
    cells a page has: `[data-sel~="cc-slot-peta"]`.
    """
    assert ":has(" not in sheet.read_text(encoding="utf-8")


def test_a_style_for_nothing_is_found() -> None:
    found = named_in(
        ".kartu { color: #abc; } .tidak-ada > #tak-pernah:not(.kpi) { top: 0; } @media print { .hilang-9 { top: 0; } }"
    )
    assert {name for name in found if not is_given(name)} == {"tidak-ada", "tak-pernah", "hilang-9"}
