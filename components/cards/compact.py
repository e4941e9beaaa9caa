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
        html.Div(
            [name, html.P([*_tags(tile, indicator), flat_status(tile.status, tile.target)])], className="padat-kepala"
        ),
        _value(tile, indicator),
        _change(tile, indicator),
        sparkline(tile.line, indicator, tile.target),
        _comparators(tile, indicator),
        _foot(tile, publisher),
    ]
    return html.Article(parts, className=f"kartu kpi padat {look}{simulated}", **card_facts(tile, tema))


def _value(tile: Tile, indicator: Indicator) -> html.P:
    reading = tile.reading
    if reading.value is None:
        return html.P(flat_mark(STATE_LOOKS[shown_state(reading)], "keadaan"), className="padat-angka tanpa")
    unit = html.Span(indicator.unit, className="panjang" if len(indicator.unit) > _LONG_UNIT else None)
    number = format_number(reading.value, indicator.decimals)
    return html.P([number, unit] if indicator.unit else number, className="padat-angka")


def _tags(tile: Tile, indicator: Indicator) -> list[Component]:
    reading = tile.reading
    has_word = reading.value is not None and reading.state is not State.VALUE
    tags: list[Component] = [simulated_tag()] if reading.is_simulated else []
    tags += [html.Span(tile.predicate, className="predikat")] if tile.predicate else []
    tags += [flat_mark(STATE_LOOKS[reading.state], "keadaan")] if has_word else []
    if tile.target is not None:
        told, _, basis = target_text(tile.target, indicator).partition(" · ")
        tags.append(html.Span(told, title=basis, className="padat-target"))
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
    span = f"{format_periode(tile.change_from)}→{format_periode(tile.reading.periode)}"
    arrow = "↑" if tile.change > 0 else "↓" if tile.change < 0 else "→"
    return html.P(
        [told, html.Span(span, className="rentang")], className=f"kpi-ubah {css}", **hyphenated(data_bentuk=arrow)
    )


def _comparators(tile: Tile, indicator: Indicator) -> html.P:
    """Those with a value, then the names of those without: a line must hold them all."""
    told = [_comparator(tile, indicator, one) for one in tile.comparators if one.value is not None]
    missing = [one for one in tile.comparators if one.value is None]
    if missing:
        *heads, last = [short_name(one.label) for one in missing]
        names = f"{', '.join(heads)}{',' if len(heads) > 1 else ''} dan {last}" if heads else last
        notes = [indicator.missing_note.get(one.entitas, "") for one in missing]
        note = ". ".join(note for note in notes if note)
        told.append(html.Span(f"{names} belum dimuat", className="belum-dimuat", title=note))
    return html.P(told, className="padat-banding")


def _comparator(tile: Tile, indicator: Indicator, one: Comparator) -> html.Span:
    has_place = shows_place(tile, one, indicator) and tile.place_reporting > 1
    facts = hyphenated(data_kode=one.entitas, data_nilai=repr(one.value))
    number = html.B(format_number(one.value or 0.0, indicator.decimals))
    told: list[Any] = [f"{short_name(one.label)} ", number, *([f" {place_text(tile)}"] if has_place else [])]
    return html.Span(told, **facts)


def _foot(tile: Tile, publisher: str) -> html.P:
    return html.P([source_text(tile, publisher), _age(tile.freshness)], className="padat-kaki")


def _age(freshness: Freshness) -> html.Span:
    newest = f"data {format_periode(freshness.newest)}" if freshness.newest else "belum ada data"
    if not freshness.is_late:
        return html.Span(f"{newest} · {'terbaru' if freshness.newest else 'belum waktunya'}")
    late = f"{format_periode(freshness.expected)} terlambat {format_age(freshness.days_late)}"
    return html.Span([f"{newest} · ", html.Span(late, className="terlambat")])
