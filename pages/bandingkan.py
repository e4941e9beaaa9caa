"""`/bandingkan?indikator=ipm,tpt&kode=33.16,32.11`: up to four indicators, a panel each, of up to six regions."""

from __future__ import annotations

from functools import partial

from dash import State, callback, ctx, register_page
from dash.development.base_component import Component

from components.cards.panels import compare_panel
from components.charts.compare import shared_periods
from components.choices import (
    INDICATORS,
    MOST_INDICATORS,
    PATH,
    REGIONS,
    Choice,
    Chosen,
    Group,
    Picker,
    picker_card,
    read_chosen,
)
from components.comparison import comparison
from components.format import short_name
from components.parts import lead_panel
from components.shell import LOCATION, View, open_view, page_frame
from components.slots import Part, page_slots, refill, slot_output, versi_input
from components.states import calm
from data.catalog.models import Indicator
from data.domain.entitas import Entitas, Level
from data.domain.indicator import OffersQuery, SeriesSet
from data.serve.services import current

PAGE = "bandingkan"
USUAL = ("ipm",)
QUESTION = "Bagaimana wilayah pilihan berdampingan menurut beberapa indikator?"
WIDTHS = {1: "petak-12", 2: "petak-6", 3: "petak-4", 4: "petak-6"}
register_page(__name__, path="/bandingkan", name="Bandingkan", title="Bandingkan · Command Center", order=80)


def layout(**query: str) -> Component:
    """The page at the version and in the theme of its address."""
    return calm(lambda: _page(_chosen(query), open_view(PATH, query, current().open)))


@callback(slot_output(PAGE), versi_input(PAGE), State(LOCATION, "search"), prevent_initial_call=True)
def show_parts(_version: str, search: str) -> list[Component]:
    """The panels whose datasets published."""
    return refill(_parts(_chosen(search)), open_view(PATH, search, current().open), ctx.outputs_list)


def _chosen(query: dict[str, str] | str) -> Chosen:
    services = current()
    return read_chosen(query, Chosen(USUAL, (services.settings.kabupaten, *services.comparators())))


def _page(chosen: Chosen, view: View) -> Component:
    indicators = [current().indicator(name, view.moment) for name in chosen.indicators]
    slots = page_slots(PAGE, _parts(chosen), view, current().catalogue(view.moment))
    question = indicators[0].question if len(indicators) == 1 else QUESTION
    return page_frame(view, "Bandingkan", question, slots)


def _parts(chosen: Chosen) -> list[Part]:
    width = WIDTHS[len(chosen.indicators)]
    panels = [Part(f"banding_{name}", (name,), partial(_panel, chosen, name), width) for name in chosen.indicators]
    return [
        Part("kalimat", chosen.indicators, partial(_told, chosen), "cc-slot-kalimat"),
        Part("pilihan", chosen.indicators, partial(_pickers, chosen), "cc-slot-pilihan"),
        *panels,
    ]


def _facts(chosen: Chosen, view: View) -> list[tuple[SeriesSet, Indicator]]:
    return [current().compare_facts(name, chosen.kodes, view.moment) for name in chosen.indicators]


def _told(chosen: Chosen, view: View) -> Component:
    return lead_panel(comparison(_facts(chosen, view), view.kode))


def _panel(chosen: Chosen, name: str, view: View) -> Component:
    series_set, indicator = current().compare_facts(name, chosen.kodes, view.moment)
    periods = shared_periods(series_set, [one for one, _ in _facts(chosen, view)])
    return compare_panel(series_set, indicator, view, periods)


def _pickers(chosen: Chosen, view: View) -> Component:
    services = current()
    titles = {name: services.indicator(name, view.moment).title for name in chosen.indicators}
    names = {kode: short_name(services.place(kode, view.moment).nama) for kode in chosen.kodes}
    indicators = tuple(Choice(title, chosen.with_indicator(name)) for name, title in titles.items())
    regions = tuple(Choice(nama, chosen.with_kode(kode)) for kode, nama in names.items())
    told = f"Paling banyak {MOST_INDICATORS}, masing-masing pada panel dan sumbunya sendiri. Angka kecil: berapa dari "
    told += "wilayah pilihan yang ada angkanya."
    shown = [
        Picker(INDICATORS, indicators, told, _indicators(chosen, view) if chosen.opened == INDICATORS else ()),
        Picker(
            REGIONS, regions, "Paling banyak enam wilayah.", _regions(chosen, view) if chosen.opened == REGIONS else ()
        ),
    ]
    return picker_card(shown, chosen, view)


def _indicators(chosen: Chosen, view: View) -> tuple[Group, ...]:
    """By page, each with how many of the chosen regions have a figure of it."""
    offers = current().read(OffersQuery(chosen.kodes), view.moment)
    groups: dict[str, list[Choice]] = {}
    for one in sorted(current().catalogue(view.moment).indicators.values(), key=lambda one: one.title):
        note = f"{len(offers.found[one.id])} dari {len(chosen.kodes)}"
        choice = Choice(one.title, chosen.with_indicator(one.id), one.id in chosen.indicators, note)
        groups.setdefault(view.title_of(one.page), []).append(choice)
    return tuple(Group(title, tuple(found)) for title, found in sorted(groups.items()))


def _regions(chosen: Chosen, view: View) -> tuple[Group, ...]:
    """By level and parent; kecamatan where a chosen indicator goes that deep."""
    services = current()
    levels = {level for name in chosen.indicators for level in services.indicator(name, view.moment).levels}
    asked = {Level.NASIONAL, Level.PROVINSI, Level.KABUPATEN, *({Level.KECAMATAN} & levels)}
    own = view.kode.partition(".")[0]
    places = sorted(services.regions(asked, view.moment), key=lambda one: (one.kode.count("."), one.induk != own))
    offers = services.read(OffersQuery(tuple(one.kode for one in places), chosen.indicators), view.moment)
    groups: dict[str, list[Choice]] = {}
    for one in places:
        note = "" if offers.count(one.kode) else "tanpa angka"
        choice = Choice(short_name(one.nama), chosen.with_kode(one.kode), one.kode in chosen.kodes, note)
        groups.setdefault(_heading(one, view), []).append(choice)
    return tuple(Group(title, tuple(found)) for title, found in groups.items())


def _heading(place: Entitas, view: View) -> str:
    if place.kode.count(".") == 0:
        return "Negara dan provinsi"
    parent = current().place(place.induk or place.kode, view.moment)
    return f"{'Kecamatan' if place.kode.count('.') == 2 else 'Kabupaten/kota'} di {short_name(parent.nama)}"
