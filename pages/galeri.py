"""`/galeri`: every component in every state, from examples; for tests and designers, where the settings open it."""

from __future__ import annotations

from dash import register_page
from dash.development.base_component import Component

from components.gallery import gallery
from components.shell import View, open_view, page_frame
from components.states import calm
from data.domain.entitas import Level
from data.errors import UnknownError
from data.serve.services import current

register_page(__name__, path="/galeri", name="Galeri", title="Galeri · Command Center", in_navigation=False)


def layout(**query: str) -> Component:
    """The gallery in the theme of its address; a calm tile where it is closed."""
    return calm(lambda: _page(open_view("/galeri", query, current().open)))


def _page(view: View) -> Component:
    if not current().settings.galeri:
        raise UnknownError("Halaman '/galeri' tidak dikenal")
    cells = gallery(view, current().layer(Level.KECAMATAN, view.moment))
    return page_frame(view, "Galeri", "Contoh, bukan data: bagaimana setiap keadaan digambar?", cells)
