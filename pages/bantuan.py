"""`/bantuan`: how to read what is shown; the marks are the very ones the cards use."""

from __future__ import annotations

from dash import State, callback, ctx, html, register_page
from dash.development.base_component import Component

from components.cards.help import help_panels
from components.inventory import loaded_sentences
from components.parts import lead_panel
from components.shell import LOCATION, View, open_view, page_frame
from components.slots import Part, page_slots, refill, slot_output, versi_input
from components.states import calm
from data.serve.services import current

PAGE = "bantuan"
register_page(__name__, path="/bantuan", name="Bantuan", title="Bantuan · Command Center", order=95)


def layout(**query: str) -> Component:
    """The page at the version and in the theme of its address."""
    return calm(lambda: _page(open_view("/bantuan", query, current().open)))


@callback(slot_output(PAGE), versi_input(PAGE), State(LOCATION, "search"), prevent_initial_call=True)
def show_parts(_version: str, search: str) -> list[Component]:
    """The sentences, when anything published."""
    view = open_view("/bantuan", search, current().open)
    return refill([_lead(view)], view, ctx.outputs_list)


def _page(view: View) -> Component:
    catalogue = current().catalogue(view.moment)
    panels = [html.Div(panel, className="cc-slot petak-6") for panel in help_panels(catalogue)]
    lead, *markers = page_slots(PAGE, [_lead(view)], view, catalogue)
    return page_frame(view, "Bantuan", "Bagaimana membaca layar ini?", [lead, *panels, *markers])


def _lead(view: View) -> Part:
    return Part("kalimat", tuple(current().catalogue(view.moment).indicators), _told, "cc-slot-kalimat")


def _told(view: View) -> Component:
    services = current()
    attention, catalogue = services.attention(view.moment), services.catalogue(view.moment)
    return lead_panel(loaded_sentences(attention, catalogue, f"{view.jenis.title()} {view.nama}", view.moment))
