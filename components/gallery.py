"""Every component in every state on one page, from hand-made examples: what tests compare and designers look at."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from importlib import import_module
from pkgutil import iter_modules

from dash import html
from dash.development.base_component import Component

from components import cases, charts, examples
from components.attributes import hyphenated
from components.cards.attention import attention_card
from components.cards.bands import bands_card
from components.cards.changes import FIRST_VISIT, changes_line
from components.cards.compact import compact_card
from components.cards.kpi import kpi_card
from components.cards.panels import (
    compare_panel,
    distribution_panel,
    empty_panel,
    parts_panel,
    profile_panel,
    ranking_panel,
    trend_panel,
)
from components.cards.passport import passport_panel, question_panel
from components.cards.standing import standing_strip
from components.cards.tiles import compact_panel, tile_panel
from components.choices import picker_card
from components.gallery_maps import LAYER, difference_cards, map_answer, map_cards
from components.maps.profile import profile_card, ranking_card
from components.maps.table import map_table
from components.parts import lead_panel
from components.shell import View
from components.states import incident_card
from components.tables.passport import passport_table, runs_table
from components.tables.ranking import parts_table, profile_table, ranking_table
from components.tables.series import series_table
from data.domain.batas import Layer
from data.domain.indicator import SeriesSet

_PUBLISHER = "Kementerian Contoh dengan nama yang sangat panjang"


class Kind(StrEnum):
    """What a thing on show is: every kind but words must show every state of a reading."""

    CARD = "kartu"
    CHART = "grafik"
    MAP = "peta"
    TABLE = "tabel"
    WORDS = "teks"


@dataclass(frozen=True, slots=True)
class Exhibit:
    """One thing on show, and its width on a wide screen as a class of the grid."""

    kind: Kind
    part: Component
    css: str = "petak-6"


def exhibits(view: View, layer: Layer = LAYER) -> list[Exhibit]:
    """Everything there is to show, in the theme of the view; `layer` gives maps their shapes. All is made up."""
    found = [Exhibit(Kind.CARD, card, "petak-3") for card in tile_cards(view)]
    found += [Exhibit(Kind.CHART, card) for card in chart_cards(view)]
    found += [Exhibit(Kind.MAP, card) for card in (*map_cards(view, layer), *difference_cards(view, layer))]
    found += [Exhibit(Kind.TABLE, _scrolled(table)) for table in tables()]
    return found + [Exhibit(Kind.WORDS, panel, "petak-12") for panel in word_panels(view)]


def gallery(view: View, layer: Layer = LAYER) -> list[Component]:
    """The exhibits as the cells of a page."""
    return [
        html.Div(one.part, className=f"cc-slot {one.css}", **hyphenated(data_pajangan=one.kind.value))
        for one in exhibits(view, layer)
    ]


def tile_cards(view: View) -> list[Component]:
    """Both KPI cards for every case, those whose texts are too long for them, and what stands for a failed one."""
    href = view.link("/indikator/contoh")
    drawn = [
        draw(tile, examples.INDICATOR, f"Contoh: {name}", view.tema, href)
        for draw in (kpi_card, compact_card)
        for name, tile in examples.tiles().items()
    ]
    long = [tile_panel(tile, cases.LONG_UNIT, _PUBLISHER, view) for tile in cases.long_tiles()]
    long += [compact_panel(tile, cases.LONG_UNIT, _PUBLISHER, view) for tile in cases.long_tiles()]
    return [*drawn, *long, incident_card("Gudang data tidak terjangkau", "Contoh.", "0a1b2c3d")]


def chart_cards(view: View) -> list[Component]:
    """Every chart: with all marks, with every state, with long names and numbers, without a single value."""
    tiles, domains = cases.domain_tiles()
    ranking, indicator = examples.ranking(), examples.INDICATOR
    return [
        trend_panel(examples.series_set(), indicator, view),
        trend_panel(cases.states_set(), cases.STATES, view),
        trend_panel(cases.long_set(), cases.LONG_UNIT, view),
        trend_panel(SeriesSet(cases.BARE.id, examples.series_set().series[3:]), cases.BARE, view),
        ranking_panel(ranking, indicator, view),
        ranking_panel(cases.incomplete(ranking), indicator, view),
        distribution_panel(ranking, indicator, view, examples.comparators()),
        distribution_panel(cases.few(ranking), indicator, view),
        parts_panel(examples.parts(), indicator, view),
        compare_panel(examples.many_regions(), indicator, view),
        profile_panel(tiles, domains, view),
        *_of_modules(view),
    ]


def _of_modules(view: View) -> Iterator[Component]:
    """What a chart's own file shows of it: its `in_gallery(view)`, so that a new chart edits nothing here."""
    for found in iter_modules(charts.__path__, f"{charts.__name__}."):
        draw: Callable[[View], list[Component]] | None = getattr(import_module(found.name), "in_gallery", None)
        yield from draw(view) if draw else ()


def tables() -> list[Component]:
    """Every table."""
    passport = examples.passport()
    return [
        series_table(examples.series_set(), examples.INDICATOR),
        series_table(cases.states_set(), cases.STATES),
        ranking_table(examples.ranking(), examples.INDICATOR),
        profile_table(examples.profile(), examples.INDICATOR),
        parts_table(examples.parts(), examples.INDICATOR),
        map_table(map_answer(), cases.STATES),
        passport_table(passport, examples.INDICATOR),
        runs_table(passport),
    ]


def word_panels(view: View) -> list[Component]:
    """Cards of words: what needs attention, what changed, what is measured, where it is from, what leads a page."""
    indicators = cases.catalogue().indicators
    return [
        attention_card(cases.attention(), indicators, view, shown=3),
        attention_card(cases.attention(is_empty=True), indicators, view, shown=3),
        *(bands_card(tile, examples.INDICATOR, cases.RULE, view) for tile in cases.banded_tiles()),
        html.P(changes_line(cases.changes(), indicators, view), className="kunjungan"),
        html.P(html.Span(FIRST_VISIT), className="kunjungan"),
        standing_strip(cases.attention(), view.moment),
        question_panel(examples.LONG, cases.catalogue()),
        passport_panel((examples.passport(), examples.passport()), examples.INDICATOR, view),
        passport_panel((examples.no_passport(), examples.passport()), examples.INDICATOR, view),
        empty_panel("Kartu tanpa isi", "Contoh kalimat yang mengatakan apa yang belum ada."),
        picker_card(cases.pickers(), cases.CHOSEN, view),
        ranking_card(examples.INDICATOR),
        profile_card(examples.PLACE, "Jawa Tengah", cases.other_facts(), view),
        lead_panel(["Contoh kalimat pertama, yang membawa isi terpenting.", "Contoh kalimat kedua."]),
    ]


def _scrolled(table: Component) -> Component:
    label = hyphenated(aria_label="Tabel contoh")
    scrolled = html.Div(table, className="tabel-gulung", tabIndex=0, role="region", **label)
    return html.Section(scrolled, className="kartu kartu-teks")
