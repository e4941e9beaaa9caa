"""Parts of a page: one marker for each set of datasets, none when pinned; a failing part costs its own place."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from dash import html
from dash.development.base_component import Component

from components import examples
from components.shell import View
from components.slots import Part, page_slots, refill
from data.catalog.models import Catalogue, LineSource, LineSpec
from tests.markup import elements
from tests.unit.components.test_tables import view


def told(name: str) -> Part:
    """A part of indicator `name` that says its own name."""
    return Part(name, (name,), lambda _: html.P(name), "cc-slot-tile")


def broken(_: View) -> Component:
    raise ZeroDivisionError


def catalogue(**datasets: tuple[str, ...]) -> Catalogue:
    """An indicator for each name, reading these datasets."""
    indicators = {}
    for name, sources in datasets.items():
        line = LineSpec(
            id="garis",
            label="Garis",
            sources=tuple(LineSource(dataset=source, varian=("resmi",)) for source in sources),
        )
        indicators[name] = examples.INDICATOR.model_copy(update={"id": name, "lines": (line,)})
    return Catalogue.model_construct(None, indicators=indicators)


ALL = catalogue(satu=("b", "a"), dua=("a", "b"), tiga=("c",))


def markers(found: list[Component]) -> list[tuple[str, str]]:
    return [(one["uses"], value) for one, value in _given(found, html.Data, "id", "value")]


def _given(found: list[Component], kind: type[Component], *names: str) -> list[tuple[Any, ...]]:
    """Properties of every component of a kind; Dash sets them at runtime, so no type knows them."""
    return [tuple(getattr(one, name) for name in names) for one in found if isinstance(one, kind)]


def test_parts_with_the_same_datasets_share_a_marker_at_their_newest_version() -> None:
    here = view()
    moment = replace(here.moment, datasets=(("a", 3), ("b", 9), ("c", 4)), is_pinned=False)
    found = page_slots("uji", [told("satu"), told("dua"), told("tiga")], replace(here, moment=moment), ALL)
    assert markers(found) == [("a+b", "9"), ("c", "4")]
    assert [one["part"] for (one,) in _given(found, html.Div, "id")] == ["satu", "dua", "tiga"]


def test_a_pinned_version_has_no_marker() -> None:
    here = view()
    pinned = replace(here, moment=replace(here.moment, is_pinned=True))
    assert markers(page_slots("uji", [told("satu")], pinned, ALL)) == []


def test_parts_are_refilled_in_the_order_asked() -> None:
    asked: list[dict[str, Any]] = [{"id": {"part": "tiga"}}, {"id": {"part": "satu"}}]
    assert [one.children for one in refill([told("satu"), told("dua"), told("tiga")], view(), asked)] == [
        "tiga",
        "satu",
    ]


def test_a_failing_part_costs_its_own_place() -> None:
    found = page_slots("uji", [replace(told("satu"), render=broken), told("tiga")], view(), ALL)
    first, second = [one.children for one in found if isinstance(one, html.Div)]
    assert elements(first)[0].attributes["class"] == "kartu kartu-tenang"
    assert second.children == "tiga"
