"""The table twin of a trend: a block for each method, a row for each period, a column for each region."""

from __future__ import annotations

from collections.abc import Mapping

from dash import html
from dash.development.base_component import Component

from components.format import format_periode, short_name
from components.tables.cells import head_row, reading_cell
from data.catalog.models import Indicator
from data.domain.entitas import Kode
from data.domain.indicator import Reading, SeriesSet

_Index = Mapping[tuple[Kode, str, str], Reading]


def series_table(series_set: SeriesSet, indicator: Indicator) -> Component:
    """Every reading of every region and method, newest period first; equal numbers to the chart and the API."""
    lines = {line.id: line.label for series in series_set.series for line in series.lines}
    readings = {
        (series.entitas, line.id, reading.periode): reading
        for series in series_set.series
        for line in series.lines
        for reading in line.readings
    }
    names = [short_name(series.nama) for series in series_set.series]
    blocks = [_block(series_set, indicator, line_id, label, readings) for line_id, label in lines.items()]
    unit = f" ({indicator.unit})" if indicator.unit else ""
    caption = html.Caption(f"{indicator.title}{unit}, setiap wilayah dan metode")
    return html.Table([caption, head_row(("Periode", *names), names), *blocks], className="tabel")


def _block(series_set: SeriesSet, indicator: Indicator, garis: str, label: str, readings: _Index) -> html.Tbody:
    periods = sorted({periode for _, line, periode in readings if line == garis}, reverse=True)
    method = html.Tr(html.Th(label, colSpan=len(series_set.series) + 1, scope="rowgroup"), className="metode")
    rows = [_row(series_set, indicator, garis, periode, readings) for periode in periods]
    return html.Tbody([method, *rows] if rows else [])


def _row(series_set: SeriesSet, indicator: Indicator, garis: str, periode: str, readings: _Index) -> html.Tr:
    cells = [
        reading_cell(readings.get((s.entitas, garis, periode)), indicator, s.entitas, garis, periode)
        for s in series_set.series
    ]
    return html.Tr([html.Th(format_periode(periode), scope="row"), *cells])
