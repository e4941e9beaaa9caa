"""The KPI card of the wall: the same truth as components/cards/kpi.py in few components, since a screen of them must be
on the pixels half a second after a publish. Each row keeps its place whatever the state.
"""

from __future__ import annotations

from typing import Any

from dash import dcc, html
from dash.development.base_component import Component

from components.attributes import hyphenated
from components.cards.kpi import NO_SOURCE, card_facts
from components.cards.sparkline import sparkline
from components.cards.wording import (
    age_text,
    coverage_text,
    has_place,
    missing_text,
    move_of,
    place_text,
    target_text,
)
from components.format import format_number, short_name, unit_parts
from components.states import STATE_LOOKS, flat_mark, flat_status, shown_state, simulated_tag
from components.theme import Tema
from data.catalog.models import Indicator
from data.domain.indicator import Comparator, State, Tile

_LONG_UNIT = 6


def compact_card(
    tile: Tile, indicator: Indicator, publisher: str, tema: Tema, href: str, row: Component | None = None
) -> Component:
    """`kpi_card` in few components."""
    look = STATE_LOOKS[shown_state(tile.reading)].css
    simulated = " kpi-simulasi" if tile.reading.is_simulated else ""
    name = html.H2(dcc.Link(indicator.brief_title, href=href, className="kpi-tautan"))
    parts = [
        html.Div(
            [name, html.P([*_tags(tile, indicator), flat_status(tile.status, tile.target)])], className="padat-kepala"
        ),
        _value(tile, indicator),
        _change(tile, indicator),
        sparkline(tile.line, indicator, tile.target),
        _comparators(tile, indicator),
        _foot(tile, publisher),
        *([row] if row is not None else []),
    ]
    return html.Article(parts, className=f"kartu kpi padat {look}{simulated}", **card_facts(tile, tema))


def _value(tile: Tile, indicator: Indicator) -> html.P:
    reading = tile.reading
    if reading.value is None:
        return html.P(flat_mark(STATE_LOOKS[shown_state(reading)], "keadaan"), className="padat-angka tanpa")
    before, after = unit_parts(indicator.unit)
    number = format_number(reading.value, indicator.decimals)
    unit = html.Span(after, className="panjang" if len(after) > _LONG_UNIT else None)
    told: list[Any] = [*([html.Span(before)] if before else []), number, *([unit] if after else [])]
    return html.P(told, className="padat-angka")


def _tags(tile: Tile, indicator: Indicator) -> list[Component]:
    reading = tile.reading
    has_word = reading.value is not None and reading.state is not State.VALUE
    tags: list[Component] = [simulated_tag()] if reading.is_simulated else []
    tags += [html.Span(tile.predicate, className="predikat")] if tile.predicate else []
    tags += [flat_mark(STATE_LOOKS[reading.state], "keadaan")] if has_word else []
    if tile.target is not None:
        told = target_text(tile.target, indicator)
        tags.append(html.Span(told, title=tile.target.legal_basis, className="padat-target"))
    return tags


def _change(tile: Tile, indicator: Indicator) -> html.P:
    move = move_of(tile, indicator)
    if not move.arrow:
        return html.P(move.told, className="kpi-ubah netral")
    told: list[Any] = [move.told, html.Span(f"{move.since}→{move.until}", className="rentang")]
    return html.P(told, className=f"kpi-ubah {move.css}", **hyphenated(data_bentuk=move.arrow))


def _comparators(tile: Tile, indicator: Indicator) -> html.P:
    """Those with a value, the own place apart, then the names of those without: two rows hold them all."""
    told = [_comparator(tile, indicator, one) for one in tile.comparators if one.value is not None]
    told += [html.Span(f"{place_text(tile)} kabupaten/kota")] if has_place(tile, indicator) else []
    missing, note = missing_text(tile, indicator)
    told += [html.Span(f"{missing} belum dimuat", className="belum-dimuat", title=note)] if missing else []
    return html.P(told, className="padat-banding")


def _comparator(tile: Tile, indicator: Indicator, one: Comparator) -> html.Span:
    facts = hyphenated(data_kode=one.entitas, data_nilai=repr(one.value))
    number = html.B(format_number(one.value or 0.0, indicator.decimals))
    return html.Span([f"{short_name(one.label)} ", number], **facts)


def _foot(tile: Tile, publisher: str) -> html.P:
    source = " · ".join(part for part in (publisher or NO_SOURCE, coverage_text(tile.reading)) if part)
    newest, late = age_text(tile.freshness)
    age: list[Any] = [f"{newest} · ", html.Span(late, className="terlambat")] if late else [newest]
    return html.P([source, html.Span(age)], className="padat-kaki")
