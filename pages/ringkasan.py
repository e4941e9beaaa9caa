"""`/`: how is the regency today, and what needs me?"""

from __future__ import annotations

from functools import partial

from dash import State, callback, ctx, register_page
from dash.development.base_component import Component

from components.cards.kpi import kpi_card
from components.shell import LOCATION, View, open_view, page_frame
from components.slots import Part, page_slots, refill, slot_output, versi_input
from components.states import calm
from data.serve.services import current

PAGE = "ringkasan"
register_page(__name__, path="/", name="Ringkasan", title="Ringkasan · Command Center", order=0)


def layout(**query: str) -> Component:
    """The page at the version and in the theme of its address."""
    return calm(lambda: _page(open_view("/", query, current().open)))


@callback(slot_output(PAGE), versi_input(PAGE), State(LOCATION, "search"), prevent_initial_call=True)
def show_tiles(_version: str, search: str) -> list[Component]:
    """The tiles whose datasets published."""
    view = open_view("/", search, current().open)
    return refill(_parts(view), view, ctx.outputs_list)


def _page(view: View) -> Component:
    slots = page_slots(PAGE, _parts(view), view, current().catalogue(view.moment))
    return page_frame(view, "Ringkasan", f"Bagaimana {view.nama} hari ini, dan apa yang perlu perhatian?", slots)


def _parts(view: View) -> list[Part]:
    playlist = current().catalogue(view.moment).playlists["ringkasan"]
    return [Part(name, (name,), partial(_tile, name), "cc-slot-tile") for name in playlist.indicators]


def _tile(indicator_id: str, view: View) -> Component:
    facts = current().tile_facts(indicator_id, view.moment)
    return kpi_card(*facts, view.tema, view.link(f"/indikator/{indicator_id}"))
