"""`/layanan`: satisfaction with public services and visitors of the Mal Pelayanan Publik"""

from __future__ import annotations

from dash import State, callback, ctx, register_page
from dash.development.base_component import Component

from components.parts import breakdown_part, lead_part, map_part, tile_part, trend_part
from components.sheet import Sheet, draw_sheet, refill_sheet
from components.shell import LOCATION
from components.slots import slot_output, versi_input
from data.domain.entitas import Level
from data.serve.services import current

SHEET = Sheet(
    "layanan",
    "Layanan",
    "Seberapa puas warga dengan layanan, dan seberapa ramai Mal Pelayanan Publik?",
    (
        lead_part(current, "ikm_kecamatan", "mpp_pemohon", below=Level.KECAMATAN),
        tile_part(current, "ikm_kecamatan"),
        map_part(current, "ikm_kecamatan", Level.KECAMATAN, "petak-5 petak-tinggi"),
        breakdown_part(current, "mpp_pemohon_rincian", "mpp_pemohon", "petak-4 petak-tinggi"),
        tile_part(current, "mpp_pemohon"),
        *(tile_part(current, name) for name in ("ipp", "mpp_instansi", "mpp_layanan", "puskesmas")),
        *(trend_part(current, name, "petak-4") for name in ("ikm_kecamatan", "ipp", "mpp_pemohon")),
    ),
)
register_page(__name__, path="/layanan", name="Layanan", title="Layanan · Command Center", order=40)


def layout(**query: str) -> Component:
    """The page at the version and in the theme of its address."""
    return draw_sheet(SHEET, query, current)


@callback(slot_output(SHEET.name), versi_input(SHEET.name), State(LOCATION, "search"), prevent_initial_call=True)
def show_parts(_version: str, search: str) -> list[Component]:
    """The parts whose datasets published."""
    return refill_sheet(SHEET, search, ctx.outputs_list, current)
