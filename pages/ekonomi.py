"""`/ekonomi`: human development with its components, and unemployment"""

from __future__ import annotations

from dash import State, callback, ctx, register_page
from dash.development.base_component import Component

from components.parts import distribution_part, lead_part, ranking_part, tile_part, trend_part
from components.sheet import Sheet, draw_sheet, refill_sheet
from components.shell import LOCATION
from components.slots import slot_output, versi_input
from data.serve.services import current

COMPONENTS = ("umur_harapan_hidup", "harapan_lama_sekolah", "rata_lama_sekolah", "pengeluaran_per_kapita")
SHEET = Sheet(
    "ekonomi",
    "Ekonomi",
    "Seberapa maju pembangunan manusia, dan berapa yang menganggur?",
    (
        lead_part(current, "ipm", "tpt"),
        tile_part(current, "ipm"),
        trend_part(current, "ipm", "petak-6"),
        ranking_part(current, "ipm", "petak-3 petak-tinggi"),
        tile_part(current, "tpt"),
        trend_part(current, "tpt", "petak-6"),
        *(tile_part(current, name) for name in COMPONENTS),
        distribution_part(current, "ipm", "petak-6"),
        distribution_part(current, "tpt", "petak-6"),
        *(tile_part(current, name) for name in ("ipm_hitung_ulang", "tpak", "pertumbuhan_ekonomi", "pengangguran")),
    ),
)
register_page(__name__, path="/ekonomi", name="Ekonomi", title="Ekonomi · Command Center", order=30)


def layout(**query: str) -> Component:
    """The page at the version and in the theme of its address."""
    return draw_sheet(SHEET, query, current)


@callback(slot_output(SHEET.name), versi_input(SHEET.name), State(LOCATION, "search"), prevent_initial_call=True)
def show_parts(_version: str, search: str) -> list[Component]:
    """The parts whose datasets published."""
    return refill_sheet(SHEET, search, ctx.outputs_list, current)
