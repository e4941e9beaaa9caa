"""`/metodologi`: every source, indicator, rule set and target, drawn from the declarations in force."""

from __future__ import annotations

from dash import html, register_page
from dash.development.base_component import Component

from components.cards.methodology import methodology_panels
from components.inventory import declared_sentences
from components.parts import lead_panel
from components.shell import View, open_view, page_frame
from components.states import calm
from data.serve.services import current

register_page(__name__, path="/metodologi", name="Metodologi", title="Metodologi · Command Center", order=90)


def layout(**query: str) -> Component:
    """The page at the version and in the theme of its address."""
    return calm(lambda: _page(open_view("/metodologi", query, current().open)))


def _page(view: View) -> Component:
    catalogue = current().catalogue(view.moment)
    lead = html.Div(lead_panel(declared_sentences(catalogue)), className="cc-slot cc-slot-kalimat")
    panels = [lead, *methodology_panels(catalogue, view)]
    return page_frame(view, "Metodologi", "Dari mana setiap angka berasal, dan bagaimana ia dihitung?", panels)
