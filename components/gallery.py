"""Every component in every state on one page, from hand-made examples: what tests compare and designers look at."""

from __future__ import annotations

from dash import html
from dash.development.base_component import Component

from components import examples
from components.attributes import hyphenated
from components.cards.kpi import kpi_card
from components.charts.compare import compare_figure, compared
from components.charts.distribution import HEIGHT_PX, distribution_figure, distribution_sentence
from components.charts.frame import chart_card
from components.charts.parts import mismatch_note, parts_figure, parts_height_px, parts_sentence
from components.charts.profile import profile_figure, profile_sentence
from components.charts.ranking import ranking_figure, ranking_height_px, ranking_sentence
from components.charts.trend import trend_figure, trend_sentence
from components.states import incident_card
from components.tables.passport import passport_table, runs_table
from components.tables.ranking import parts_table, profile_table, ranking_table
from components.tables.series import series_table
from components.theme import Tema
from data.domain.indicator import SeriesSet

_HREF = "/indikator/contoh"
_SOURCE = "Contoh, bukan data"


def gallery(tema: Tema) -> Component:
    """The whole gallery in a theme; every value on it is an example."""
    incident = incident_card("Gudang data tidak terjangkau", "Contoh.", "0a1b2c3d")
    wide = [*chart_cards(tema), *(html.Div(table, className="tabel-gulung") for table in tables())]
    cells = [html.Div(part, className="cc-slot") for part in [*tile_cards(tema), incident]]
    cells += [html.Div(part, className="cc-slot", style={"gridColumn": "span 6"}) for part in wide]
    head = html.H1("Galeri contoh, bukan data")
    return html.Div(
        [head, html.Main(cells, className="isi-kisi galeri")], className="bingkai", **hyphenated(data_tema=tema)
    )


def tile_cards(tema: Tema) -> list[Component]:
    """A KPI card for every case, and one whose texts are too long for it."""
    cards = [
        kpi_card(tile, examples.INDICATOR, f"Contoh: {name}", tema, _HREF) for name, tile in examples.tiles().items()
    ]
    return [
        *cards,
        kpi_card(examples.tile(), examples.LONG, "Kementerian Contoh dengan nama yang sangat panjang", tema, _HREF),
    ]


def chart_cards(tema: Tema) -> list[Component]:
    """Every chart, and the trend without a single value."""
    empty = SeriesSet(examples.INDICATOR.id, examples.series_set().series[3:])
    return [
        _trend("tren", examples.series_set(), tema),
        _trend("tren-kosong", empty, tema),
        _ranking(tema),
        _profile(tema),
        _distribution(tema),
        _parts(tema),
        _compare(tema),
    ]


def tables() -> list[Component]:
    """Every table."""
    passport = examples.passport()
    return [
        series_table(examples.series_set(), examples.INDICATOR),
        ranking_table(examples.ranking(), examples.INDICATOR),
        profile_table(examples.profile(), examples.INDICATOR),
        parts_table(examples.parts(), examples.INDICATOR),
        passport_table(passport, examples.INDICATOR),
        runs_table(passport),
    ]


def _trend(card_id: str, series_set: SeriesSet, tema: Tema) -> Component:
    return chart_card(
        card_id=f"galeri-{card_id}",
        title="Tren contoh",
        figure=trend_figure(series_set, examples.INDICATOR, examples.UTAMA, tema),
        sentence=trend_sentence(series_set, examples.INDICATOR, examples.UTAMA),
        table=series_table(series_set, examples.INDICATOR),
        note="",
        source_line=_SOURCE,
        href=_HREF,
    )


def _ranking(tema: Tema) -> Component:
    ranking = examples.ranking()
    return chart_card(
        card_id="galeri-peringkat",
        title="Peringkat contoh",
        figure=ranking_figure(ranking, examples.INDICATOR, examples.UTAMA, tema),
        sentence=ranking_sentence(ranking, examples.INDICATOR),
        table=ranking_table(ranking, examples.INDICATOR),
        note="",
        source_line=_SOURCE,
        href=_HREF,
        height_px=ranking_height_px(ranking),
    )


def _profile(tema: Tema) -> Component:
    return chart_card(
        card_id="galeri-profil",
        title="Profil contoh",
        figure=profile_figure(examples.profile(), examples.INDICATOR, tema),
        sentence=profile_sentence(examples.profile(), examples.INDICATOR),
        table=profile_table(examples.profile(), examples.INDICATOR),
        note="Catatan contoh.",
        source_line=_SOURCE,
        href=_HREF,
    )


def _distribution(tema: Tema) -> Component:
    ranking, others = examples.ranking(), examples.comparators()
    return chart_card(
        card_id="galeri-sebaran",
        title="Sebaran contoh",
        figure=distribution_figure(ranking, examples.INDICATOR, examples.UTAMA, tema, others),
        sentence=distribution_sentence(ranking, examples.INDICATOR, others),
        table=ranking_table(ranking, examples.INDICATOR),
        note="",
        source_line=_SOURCE,
        href=_HREF,
        height_px=HEIGHT_PX,
    )


def _parts(tema: Tema) -> Component:
    parts = examples.parts()
    return chart_card(
        card_id="galeri-rincian",
        title="Rincian contoh",
        figure=parts_figure(parts, examples.INDICATOR, tema),
        sentence=parts_sentence(parts, examples.INDICATOR),
        table=parts_table(parts, examples.INDICATOR),
        note=mismatch_note(parts, examples.INDICATOR),
        source_line=_SOURCE,
        href=_HREF,
        height_px=parts_height_px(parts),
    )


def _compare(tema: Tema) -> Component:
    shown = compared(examples.many_regions(), examples.UTAMA)
    return chart_card(
        card_id="galeri-banding",
        title="Perbandingan contoh",
        figure=compare_figure(shown, examples.INDICATOR, examples.UTAMA, tema),
        sentence=trend_sentence(shown, examples.INDICATOR, examples.UTAMA),
        table=series_table(examples.many_regions(), examples.INDICATOR),
        note="",
        source_line=_SOURCE,
        href=_HREF,
    )
