"""What an address gets that no page has: the frame with its navigation, and plain words."""

from __future__ import annotations

from dash import register_page
from dash.development.base_component import Component

from components.cards.panels import empty_panel
from components.shell import open_view, page_frame
from components.states import calm
from data.serve.services import current

register_page(__name__, title="Tidak ditemukan · Command Center")


def layout(**query: str) -> Component:
    """The page in the theme of its address."""
    return calm(lambda: _page(query))


def _page(query: dict[str, str]) -> Component:
    told = empty_panel("Alamat ini tidak ada", "Periksa penulisannya, atau pilih halaman di atas.")
    return page_frame(open_view("/404", query, current().open), "Tidak ditemukan", "Apa yang Anda cari?", [told])
