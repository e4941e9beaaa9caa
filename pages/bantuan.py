"""`/bantuan`: how to read what is shown; the marks are the very ones the cards use."""

from __future__ import annotations

from dash import html, register_page
from dash.development.base_component import Component

from components.cards.help import help_panels
from components.shell import View, open_view, page_frame
from components.states import calm
from data.serve.services import current

register_page(__name__, path="/bantuan", name="Bantuan", title="Bantuan · Command Center", order=95)


def layout(**query: str) -> Component:
    """The page in the theme of its address."""
    return calm(lambda: _page(open_view("/bantuan", query, current().open)))


def _page(view: View) -> Component:
    panels = [html.Div(panel, className="cc-slot petak-6") for panel in help_panels(current().catalogue(view.moment))]
    return page_frame(view, "Bantuan", "Bagaimana membaca layar ini?", panels)
