"""The scale of predicates of a rule set, who stands where on it, and how far the next one is."""

from __future__ import annotations

from collections.abc import Sequence

from dash import html
from dash.development.base_component import Component

from components.cards.wording import age_text
from components.format import format_gap, format_number, format_periode, is_nothing, short_name
from components.shell import View
from components.states import simulated_tag
from components.tables.cells import head_row
from data.catalog.models import Band, Indicator, RuleSet
from data.domain.indicator import Comparator, Tile

_EDGE_DECIMALS = 1


def bands_card(tile: Tile, indicator: Indicator, rule: RuleSet, view: View) -> Component:
    """Predicates from the best down, the regency and its comparators beside theirs; values by one method only."""
    title = f"Skala predikat {indicator.brief_title}, {format_periode(tile.reading.periode)}"
    tag = [simulated_tag()] if tile.reading.is_simulated else []
    late = age_text(tile.freshness)[1]
    basis = html.P(f"{rule.title}: {rule.legal_basis}{f' · {late}' if late else ''}", className="kartu-kaki")
    told = html.P(next_band_text(tile, indicator, rule), className="skala-kata")
    return html.Section(
        [html.H2([title, *tag]), told, _table(tile, indicator, rule, view), basis], className="kartu kartu-skala"
    )


def next_band_text(tile: Tile, indicator: Indicator, rule: RuleSet) -> str:
    """How far the next predicate is, from the value as printed; says so where there is no value or no next one."""
    value = tile.reading.value
    if value is None:
        return f"{indicator.brief_title} belum mempunyai nilai pada skala ini."
    bands = _ascending(rule)
    at = _place_of(tile, value, bands)
    if at + 1 == len(bands):
        return f"Predikat tertinggi, {bands[at].label}, sudah dicapai."
    above = bands[at + 1]
    gap = above.lower - value
    if gap <= 0 or is_nothing(format_number(gap, indicator.decimals)):
        return f"Tepat di bawah batas {above.label} ({_edge(above)})."
    more = "" if above.is_lower_included else "Lebih dari "
    return f"{more}{format_gap(gap, indicator)} lagi ke {above.label} ({_edge(above)})."


def _table(tile: Tile, indicator: Indicator, rule: RuleSet, view: View) -> html.Table:
    bands = _ascending(rule)
    own = tile.reading.value
    inside: dict[int, list[Component | str]] = {at: [] for at in range(len(bands))}
    if own is not None:
        inside[_place_of(tile, own, bands)].append(html.Strong(f"{view.nama} {format_number(own, indicator.decimals)}"))
    for one in tile.comparators:
        if one.value is not None:
            inside[_band_at(one.value, bands)].append(html.Span(_told(one, indicator)))
    mine = None if own is None else _place_of(tile, own, bands)
    rows = [_row(at, bands, inside[at], is_own=at == mine) for at in reversed(range(len(bands)))]
    caption = html.Caption("Predikat dari yang tertinggi", className="hanya-suara")
    return html.Table([caption, head_row(("Predikat", "Nilai", "Wilayah"), ()), html.Tbody(rows)], className="tabel")


def _row(at: int, bands: Sequence[Band], who: Sequence[Component | str], *, is_own: bool) -> html.Tr:
    cells = [html.Th(bands[at].label, scope="row"), html.Td(range_text(at, bands)), html.Td(list(who))]
    return html.Tr(cells, className="utama" if is_own else "")


def range_text(at: int, bands: Sequence[Band]) -> str:
    """The span of a band as its rule writes it: '> 60 sampai 70', '2,6 sampai di bawah 3,5', '> 90', '0'."""
    if at + 1 == len(bands):
        return _edge(bands[at])
    low, above = bands[at], bands[at + 1]
    if low.lower == above.lower:
        return _number(low.lower)
    start = _number(low.lower) if low.is_lower_included else f"> {_number(low.lower)}"
    return f"{start} sampai {'di bawah ' if above.is_lower_included else ''}{_number(above.lower)}"


def _ascending(rule: RuleSet) -> list[Band]:
    return sorted(rule.bands, key=lambda band: (band.lower, not band.is_lower_included))


def _place_of(tile: Tile, value: float, bands: Sequence[Band]) -> int:
    """The band that the tile names, where it names one; near an edge the printed word knows better than the number."""
    named = [at for at, band in enumerate(bands) if band.label == tile.predicate]
    return named[0] if named else _band_at(value, bands)


def _band_at(value: float, bands: Sequence[Band]) -> int:
    reached = [
        at for at, band in enumerate(bands) if value > band.lower or (band.is_lower_included and value == band.lower)
    ]
    return max(reached, default=0)


def _edge(band: Band) -> str:
    return f"{'≥' if band.is_lower_included else '>'} {_number(band.lower)}"


def _number(value: float) -> str:
    return format_number(value, 0 if value == int(value) else _EDGE_DECIMALS if value * 10 == int(value * 10) else 2)


def _told(one: Comparator, indicator: Indicator) -> str:
    return f"{short_name(one.label)} {format_number(one.value or 0.0, indicator.decimals)}"
