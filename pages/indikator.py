"""`/indikator/<id>[?kode=33.15]`: the passport of a number: question, formula, rows, file, run, former values."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from urllib.parse import parse_qsl

from dash import State, callback, ctx, register_page
from dash.development.base_component import Component

from components.cards.panels import trend_panel
from components.cards.passport import passport_panel, question_panel
from components.cards.tiles import tile_panel
from components.parts import breakdown_part
from components.shell import LOCATION, View, open_view, page_frame
from components.slots import Part, page_slots, refill, slot_output, versi_input
from components.states import calm
from data.domain.entitas import Kode, parse_kode
from data.serve.services import current

PAGE = "indikator"
register_page(
    __name__,
    path_template="/indikator/<indicator_id>",
    name="Paspor indikator",
    title="Paspor indikator · Command Center",
)


def layout(indicator_id: str = "", **query: str) -> Component:
    """The passport at the version and in the theme of its address."""
    return calm(lambda: _page(indicator_id, query, open_view(f"/indikator/{indicator_id}", query, current().open)))


@callback(
    slot_output(PAGE),
    versi_input(PAGE),
    State(LOCATION, "pathname"),
    State(LOCATION, "search"),
    prevent_initial_call=True,
)
def show_parts(_version: str, pathname: str, search: str) -> list[Component]:
    """The parts whose datasets published."""
    view = open_view(pathname, search, current().open)
    query = dict(parse_qsl(search.removeprefix("?")))
    return refill(_parts(pathname.rpartition("/")[2], query, view), view, ctx.outputs_list)


def _page(indicator_id: str, query: Mapping[str, str], view: View) -> Component:
    services = current()
    indicator = services.indicator(indicator_id, view.moment)
    slots = page_slots(PAGE, _parts(indicator_id, query, view), view, services.catalogue(view.moment))
    return page_frame(view, indicator.title, indicator.question, slots)


def _parts(indicator_id: str, query: Mapping[str, str], view: View) -> list[Part]:
    """Tile and trend, or the total and its parts; then what is asked, and where the numbers come from."""
    total = current().indicator(indicator_id, view.moment).parts_of
    tile = Part("kartu", (total or indicator_id,), partial(_tile, total or indicator_id), "cc-slot-tile")
    trend = Part("tren", (indicator_id,), partial(_trend, indicator_id), "cc-slot-lebar")
    return [
        tile,
        breakdown_part(current, indicator_id, total, "cc-slot-lebar") if total else trend,
        Part("keterangan", (indicator_id,), partial(_question, indicator_id), "cc-slot-sedang"),
        Part("asal", (indicator_id,), partial(_passport, indicator_id, query.get("kode", "")), "cc-slot-penuh"),
    ]


def _tile(indicator_id: str, view: View) -> Component:
    return tile_panel(*current().tile_facts(indicator_id, view.moment), view)


def _trend(indicator_id: str, view: View) -> Component:
    return trend_panel(*current().series_facts(indicator_id, view.moment), view)


def _question(indicator_id: str, view: View) -> Component:
    catalogue = current().catalogue(view.moment)
    return question_panel(current().indicator(indicator_id, view.moment), catalogue)


def _passport(indicator_id: str, asked: str, view: View) -> Component:
    services = current()
    passports = [services.passport(indicator_id, view.moment, kode) for kode in _regions(asked, view)]
    return passport_panel(passports, services.indicator(indicator_id, view.moment), view)


def _regions(asked: str, view: View) -> list[Kode]:
    """The region that was asked for, then the regency, then those it is held against."""
    first = [parse_kode(asked)] if asked else []
    return list(dict.fromkeys([*first, view.kode, *current().comparators()]))
