"""`/sakip`: how accountable is performance, by year and rule set, against others?"""

from __future__ import annotations

from dash import State, callback, ctx, register_page
from dash.development.base_component import Component

from components.parts import bands_part, lead_part, ranking_part, tile_part, trend_part
from components.sheet import Sheet, draw_sheet, refill_sheet
from components.shell import LOCATION
from components.slots import slot_output, versi_input
from data.serve.services import current

SHEET = Sheet(
    "sakip",
    "SAKIP",
    "Seberapa akuntabel kinerja pemerintah kabupaten?",
    (
        lead_part(current, "sakip_nilai"),
        tile_part(current, "sakip_nilai"),
        trend_part(current, "sakip_nilai", "petak-9"),
        bands_part(current, "sakip_nilai", "petak-9"),
        ranking_part(current, "sakip_nilai", "petak-3"),
    ),
)
register_page(__name__, path="/sakip", name="SAKIP", title="SAKIP · Command Center", order=60)


def layout(**query: str) -> Component:
    """The page at the version and in the theme of its address."""
    return draw_sheet(SHEET, query, current)


@callback(slot_output(SHEET.name), versi_input(SHEET.name), State(LOCATION, "search"), prevent_initial_call=True)
def show_parts(_version: str, search: str) -> list[Component]:
    """The parts whose datasets published."""
    return refill_sheet(SHEET, search, ctx.outputs_list, current)
