"""`/indikator/<id>`: the passport of a number: question, formula, rows, file, run, former values."""

from __future__ import annotations

from functools import partial

from dash import State, callback, ctx, register_page
from dash.development.base_component import Component

from components.cards.panels import passport_panel, question_panel, trend_panel
from components.cards.tiles import tile_panel
from components.shell import LOCATION, View, open_view, page_frame
from components.slots import Part, page_slots, refill, slot_output, versi_input
from components.states import calm
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
    return calm(lambda: _page(indicator_id, open_view(f"/indikator/{indicator_id}", query, current().open)))


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
    return refill(_parts(pathname.rpartition("/")[2]), view, ctx.outputs_list)


def _page(indicator_id: str, view: View) -> Component:
    services = current()
    indicator = services.indicator(indicator_id, view.moment)
    slots = page_slots(PAGE, _parts(indicator_id), view, services.catalogue(view.moment))
    return page_frame(view, indicator.title, indicator.question, slots)


def _parts(indicator_id: str) -> list[Part]:
    shown = {"kartu": (_tile, "cc-slot-tile"), "tren": (_trend, "cc-slot-lebar")}
    told = {"keterangan": (_question, "cc-slot-sedang"), "asal": (_passport, "cc-slot-penuh")}
    return [
        Part(name, (indicator_id,), partial(draw, indicator_id), css) for name, (draw, css) in {**shown, **told}.items()
    ]


def _tile(indicator_id: str, view: View) -> Component:
    return tile_panel(*current().tile_facts(indicator_id, view.moment), view)


def _trend(indicator_id: str, view: View) -> Component:
    return trend_panel(*current().series_facts(indicator_id, view.moment), view)


def _question(indicator_id: str, view: View) -> Component:
    catalogue = current().catalogue(view.moment)
    return question_panel(current().indicator(indicator_id, view.moment), catalogue)


def _passport(indicator_id: str, view: View) -> Component:
    services = current()
    return passport_panel(
        services.passport(indicator_id, view.moment), services.indicator(indicator_id, view.moment), view
    )
