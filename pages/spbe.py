"""`/spbe`: how mature is electronic government, by year and rule set, against others?"""

from __future__ import annotations

from dash import State, callback, ctx, register_page
from dash.development.base_component import Component

from components.parts import (
    bands_part,
    distribution_part,
    lead_part,
    profile_part,
    ranking_part,
    tile_part,
    trend_part,
)
from components.sheet import Sheet, draw_sheet, refill_sheet
from components.shell import LOCATION
from components.slots import slot_output, versi_input
from data.serve.services import current

DOMAINS = ("spbe_domain_kebijakan", "spbe_domain_tata_kelola", "spbe_domain_manajemen", "spbe_domain_layanan")
SHEET = Sheet(
    "spbe",
    "SPBE",
    "Seberapa matang pemerintahan berbasis elektronik?",
    (
        lead_part(current, "spbe_indeks"),
        tile_part(current, "spbe_indeks"),
        trend_part(current, "spbe_indeks", "petak-6"),
        ranking_part(current, "spbe_indeks", "petak-3 petak-tinggi"),
        tile_part(current, "spbe_hitung_ulang"),
        profile_part(current, DOMAINS, "petak-6"),
        distribution_part(current, "spbe_indeks", "petak-6"),
        bands_part(current, "spbe_indeks", "petak-6"),
    ),
)
register_page(__name__, path="/spbe", name="SPBE", title="SPBE · Command Center", order=50)


def layout(**query: str) -> Component:
    """The page at the version and in the theme of its address."""
    return draw_sheet(SHEET, query, current)


@callback(slot_output(SHEET.name), versi_input(SHEET.name), State(LOCATION, "search"), prevent_initial_call=True)
def show_parts(_version: str, search: str) -> list[Component]:
    """The parts whose datasets published."""
    return refill_sheet(SHEET, search, ctx.outputs_list, current)
