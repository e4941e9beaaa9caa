"""The KPI card: name and status, value with unit, change with its period, line, comparators, source with age.

Every row has its place in the grid whatever the state, so nothing moves when a number comes, goes or changes.
"""

from __future__ import annotations

from typing import Any, Final

from dash import dcc, html
from dash.development.base_component import Component

from components.attributes import hyphenated
from components.cards.sparkline import sparkline
from components.format import (
    format_age,
    format_change,
    format_exact,
    format_number,
    format_periode,
    short_name,
    unit_suffix,
)
from components.states import STATE_LOOKS, shown_state, simulated_tag, state_mark, status_badge
from components.theme import Tema
from data.catalog.models import Indicator
from data.domain.entitas import INDONESIA, Level, level_of
from data.domain.indicator import Comparator, Direction, Freshness, Reading, State, Target, Tile

_LONG_UNIT: Final = 6
_LONG_NUMBER: Final = 7


def kpi_card(tile: Tile, indicator: Indicator, publisher: str, tema: Tema, href: str) -> Component:
    """One indicator of one region; the whole card leads to `href`, the passport. Raises nothing of its own."""
    look = STATE_LOOKS[shown_state(tile.reading)].css
    simulated = "kpi-simulasi" if tile.reading.is_simulated else ""
    rows = [
        _head(tile, indicator, href),
        _value_row(tile, indicator),
        _change_row(tile, indicator),
        sparkline(tile.line, indicator, tile.target),
        _comparators(tile, indicator),
        _foot(tile, indicator, publisher),
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
    name = html.H2(
        dcc.Link(indicator.short_title or indicator.title, href=href, className="kpi-tautan"), title=indicator.title
    )
    return html.Div([name, status_badge(tile.status, tile.target)], className="kpi-kepala")


def _value_row(tile: Tile, indicator: Indicator) -> html.Div:
    tags: list[Component] = [simulated_tag()] if tile.reading.is_simulated else []
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
    unit = html.Span(
        indicator.unit, className="kpi-satuan panjang" if len(indicator.unit) > _LONG_UNIT else "kpi-satuan"
    )
    return html.P([number, unit] if indicator.unit else [number])


def _change_row(tile: Tile, indicator: Indicator) -> html.P:
    if tile.change is None or tile.change_from is None:
        is_break = tile.change is None and tile.change_from is not None
        text = "metode berubah; tidak dibandingkan" if is_break else "belum ada periode pembanding"
        return html.P(text, className="kpi-ubah netral")
    css, word = judge_change(tile.change, indicator)
    arrow = "↑" if tile.change > 0 else "↓" if tile.change < 0 else "→"
    unit = f" {indicator.change_unit}" if indicator.change_unit else ""
    amount = f"{format_change(tile.change, indicator.decimals)}{unit}"
    span = f"{format_periode(tile.change_from)} → {format_periode(tile.reading.periode)}"
    shape = html.Span(arrow, className="bentuk", **hyphenated(aria_hidden="true"))
    told = [html.Span(f"{amount}{f', {word}' if word else ''}"), html.Span(span, className="rentang")]
    return html.P([shape, *told], className=f"kpi-ubah {css}")


def judge_change(change: float, indicator: Indicator) -> tuple[str, str]:
    """(class, word) of a change by the declared direction; a change that rounds to nothing is neutral."""
    is_nothing = round(change, indicator.decimals) == 0
    if is_nothing:
        return "netral", "tetap"
    if indicator.direction is Direction.NONE:
        return "netral", ""
    is_better = (change > 0) == (indicator.direction is Direction.UP)
    return ("baik", "membaik") if is_better else ("buruk", "memburuk")


def _comparators(tile: Tile, indicator: Indicator) -> html.Dl:
    return html.Dl([_comparator(tile, indicator, one) for one in tile.comparators], className="kpi-banding")


def _comparator(tile: Tile, indicator: Indicator, one: Comparator) -> html.Div:
    is_missing = one.value is None
    text = "belum dimuat" if one.value is None else format_number(one.value, indicator.decimals)
    note = indicator.missing_note.get(one.entitas) if is_missing else None
    place = [html.Dd(place_text(tile), className="peringkat")] if shows_place(tile, one, indicator) else []
    facts = hyphenated(data_kode=one.entitas, data_nilai=None if one.value is None else repr(one.value))
    value = html.Dd(text, className="belum-dimuat" if is_missing else "banding-nilai", title=note or "", **facts)
    return html.Div([html.Dt(short_name(one.label)), value, *place])


def shows_place(tile: Tile, one: Comparator, indicator: Indicator) -> bool:
    """True for the province above, where it means something to be ahead: not without a direction, not for a count."""
    is_parent = one.entitas != INDONESIA and level_of(one.entitas) is Level.PROVINSI
    has_rank = indicator.direction is not Direction.NONE and not indicator.is_count
    return is_parent and tile.entitas.startswith(one.entitas) and has_rank


def place_text(tile: Tile) -> str:
    """The place among the siblings, or how many of them are loaded."""
    if tile.place is not None:
        return f"peringkat {tile.place} dari {tile.place_expected}"
    return f"{tile.place_reporting} dari {tile.place_expected} dimuat"


def _foot(tile: Tile, indicator: Indicator, publisher: str) -> html.Div:
    source = html.Span(publisher or "belum ada sumber", className="sumber")
    left = [source, html.Span(_coverage(tile.reading), className="cakupan")]
    target = [html.Span(target_text(tile.target, indicator), className="target")] if tile.target else []
    return html.Div([html.Div(left, className="asal"), _age(tile.freshness), *target], className="kpi-kaki")


def _coverage(reading: Reading) -> str:
    if reading.reporting is None or reading.expected is None:
        return ""
    return f"{format_number(reading.reporting, 0)} dari {format_number(reading.expected, 0)} lapor"


def source_text(tile: Tile, publisher: str) -> str:
    """Who published the value, and how many parts of a sum reported."""
    coverage = _coverage(tile.reading)
    return " · ".join(part for part in (publisher or "belum ada sumber", coverage) if part)


def target_text(target: Target, indicator: Indicator) -> str:
    """Period and value of the target as its document writes them, and the document."""
    amount = f"{format_exact(target.value, indicator.decimals)}{unit_suffix(indicator.unit)}"
    return f"target {format_periode(target.periode)}: {amount} · {target.legal_basis}"


def _age(freshness: Freshness) -> html.Span:
    newest = f"data {format_periode(freshness.newest)}" if freshness.newest else "belum ada data"
    if not freshness.is_late:
        word = "terbaru" if freshness.newest else "belum waktunya"
        return html.Span(f"{newest} · {word}", className="umur segar")
    late = f"{format_periode(freshness.expected)} terlambat {format_age(freshness.days_late)}"
    return html.Span([html.Span(newest), html.Span(late, className="terlambat")], className="umur")
