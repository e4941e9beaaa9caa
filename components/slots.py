"""Parts of a page that refill themselves: each is rendered again when a dataset behind it publishes, and only then.

A page has one hidden marker per set of datasets. live.js raises the marker's version, which runs one callback for all
parts that read those datasets. A failing part costs its own place on the page.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from dash import ALL, MATCH, Input, Output, html
from dash.development.base_component import Component

from components.shell import View
from components.states import calm
from components.still import still
from data.catalog.models import Catalogue


@dataclass(frozen=True, slots=True)
class Part:
    """A place on a page: what it is called, which indicators it reads, how it is drawn, how it is laid out."""

    name: str
    indicators: tuple[str, ...]
    render: Callable[[View], Component]
    css: str = ""


def slot_output(page: str) -> Output:
    """The parts of a page that share one set of datasets."""
    return Output({"type": "slot", "page": page, "uses": MATCH, "part": ALL}, "children")


def versi_input(page: str) -> Input:
    """The version of that set of datasets."""
    return Input({"type": "versi", "page": page, "uses": MATCH}, "value")


def page_slots(page: str, parts: Sequence[Part], view: View, catalogue: Catalogue) -> list[Component]:
    """Every part, filled, and the markers that keep them new; a pinned version never changes and has none."""
    filled = [_slot(page, part, view, _uses(part, catalogue)) for part in parts]
    if view.moment.is_pinned:
        return filled
    return [*filled, *(_marker(page, uses, view) for uses in sorted({_uses(part, catalogue) for part in parts}))]


def refill(parts: Sequence[Part], view: View, outputs: Sequence[dict[str, Any]]) -> list[Component]:
    """The parts that Dash asks for, in its order (`ctx.outputs_list`)."""
    by_name = {part.name: part for part in parts}
    return [_filled(by_name[output["id"]["part"]], view) for output in outputs]


def _slot(page: str, part: Part, view: View, uses: str) -> Component:
    slot_id = {"type": "slot", "page": page, "uses": uses, "part": part.name}
    return html.Div(_filled(part, view), id=slot_id, className=f"cc-slot {part.css}".strip())


def _filled(part: Part, view: View) -> Component:
    return still(calm(lambda: part.render(view)))


def _uses(part: Part, catalogue: Catalogue) -> str:
    indicators = (catalogue.indicators.get(name) for name in part.indicators)
    return "+".join(sorted({dataset for indicator in indicators if indicator for dataset in indicator.datasets}))


def _marker(page: str, uses: str, view: View) -> Component:
    version = max((view.moment.version_of(dataset) for dataset in uses.split("+")), default=0)
    return html.Data(
        id={"type": "versi", "page": page, "uses": uses}, value=str(version), className="cc-versi", hidden=True
    )
