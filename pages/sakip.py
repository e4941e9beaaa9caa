"""`/sakip`: how accountable is performance, by year and rule set, against others?"""

from __future__ import annotations

from dash import State, callback, ctx, register_page
from dash.development.base_component import Component

from components.cards.panels import ranking_panel, tile_panel, trend_panel
from components.shell import LOCATION, View, open_view, page_frame
from components.slots import Part, page_slots, refill, slot_output, versi_input
from components.states import calm
from data.serve.services import current

PAGE = "sakip"
register_page(__name__, path="/sakip", name="SAKIP", title="SAKIP · Command Center", order=60)


def layout(**query: str) -> Component:
    """The page at the version and in the theme of its address."""
    return calm(lambda: _page(open_view("/sakip", query, current().open)))


@callback(slot_output(PAGE), versi_input(PAGE), State(LOCATION, "search"), prevent_initial_call=True)
def show_parts(_version: str, search: str) -> list[Component]:
    """The parts whose datasets published."""
    return refill(PARTS, open_view("/sakip", search, current().open), ctx.outputs_list)


def _page(view: View) -> Component:
    slots = page_slots(PAGE, PARTS, view, current().catalogue(view.moment))
    return page_frame(view, "SAKIP", "Seberapa akuntabel kinerja pemerintah kabupaten?", slots)


def _tile(view: View) -> Component:
    return tile_panel(*current().tile_facts("sakip_nilai", view.moment), view)


def _trend(view: View) -> Component:
    return trend_panel(*current().series_facts("sakip_nilai", view.moment), view)


def _ranking(view: View) -> Component:
    return ranking_panel(*current().ranking_facts("sakip_nilai", view.moment), view)


PARTS = (
    Part("nilai", ("sakip_nilai",), _tile, "cc-slot-tile"),
    Part("tren", ("sakip_nilai",), _trend, "cc-slot-lebar"),
    Part("peringkat", ("sakip_nilai",), _ranking, "cc-slot-lebar"),
)
