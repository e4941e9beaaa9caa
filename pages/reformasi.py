"""`/reformasi`: bureaucratic reform, integrity and innovation"""

from __future__ import annotations

from dash import State, callback, ctx, register_page
from dash.development.base_component import Component

from components.parts import lead_part, tile_part, trend_part
from components.sheet import Sheet, draw_sheet, refill_sheet
from components.shell import LOCATION
from components.slots import slot_output, versi_input
from data.serve.services import current

SHEET = Sheet(
    "reformasi",
    "Reformasi",
    "Seberapa bersih dan inovatif birokrasi daerah ini?",
    (
        lead_part(current, "spi", "rb_indeks"),
        *(tile_part(current, name) for name in ("spi", "rb_indeks", "inovasi_diajukan", "inovasi_penghargaan")),
        *(trend_part(current, name, "petak-6") for name in ("spi", "rb_indeks")),
        *(tile_part(current, name) for name in ("lkpj_jumlah", "lkpj_baik", "lkpj_kurang_baik", "ipp")),
    ),
)
register_page(__name__, path="/reformasi", name="Reformasi", title="Reformasi · Command Center", order=70)


def layout(**query: str) -> Component:
    """The page at the version and in the theme of its address."""
    return draw_sheet(SHEET, query, current)


@callback(slot_output(SHEET.name), versi_input(SHEET.name), State(LOCATION, "search"), prevent_initial_call=True)
def show_parts(_version: str, search: str) -> list[Component]:
    """The parts whose datasets published."""
    return refill_sheet(SHEET, search, ctx.outputs_list, current)
