"""`/kemiskinan`: how many are poor, how poor, and how does that compare?"""

from __future__ import annotations

from dash import State, callback, ctx, register_page
from dash.development.base_component import Component

from components.parts import distribution_part, lead_part, ranking_part, tile_part, trend_part
from components.sheet import Sheet, draw_sheet, refill_sheet
from components.shell import LOCATION
from components.slots import slot_output, versi_input
from data.serve.services import current

TILES = ("kemiskinan_p0", "penduduk_miskin", "garis_kemiskinan")
SHEET = Sheet(
    "kemiskinan",
    "Kemiskinan",
    "Berapa warga yang miskin, seberapa dalam, dan bagaimana dibanding yang lain?",
    (
        lead_part(current, "kemiskinan_p0"),
        *(tile_part(current, name) for name in TILES),
        ranking_part(current, "kemiskinan_p0", "petak-3 petak-tinggi"),
        trend_part(current, "kemiskinan_p0", "petak-9"),
        distribution_part(current, "kemiskinan_p0", "petak-12"),
        *(trend_part(current, name, "petak-6") for name in ("penduduk_miskin", "garis_kemiskinan")),
        *(trend_part(current, name, "petak-6") for name in ("kemiskinan_p1", "kemiskinan_p2")),
    ),
)
register_page(__name__, path="/kemiskinan", name="Kemiskinan", title="Kemiskinan · Command Center", order=20)


def layout(**query: str) -> Component:
    """The page at the version and in the theme of its address."""
    return draw_sheet(SHEET, query, current)


@callback(slot_output(SHEET.name), versi_input(SHEET.name), State(LOCATION, "search"), prevent_initial_call=True)
def show_parts(_version: str, search: str) -> list[Component]:
    """The parts whose datasets published."""
    return refill_sheet(SHEET, search, ctx.outputs_list, current)
