"""Answers of the warehouse, framed as the cards pages place: trend, ranking, profile, question, passport."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

import plotly.graph_objects as go
from dash import html
from dash.development.base_component import Component

from components.charts.compare import compare_figure, compared
from components.charts.distribution import (
    HEIGHT_PX,
    LEAST_REGIONS,
    direction_note,
    distribution_figure,
    distribution_sentence,
)
from components.charts.downloads import downloads_of
from components.charts.frame import chart_card
from components.charts.parts import Parts, mismatch_note, parts_figure, parts_height_px, parts_sentence
from components.charts.profile import ProfilePoint, ProfileRow, profile_figure, profile_sentence
from components.charts.ranking import ranking_figure, ranking_height_px, ranking_sentence
from components.charts.spans import of_another_size
from components.charts.trend import HEIGHT_PX as TREND_HEIGHT_PX
from components.charts.trend import trend_figure, trend_height_px, trend_sentence
from components.format import format_number, format_periode, format_printed, listed, short_name
from components.shell import View
from components.tables.ranking import parts_table, profile_table, ranking_table
from components.tables.series import series_table
from data.catalog.models import Indicator
from data.domain.indicator import Comparator, Direction, Ranking, Series, SeriesSet, Tile

DIRECTIONS: Final = {
    Direction.UP: "makin tinggi makin baik",
    Direction.DOWN: "makin rendah makin baik",
    Direction.NONE: "tanpa arah; naik turunnya tidak dinilai",
}


def trend_panel(series_set: SeriesSet, indicator: Indicator, view: View) -> Component:
    """The trend of the regency beside those it is held against; a count of another size is told, not drawn."""
    apart = of_another_size(series_set, indicator, view.kode)
    drawn = replace(series_set, series=tuple(one for one in series_set.series if one not in apart))
    figure = trend_figure(drawn, indicator, view.kode, view.tema)
    height_px = trend_height_px(drawn, indicator, view.kode)
    told = _apart(apart, indicator)
    return _course_card(f"tren-{indicator.id}", series_set, indicator, figure, view, told, height_px)


def compare_panel(series_set: SeriesSet, indicator: Indicator, view: View, periods: Sequence[str] = ()) -> Component:
    """Up to six regions side by side, the regency in accent where it is among them.

    `periods` are those of the panels beside it, whose time axis it shares.
    """
    shown = compared(series_set, view.kode)
    figure = compare_figure(shown, indicator, view.kode, view.tema, periods)
    return _course_card(f"banding-{indicator.id}", shown, indicator, figure, view)


def _course_card(
    card_id: str,
    series_set: SeriesSet,
    indicator: Indicator,
    figure: go.Figure,
    view: View,
    told: str = "",
    height_px: int = TREND_HEIGHT_PX,
) -> Component:
    """Lines over time with their words, table, files; on the indicator's own passport without the way there."""
    passport = f"/indikator/{indicator.id}"
    return chart_card(
        card_id=card_id,
        title=_titled(indicator),
        figure=figure,
        sentence=trend_sentence(series_set, indicator, view.kode),
        table=series_table(series_set, indicator),
        note=" ".join(text for text in (told, _notes(series_set, indicator)) if text),
        source_line=_source_line(indicator),
        href=view.link(passport) if passport != view.path else "",
        height_px=height_px,
        downloads=downloads_of(
            view,
            "seri",
            indicator,
            kodes=[series.entitas for series in series_set.series],
            subtitle=", ".join(series.nama for series in series_set.series),
            is_simulated=_is_simulated(series_set),
        ),
    )


def ranking_panel(ranking: Ranking, indicator: Indicator, view: View) -> Component:
    """The regency among its siblings; says so where nothing per sibling is published."""
    title = f"Peringkat {indicator.brief_title}"
    if ranking.place is None:
        told = f"{len(ranking.rows)} dari {ranking.expected} kabupaten/kota ada dalam sumber yang dimuat."
        if ranking.expected == 1:
            told = f"daftar acuan wilayah baru memuat {view.nama} di provinsinya."
        return empty_panel(title, f"Peringkat tidak dihitung: {told}")
    return chart_card(
        card_id=f"peringkat-{indicator.id}",
        title=f"{title}, {format_periode(ranking.periode)}",
        figure=ranking_figure(ranking, indicator, view.kode, view.tema),
        sentence=ranking_sentence(ranking, indicator),
        table=ranking_table(ranking, indicator),
        note="",
        source_line=_source_line(indicator),
        href=view.link(f"/indikator/{indicator.id}"),
        height_px=ranking_height_px(ranking),
        downloads=downloads_of(view, "peringkat", indicator, kodes=[ranking.entitas], periode=ranking.periode),
    )


def distribution_panel(
    ranking: Ranking, indicator: Indicator, view: View, comparators: Sequence[Comparator] = ()
) -> Component:
    """How the siblings are spread, the regency among them; `comparators` (of a tile) lie on the same scale."""
    title = f"Sebaran {indicator.brief_title}"
    if len(ranking.rows) < LEAST_REGIONS:
        told = f"{len(ranking.rows)} dari {ranking.expected} wilayah ada dalam sumber yang dimuat"
        return empty_panel(title, f"Sebaran tidak digambar: {told}.")
    return chart_card(
        card_id=f"sebaran-{indicator.id}",
        title=f"{title}, {format_periode(ranking.periode)}",
        figure=distribution_figure(ranking, indicator, view.kode, view.tema, comparators),
        sentence=distribution_sentence(ranking, indicator, comparators),
        table=ranking_table(ranking, indicator),
        note=direction_note(indicator),
        source_line=_source_line(indicator),
        href=view.link(f"/indikator/{indicator.id}"),
        height_px=HEIGHT_PX,
        downloads=downloads_of(
            view, "peringkat", indicator, kodes=[ranking.entitas], periode=ranking.periode, picture="sebaran"
        ),
    )


def parts_panel(parts: Parts, indicator: Indicator, view: View) -> Component:
    """The parts of a total (`parts_of` a series whose lines are the parts); a total that differs is told."""
    if not any(bar.value is not None for bar in parts.bars):
        return empty_panel(_titled(indicator), "Rincian belum dimuat.")
    return chart_card(
        card_id=f"rincian-{indicator.id}",
        title=f"{_titled(indicator)}, {format_periode(parts.periode)}",
        figure=parts_figure(parts, indicator, view.tema),
        sentence=parts_sentence(parts, indicator),
        table=parts_table(parts, indicator),
        note=mismatch_note(parts, indicator),
        source_line=_source_line(indicator),
        href=view.link(f"/indikator/{indicator.id}"),
        height_px=parts_height_px(parts),
        downloads=downloads_of(
            view,
            "seri",
            indicator,
            kodes=[parts.entitas],
            periode=parts.periode,
            is_simulated=any(bar.reading is not None and bar.reading.is_simulated for bar in parts.bars),
        ),
    )


def profile_panel(tiles: Sequence[Tile], indicators: Sequence[Indicator], view: View) -> Component:
    """Domains of one index, the regency and its comparators on one scale; each domain at its own newest period."""
    rows = [_profile_row(tile, indicator, view) for tile, indicator in zip(tiles, indicators, strict=True)]
    first = indicators[0]
    return chart_card(
        card_id="profil-domain",
        title="Profil domain",
        figure=profile_figure(rows, first, view.tema),
        sentence=profile_sentence(rows, first),
        table=profile_table(rows, first),
        note="",
        source_line=_source_line(first),
        href=view.link(f"/indikator/{first.id}"),
        downloads=downloads_of(
            view,
            "profil",
            first,
            kodes=[tiles[0].entitas],
            beside=[one.id for one in indicators[1:]],
            is_simulated=any(tile.reading.is_simulated for tile in tiles),
        ),
    )


def empty_panel(title: str, message: str) -> Component:
    """A card that says what is not there, in the same frame as what would be."""
    return html.Section([html.H2(title), html.P(message, className="catatan")], className="kartu kartu-kosong")


def text_panel(title: str, parts: Sequence[Component]) -> Component:
    """A card of words and tables."""
    return html.Section([html.H2(title), *parts], className="kartu kartu-teks")


def definition_list(facts: dict[str, str]) -> html.Dl:
    """Terms and what they say; empty ones are left out."""
    pairs = [html.Div([html.Dt(term), html.Dd(told)]) for term, told in facts.items() if told]
    return html.Dl(pairs, className="fakta")


def _titled(indicator: Indicator) -> str:
    has_word = indicator.unit and not indicator.unit.startswith("/")
    return f"{indicator.title} ({indicator.unit})" if has_word else indicator.title


def _is_simulated(series_set: SeriesSet) -> bool:
    return any(r.is_simulated for series in series_set.series for line in series.lines for r in line.readings)


def _source_line(indicator: Indicator) -> str:
    return f"Pemilik: {indicator.owner} · {DIRECTIONS[indicator.direction]}"


def _apart(series: Sequence[Series], indicator: Indicator) -> str:
    """'Tidak digambar karena ukurannya jauh berbeda: Jawa Tengah 38.430.645 jiwa (2025).'"""
    told = [
        f"{short_name(one.nama)} {format_printed(reading.value or 0.0, indicator)} ({format_periode(reading.periode)})"
        for one, (_, reading) in ((one, one.newest) for one in series if one.newest)
    ]
    return f"Tidak digambar karena ukurannya jauh berbeda: {listed(told)}." if told else ""


def _notes(series_set: SeriesSet, indicator: Indicator) -> str:
    """What a reader must know before comparing: where publications contradict each other, and who has no figure."""
    absent = [series for series in series_set.series if series.newest is None]
    noted = (indicator.missing_note[one.entitas] for one in absent if one.entitas in indicator.missing_note)
    told = list(dict.fromkeys(noted))
    others = listed([short_name(one.nama) for one in absent if one.entitas not in indicator.missing_note])
    told += [f"Angka {others} tidak ada dalam sumber yang dimuat"] if others else []
    conflicts = [text for series in series_set.series for text in _conflicts(series, indicator)]
    told = [f"Terbitan berbeda: {'; '.join(conflicts)}", *told] if conflicts else told
    return f"{'. '.join(told)}." if told else ""


def _conflicts(series: Series, indicator: Indicator) -> list[str]:
    """`Sumedang 2018 tertulis 60,98 dan 48,58` for each period on which publications disagree."""
    found = []
    for reading in (reading for line in series.lines for reading in line.readings):
        values = [o.value for o in reading.others if o.is_conflict and o.value is not None]
        if values and reading.value is not None:
            words = " dan ".join(format_number(value, indicator.decimals) for value in (reading.value, *values))
            found.append(f"{series.nama} {format_periode(reading.periode)} tertulis {words}")
    return found


def _profile_row(tile: Tile, indicator: Indicator, view: View) -> ProfileRow:
    own = ProfilePoint(tile.entitas, view.nama, tile.reading.value)
    others = [ProfilePoint(one.entitas, one.label, one.value) for one in tile.comparators]
    return ProfileRow(indicator.brief_title, tile.reading.periode, tile.line.id, (own, *others))
