"""`/`: how is the regency today, and what needs me?"""

from __future__ import annotations

from functools import partial

from dash import ALL, Input, Output, State, callback, ctx, html, register_page
from dash.development.base_component import Component

from components.cards.attention import attention_card
from components.cards.changes import FIRST_VISIT, changes_line
from components.cards.standing import standing_strip
from components.cards.tiles import compact_panel
from components.maps.card import map_card
from components.maps.controls import CHOSEN
from components.shell import LOCATION, View, open_view, page_frame
from components.slots import Part, page_slots, refill, slot_output, versi_input
from components.states import calm
from data.domain.entitas import Level
from data.serve.services import current

PAGE = "ringkasan"
SINCE = "cc-kunjungan-sejak"
NEWS = "cc-kunjungan"
DAILY = "kemarin"
MAPPED = "ikm_kecamatan"
_SHOWN = 3
register_page(__name__, path="/", name="Ringkasan", title="Ringkasan · Command Center", order=0)


def layout(**query: str) -> Component:
    """The page at the version and in the theme of its address."""
    return calm(lambda: _page(open_view("/", query, current().open), query.get("peta", MAPPED)))


@callback(
    slot_output(PAGE),
    versi_input(PAGE),
    State(CHOSEN, "value"),
    State(LOCATION, "search"),
    prevent_initial_call=True,
)
def show_tiles(_version: str, mapped: str, search: str) -> list[Component]:
    """The parts whose datasets published."""
    view = open_view("/", search, current().open)
    return refill(_parts(view, mapped), view, ctx.outputs_list)


@callback(
    Output({"type": "slot", "page": PAGE, "uses": ALL, "part": "peta"}, "children", allow_duplicate=True),
    Input(CHOSEN, "value"),
    State(LOCATION, "search"),
    prevent_initial_call=True,
)
def show_map(mapped: str, search: str) -> list[Component]:
    """The map of another indicator; nothing else on the page is asked for."""
    view = open_view("/", search, current().open)
    return refill(_parts(view, mapped), view, ctx.outputs_list)


@callback(
    Output(NEWS, "children"),
    Input(SINCE, "value"),
    Input({"type": "versi", "page": PAGE, "uses": ALL}, "value"),
    State(LOCATION, "search"),
    prevent_initial_call=True,
)
def show_changes(since: str, _versions: list[str], search: str) -> list[Component]:
    """What changed since the version that the browser saw last; it alone remembers that (assets/kunjungan.js)."""
    return _news(since, open_view("/", search, current().open))


def _page(view: View, mapped: str) -> Component:
    slots = page_slots(PAGE, _parts(view, mapped), view, current().catalogue(view.moment))
    chosen = html.Data(id=CHOSEN, value=mapped, hidden=True)
    news = [html.P(id=NEWS, className="kunjungan"), html.Data(id=SINCE, value="", hidden=True)]
    beside = [chosen] if view.moment.is_pinned else [*news, chosen]
    question = f"Bagaimana {view.nama} hari ini, dan apa yang perlu perhatian?"
    return page_frame(view, "Ringkasan", question, slots, beside)


def _parts(view: View, mapped: str) -> list[Part]:
    catalogue = current().catalogue(view.moment)
    everything = tuple(catalogue.indicators)
    mappable = tuple(one.id for one in catalogue.indicators.values() if Level.KECAMATAN in one.levels)
    names = catalogue.playlists["ringkasan"].indicators
    tiles = [Part(name, (name,), partial(_tile, name), "cc-slot-tile") for name in names]
    return [
        *tiles,
        Part("peta", mappable, partial(_map, mapped), "cc-slot-peta"),
        Part("perhatian", everything, _attention, "cc-slot-perhatian"),
        Part("bilah", everything, _standing, "cc-slot-bilah"),
    ]


def _tile(indicator_id: str, view: View) -> Component:
    return compact_panel(*current().tile_facts(indicator_id, view.moment), view)


def _map(indicator_id: str, view: View) -> Component:
    services = current()
    indicators = services.catalogue(view.moment).indicators
    offers = [indicators[name] for name, levels in services.mapped(view.moment).items() if Level.KECAMATAN in levels]
    return map_card(*services.map_facts(indicator_id, Level.KECAMATAN, view.moment), view, offers=offers)


def _attention(view: View) -> Component:
    services = current()
    return attention_card(services.attention(view.moment), services.catalogue(view.moment).indicators, view, _SHOWN)


def _standing(view: View) -> Component:
    return standing_strip(current().attention(view.moment), view.moment)


def _news(since: str, view: View) -> list[Component]:
    if not since.isascii() or not (since.isdigit() or since == DAILY):
        return [html.Span(FIRST_VISIT)] if since else []
    services = current()
    changes = services.changes(int(since) if since.isdigit() else None, view.moment)
    return changes_line(changes, services.catalogue(view.moment).indicators, view, is_daily=since == DAILY)
