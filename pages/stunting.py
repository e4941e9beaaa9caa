"""`/stunting`: how many children are stunted, by survey and, on a line of its own, by weighing?"""

from __future__ import annotations

from dash import State, callback, ctx, register_page
from dash.development.base_component import Component

from components.parts import lead_part, tile_part, trend_part, words_part
from components.sheet import Sheet, draw_sheet, refill_sheet
from components.shell import LOCATION
from components.slots import slot_output, versi_input
from data.serve.services import current

TILES = ("stunting_prevalensi", "stunting_penimbangan", "keluarga_berisiko_stunting", "penimbangan_ds")
WHY_TWO = (
    "Survei (Riskesdas, SSGI, SKI) mengukur balita dari rumah tangga yang terpilih sebagai sampel; penimbangan "
    "(e-PPGBM) mencatat balita yang datang ke posyandu.",
    "Balita yang diukur dan cara mengukurnya berbeda. Kedua deret disandingkan, tidak pernah disambung menjadi satu "
    "garis, dan selisihnya tidak dihitung. Tiap survei pun berdiri sendiri.",
)
SHEET = Sheet(
    "stunting",
    "Stunting",
    "Berapa balita yang pendek menurut survei, dan berapa menurut penimbangan?",
    (
        lead_part(current, "stunting_prevalensi", "stunting_penimbangan"),
        *(tile_part(current, name) for name in TILES),
        trend_part(current, "stunting_prevalensi", "petak-6"),
        trend_part(current, "stunting_penimbangan", "petak-6"),
        *(tile_part(current, name) for name in ("gizi_buruk", "posyandu")),
        words_part("dua_deret", "Mengapa dua deret", WHY_TWO, "petak-6"),
    ),
)
register_page(__name__, path="/stunting", name="Stunting", title="Stunting · Command Center", order=10)


def layout(**query: str) -> Component:
    """The page at the version and in the theme of its address."""
    return draw_sheet(SHEET, query, current)


@callback(slot_output(SHEET.name), versi_input(SHEET.name), State(LOCATION, "search"), prevent_initial_call=True)
def show_parts(_version: str, search: str) -> list[Component]:
    """The parts whose datasets published."""
    return refill_sheet(SHEET, search, ctx.outputs_list, current)
