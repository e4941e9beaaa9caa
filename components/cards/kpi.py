"""The KPI card: name and status, value with unit, change with its period, line, comparators, source with age.

Every row has its place in the grid whatever the state, so nothing moves when a number comes, goes or changes.
"""

from __future__ import annotations

from typing import Any, Final

from dash import dcc, html
from dash.development.base_component import Component

from components.attributes import hyphenated
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
from components.format import format_number, format_periode, short_name, unit_parts
from components.states import STATE_LOOKS, shown_state, simulated_tag, state_mark, status_badge
from components.theme import Tema
from data.catalog.models import Indicator
from data.domain.entitas import INDONESIA
from data.domain.indicator import Comparator, Reading, State, Tile

_LONG_UNIT: Final = 6
_LONG_NUMBER: Final = 7
NO_SOURCE: Final = "belum ada sumber"


def kpi_card(
    tile: Tile, indicator: Indicator, publisher: str, tema: Tema, href: str, row: Component | None = None
) -> Component:
    """One indicator of one region; the whole card leads to `href`, the passport. Raises nothing of its own.

    `row` takes the tile along; it shows itself to who points at the card or comes to it by keyboard.
    """
    look = STATE_LOOKS[shown_state(tile.reading)].css
    simulated = "kpi-simulasi" if tile.reading.is_simulated else ""
    rows = [
        _head(tile, indicator, href),
        _value_row(tile, indicator),
        _change_row(tile, indicator),
        sparkline(tile.line, indicator, tile.target),
        _comparators(tile, indicator),
        _foot(tile, indicator, publisher),
        *([row] if row is not None else []),
    ]
    return html.Article(rows, className=f"kartu kpi {look} {simulated}".strip(), **card_facts(tile, tema))


def card_facts(tile: Tile, tema: Tema) -> dict[str, Any]:
    """What a card says to tests and styles: whose number it is, to the last bit."""
    return hyphenated(
        data_tema=tema.value,
        data_indikator=tile.indicator,
        data_kode=tile.entitas,
        data_periode=tile.reading.periode,
        data_garis=tile.line.id,
        data_nilai=None if tile.reading.value is None else repr(tile.reading.value),
        data_keadaan=shown_state(tile.reading).value,
    )


def _head(tile: Tile, indicator: Indicator, href: str) -> html.Div:
    name = html.H2(dcc.Link(indicator.brief_title, href=href, className="kpi-tautan"), title=indicator.title)
    return html.Div([name, status_badge(tile.status, tile.target)], className="kpi-kepala")


def _value_row(tile: Tile, indicator: Indicator) -> html.Div:
    tags: list[Component] = [simulated_tag()] if tile.reading.is_simulated else []
    tags += [html.Span("Angka Indonesia", className="predikat")] if tile.entitas == INDONESIA else []
    tags += [html.Span(tile.predicate, className="predikat")] if tile.predicate else []
    tags += [state_mark(tile.reading.state)] if _needs_word(tile.reading) else []
    return html.Div([_value(tile.reading, indicator), html.Div(tags, className="kpi-tanda")], className="kpi-nilai")


def _needs_word(reading: Reading) -> bool:
    return reading.value is not None and reading.state is not State.VALUE


def _value(reading: Reading, indicator: Indicator) -> Component:
    if reading.value is None:
        return html.P(state_mark(shown_state(reading)), className="kpi-tanpa-angka")
    text = format_number(reading.value, indicator.decimals)
    number = html.Span(text, className="kpi-angka panjang" if len(text) > _LONG_NUMBER else "kpi-angka")
    before, after = unit_parts(indicator.unit)
    unit = html.Span(after, className="kpi-satuan panjang" if len(after) > _LONG_UNIT else "kpi-satuan")
    head = [html.Span(before, className="kpi-satuan")] if before else []
    return html.P([*head, number, *([unit] if after else [])])


def _change_row(tile: Tile, indicator: Indicator) -> html.P:
    move = move_of(tile, indicator)
    if not move.arrow:
        return html.P(move.told, className="kpi-ubah netral")
    shape = html.Span(move.arrow, className="bentuk", **hyphenated(aria_hidden="true"))
    span = html.Span(f"{move.since} → {move.until}", className="rentang")
    return html.P([shape, html.Span(move.told), span], className=f"kpi-ubah {move.css}")


def _comparators(tile: Tile, indicator: Indicator) -> html.Div:
    """Those with a value, the place among the siblings, then the names of those without a value."""
    told = [_comparator(tile, indicator, one) for one in tile.comparators if one.value is not None]
    if has_place(tile, indicator):
        told.append(html.Div([html.Dt("Kabupaten/kota"), html.Dd(place_text(tile), className="peringkat")]))
    missing, note = missing_text(tile, indicator)
    absent = [html.P(f"{missing}{_when(tile)} belum dimuat", className="belum-dimuat", title=note)] if missing else []
    return html.Div([*([html.Dl(told)] if told else []), *absent], className="kpi-banding")


def _when(tile: Tile) -> str:
    return f" {format_periode(tile.reading.periode)}" if tile.reading.periode else ""


def _comparator(tile: Tile, indicator: Indicator, one: Comparator) -> html.Div:
    text = format_number(one.value or 0.0, indicator.decimals)
    facts = hyphenated(data_kode=one.entitas, data_nilai=repr(one.value))
    return html.Div([html.Dt(short_name(one.label)), html.Dd(text, className="banding-nilai", **facts)])


def _foot(tile: Tile, indicator: Indicator, publisher: str) -> html.Div:
    source = html.Span(publisher or NO_SOURCE, className="sumber")
    left = [source, html.Span(coverage_text(tile.reading), className="cakupan")]
    return html.Div([html.Div(left, className="asal"), _age(tile), *_target(tile, indicator)], className="kpi-kaki")


def _target(tile: Tile, indicator: Indicator) -> list[Component]:
    if tile.target is None:
        return []
    return [html.Span(f"{target_text(tile.target, indicator)} · {tile.target.legal_basis}", className="target")]


def _age(tile: Tile) -> html.Span:
    newest, late = age_text(tile.freshness)
    if not late:
        return html.Span(newest, className="umur segar")
    return html.Span([html.Span(newest), html.Span(late, className="terlambat")], className="umur")
