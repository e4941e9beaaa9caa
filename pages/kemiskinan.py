"""`/kemiskinan`: how many are poor, how poor, and how does that compare?"""

from __future__ import annotations

from functools import partial

from dash import State, callback, ctx, register_page
from dash.development.base_component import Component

from components.cards.panels import ranking_panel, tile_panel, trend_panel
from components.shell import LOCATION, View, open_view, page_frame
from components.slots import Part, page_slots, refill, slot_output, versi_input
from components.states import calm
from data.serve.services import current

PAGE = "kemiskinan"
TILES = ("kemiskinan_p0", "penduduk_miskin", "garis_kemiskinan")
TRENDS = ("kemiskinan_p0", "penduduk_miskin", "garis_kemiskinan", "kemiskinan_p1", "kemiskinan_p2")
register_page(__name__, path="/kemiskinan", name="Kemiskinan", title="Kemiskinan · Command Center", order=20)


def layout(**query: str) -> Component:
    """The page at the version and in the theme of its address."""
    return calm(lambda: _page(open_view("/kemiskinan", query, current().open)))


@callback(slot_output(PAGE), versi_input(PAGE), State(LOCATION, "search"), prevent_initial_call=True)
def show_parts(_version: str, search: str) -> list[Component]:
    """The parts whose datasets published."""
    return refill(PARTS, open_view("/kemiskinan", search, current().open), ctx.outputs_list)


def _page(view: View) -> Component:
    slots = page_slots(PAGE, PARTS, view, current().catalogue(view.moment))
    return page_frame(
        view, "Kemiskinan", "Berapa warga yang miskin, seberapa dalam, dan bagaimana dibanding yang lain?", slots
    )


def _tile(indicator_id: str, view: View) -> Component:
    return tile_panel(*current().tile_facts(indicator_id, view.moment), view)


def _trend(indicator_id: str, view: View) -> Component:
    return trend_panel(*current().series_facts(indicator_id, view.moment), view)


def _ranking(view: View) -> Component:
    return ranking_panel(*current().ranking_facts("kemiskinan_p0", view.moment), view)


PARTS = (
    *(Part(f"kartu_{name}", (name,), partial(_tile, name), "cc-slot-tile") for name in TILES),
    Part("tren_kemiskinan_p0", ("kemiskinan_p0",), partial(_trend, "kemiskinan_p0"), "cc-slot-lebar"),
    Part("peringkat", ("kemiskinan_p0",), _ranking, "cc-slot-tinggi"),
    *(Part(f"tren_{name}", (name,), partial(_trend, name), "cc-slot-sedang") for name in TRENDS[1:]),
)
