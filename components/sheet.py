"""A page as data: name, title, the question it answers, its parts. Each is drawn and refilled the same way."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

from dash.development.base_component import Component

from components.shell import View, open_view, page_frame
from components.slots import Part, page_slots, refill
from components.states import calm
from data.catalog.models import Catalogue
from data.domain.entitas import Entitas
from data.domain.provenance import Moment


class Desk(Protocol):
    """Where a page finds its moment and the declarations of that moment."""

    def open(self, versi: str) -> tuple[Moment, Entitas]:
        """The moment of a `?versi=` and the regency."""

    def catalogue(self, moment: Moment) -> Catalogue:
        """The declarations in force."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """A page at `/name`."""

    name: str
    title: str
    question: str
    parts: tuple[Part, ...]


def draw_sheet(sheet: Sheet, query: Mapping[str, str], desk: Callable[[], Desk]) -> Component:
    """The page at the version and in the theme of its address; a calm tile when it cannot be opened."""
    return calm(lambda: _drawn(sheet, open_view(f"/{sheet.name}", query, desk().open), desk()))


def refill_sheet(
    sheet: Sheet, search: str, outputs: Sequence[dict[str, Any]], desk: Callable[[], Desk]
) -> list[Component]:
    """The parts whose datasets published."""
    return refill(sheet.parts, open_view(f"/{sheet.name}", search, desk().open), outputs)


def _drawn(sheet: Sheet, view: View, desk: Desk) -> Component:
    return page_frame(
        view, sheet.title, sheet.question, page_slots(sheet.name, sheet.parts, view, desk.catalogue(view.moment))
    )
