"""`/bandingkan?indikator=ipm&kode=33.16,32.11`: any indicator, up to six regions side by side."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from urllib.parse import parse_qsl

from dash import State, callback, ctx, register_page
from dash.development.base_component import Component

from components.cards.panels import compare_panel
from components.choices import MOST, Choice, Chosen, Group, choices_card
from components.comparison import comparison
from components.format import short_name
from components.parts import lead_panel
from components.shell import LOCATION, View, open_view, page_frame
from components.slots import Part, page_slots, refill, slot_output, versi_input
from components.states import calm
from data.domain.entitas import Kode, Level, parse_kode
from data.errors import UnknownError
from data.serve.services import current

PAGE = "bandingkan"
DEFAULT = "ipm"
register_page(__name__, path="/bandingkan", name="Bandingkan", title="Bandingkan · Command Center", order=80)


def layout(**query: str) -> Component:
    """The page at the version and in the theme of its address."""
    return calm(lambda: _page(_asked(query), open_view("/bandingkan", query, current().open)))


@callback(slot_output(PAGE), versi_input(PAGE), State(LOCATION, "search"), prevent_initial_call=True)
def show_parts(_version: str, search: str) -> list[Component]:
    """The comparison, when a dataset behind it published."""
    asked = _asked(dict(parse_qsl(search.removeprefix("?"))))
    return refill(_parts(asked), open_view("/bandingkan", search, current().open), ctx.outputs_list)


def _asked(query: Mapping[str, str]) -> Chosen:
    services = current()
    usual = ",".join((services.settings.kabupaten, *services.comparators()))
    kodes = tuple(dict.fromkeys(parse_kode(text) for text in query.get("kode", usual).split(",") if text))
    if len(kodes) > MOST:
        raise UnknownError(f"Paling banyak {MOST} wilayah dapat dibandingkan; diminta {len(kodes)}")
    return Chosen(query.get("indikator", DEFAULT), kodes)


def _page(asked: Chosen, view: View) -> Component:
    services = current()
    indicator = services.indicator(asked.indicator, view.moment)
    slots = page_slots(PAGE, _parts(asked), view, services.catalogue(view.moment))
    return page_frame(view, "Bandingkan", indicator.question, slots)


def _parts(asked: Chosen) -> list[Part]:
    names = (asked.indicator,)
    return [
        Part("kalimat", names, lambda view: _told(asked, view), "cc-slot-kalimat"),
        Part("banding", names, lambda view: _comparison(asked, view), "petak-9"),
        Part("wilayah", names, lambda view: _regions(asked, view), "petak-3"),
        Part("indikator", names, lambda view: _indicators(asked, view), "petak-12"),
    ]


def _told(asked: Chosen, view: View) -> Component:
    return lead_panel(comparison(*current().compare_facts(asked.indicator, asked.kodes, view.moment)))


def _comparison(asked: Chosen, view: View) -> Component:
    return compare_panel(*current().compare_facts(asked.indicator, asked.kodes, view.moment), view)


def _regions(asked: Chosen, view: View) -> Component:
    services = current()
    first = (services.settings.kabupaten, *services.comparators())
    siblings = tuple(k for k in services.siblings(first[0], view.moment) if k not in first)
    parts = services.siblings(Kode(f"{services.settings.kabupaten}.01"), view.moment)
    groups = [
        Group("Pembanding utama", _choices(asked, first, view)),
        Group("Kabupaten/kota seprovinsi", _choices(asked, siblings, view)),
    ]
    if Level.KECAMATAN in services.indicator(asked.indicator, view.moment).levels:
        groups.append(Group("Kecamatan", _choices(asked, parts, view)))
    return choices_card("Wilayah", f"Paling banyak {MOST}; pilihan ketujuh menggantikan yang pertama.", groups)


def _choices(asked: Chosen, kodes: tuple[Kode, ...], view: View) -> tuple[Choice, ...]:
    named = [(short_name(current().place(kode, view.moment).nama), kode) for kode in kodes]
    return tuple(Choice(nama, asked.with_kode(kode).href(view), kode in asked.kodes) for nama, kode in named)


def _indicators(asked: Chosen, view: View) -> Component:
    by_page: dict[str, list[Choice]] = {}
    for one in current().catalogue(view.moment).indicators.values():
        choice = Choice(one.title, replace(asked, indicator=one.id).href(view), one.id == asked.indicator)
        by_page.setdefault(one.page, []).append(choice)
    groups = [Group(view.title_of(path), tuple(found)) for path, found in sorted(by_page.items())]
    return choices_card("Indikator", "Semua indikator yang dideklarasikan.", groups)
