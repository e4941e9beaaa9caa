"""`/spbe`: how mature is electronic government, by year and rule set, against others?"""

from __future__ import annotations

from functools import partial

from dash import State, callback, ctx, register_page
from dash.development.base_component import Component

from components.cards.panels import profile_panel, ranking_panel, tile_panel, trend_panel
from components.shell import LOCATION, View, open_view, page_frame
from components.slots import Part, page_slots, refill, slot_output, versi_input
from components.states import calm
from data.serve.services import current

PAGE = "spbe"
DOMAINS = ("spbe_domain_kebijakan", "spbe_domain_tata_kelola", "spbe_domain_manajemen", "spbe_domain_layanan")
register_page(__name__, path="/spbe", name="SPBE", title="SPBE · Command Center", order=50)


def layout(**query: str) -> Component:
    """The page at the version and in the theme of its address."""
    return calm(lambda: _page(open_view("/spbe", query, current().open)))


@callback(slot_output(PAGE), versi_input(PAGE), State(LOCATION, "search"), prevent_initial_call=True)
def show_parts(_version: str, search: str) -> list[Component]:
    """The parts whose datasets published."""
    return refill(PARTS, open_view("/spbe", search, current().open), ctx.outputs_list)


def _page(view: View) -> Component:
    slots = page_slots(PAGE, PARTS, view, current().catalogue(view.moment))
    return page_frame(view, "SPBE", "Seberapa matang pemerintahan berbasis elektronik?", slots)


def _tile(indicator_id: str, view: View) -> Component:
    return tile_panel(*current().tile_facts(indicator_id, view.moment), view)


def _trend(view: View) -> Component:
    return trend_panel(*current().series_facts("spbe_indeks", view.moment), view)


def _ranking(view: View) -> Component:
    return ranking_panel(*current().ranking_facts("spbe_indeks", view.moment), view)


def _profile(view: View) -> Component:
    services = current()
    tiles = [services.tile(name, view.moment) for name in DOMAINS]
    return profile_panel(tiles, [services.indicator(name, view.moment) for name in DOMAINS], view)


PARTS = (
    Part("indeks", ("spbe_indeks",), partial(_tile, "spbe_indeks"), "cc-slot-tile"),
    Part("hitung_ulang", ("spbe_hitung_ulang",), partial(_tile, "spbe_hitung_ulang"), "cc-slot-tile"),
    Part("tren", ("spbe_indeks",), _trend, "cc-slot-lebar"),
    Part("profil", DOMAINS, _profile, "cc-slot-lebar"),
    Part("peringkat", ("spbe_indeks",), _ranking, "cc-slot-tinggi"),
)
