"""The KPI card of the wall: the same truth as components/cards/kpi.py in few components, since a screen of them must be
on the pixels half a second after a publish. Each row keeps its place whatever the state.
"""

from __future__ import annotations

from typing import Any

from dash import dcc, html
from dash.development.base_component import Component

from components.attributes import hyphenated
from components.cards.kpi import card_facts, judge_change, place_text, shows_place, source_text, target_text
from components.cards.sparkline import sparkline
from components.format import format_age, format_change, format_number, format_periode, short_name
from components.states import STATE_LOOKS, flat_mark, flat_status, shown_state, simulated_tag
from components.theme import Tema
from data.catalog.models import Indicator
from data.domain.indicator import Comparator, Freshness, State, Tile

_LONG_UNIT = 6


def compact_card(tile: Tile, indicator: Indicator, publisher: str, tema: Tema, href: str) -> Component:
    """One indicator of one region; the whole card leads to `href`, the passport. Raises nothing of its own."""
    look = STATE_LOOKS[shown_state(tile.reading)].css
    simulated = " kpi-simulasi" if tile.reading.is_simulated else ""
    name = html.H2(dcc.Link(indicator.short_title or indicator.title, href=href, className="kpi-tautan"))
    parts = [
        html.Div([name, html.P([*_tags(tile), flat_status(tile.status, tile.target)])], className="padat-kepala"),
        _value(tile, indicator),
        _change(tile, indicator),
        sparkline(tile.line, indicator, tile.target),
        _comparators(tile, indicator),
        *_foot(tile, indicator, publisher),
    ]
    return html.Article(parts, className=f"kartu kpi padat {look}{simulated}", **card_facts(tile, tema))


def _value(tile: Tile, indicator: Indicator) -> html.P:
    reading = tile.reading
    if reading.value is None:
        return html.P(flat_mark(STATE_LOOKS[shown_state(reading)], "keadaan"), className="padat-angka tanpa")
    unit = html.Span(indicator.unit, className="panjang" if len(indicator.unit) > _LONG_UNIT else None)
    number = format_number(reading.value, indicator.decimals)
    return html.P([number, unit] if indicator.unit else number, className="padat-angka")


def _tags(tile: Tile) -> list[Component]:
    reading = tile.reading
    has_word = reading.value is not None and reading.state is not State.VALUE
    tags: list[Component] = [simulated_tag()] if reading.is_simulated else []
    tags += [html.Span(tile.predicate, className="predikat")] if tile.predicate else []
    tags += [flat_mark(STATE_LOOKS[reading.state], "keadaan")] if has_word else []
    return tags


def _change(tile: Tile, indicator: Indicator) -> html.P:
    if tile.change is None or tile.change_from is None:
        is_break = tile.change is None and tile.change_from is not None
        return html.P(
            "metode berubah; tidak dibandingkan" if is_break else "belum ada periode pembanding",
            className="kpi-ubah netral",
        )
    css, word = judge_change(tile.change, indicator)
    unit = f" {indicator.change_unit}" if indicator.change_unit else ""
    told = f"{format_change(tile.change, indicator.decimals)}{unit}{f', {word}' if word else ''}"
    span = f"{format_periode(tile.change_from)} → {format_periode(tile.reading.periode)}"
    arrow = "↑" if tile.change > 0 else "↓" if tile.change < 0 else "→"
    return html.P(
        [told, html.Span(span, className="rentang")], className=f"kpi-ubah {css}", **hyphenated(data_bentuk=arrow)
    )


def _comparators(tile: Tile, indicator: Indicator) -> html.P:
    return html.P([_comparator(tile, indicator, one) for one in tile.comparators], className="padat-banding")


def _comparator(tile: Tile, indicator: Indicator, one: Comparator) -> html.Span:
    name = short_name(one.label)
    place = f" {place_text(tile)}" if shows_place(tile, one, indicator) else ""
    facts = hyphenated(data_kode=one.entitas, data_nilai=None if one.value is None else repr(one.value))
    if one.value is None:
        note = indicator.missing_note.get(one.entitas) or ""
        return html.Span(f"{name} belum dimuat{place}", className="belum-dimuat", title=note, **facts)
    told: list[Any] = [f"{name} ", html.B(format_number(one.value, indicator.decimals)), place]
    return html.Span(told if place else told[:2], **facts)


def _foot(tile: Tile, indicator: Indicator, publisher: str) -> list[Component]:
    source = html.P(source_text(tile, publisher), className="padat-sumber")
    target = [html.P(target_text(tile.target, indicator), className="padat-target")] if tile.target else []
    return [source, _age(tile.freshness), *target]


def _age(freshness: Freshness) -> html.P:
    newest = f"data {format_periode(freshness.newest)}" if freshness.newest else "belum ada data"
    if not freshness.is_late:
        return html.P(f"{newest} · {'terbaru' if freshness.newest else 'belum waktunya'}", className="padat-umur")
    late = f"{format_periode(freshness.expected)} terlambat {format_age(freshness.days_late)}"
    return html.P([f"{newest} · ", html.Span(late, className="terlambat")], className="padat-umur")
