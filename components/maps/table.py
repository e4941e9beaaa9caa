"""The table twin of a map: one row for each expected area, those without a value last."""

from __future__ import annotations

from dash import html
from dash.development.base_component import Component

from components.attributes import hyphenated
from components.format import format_number, format_periode
from components.maps.payload import WORDS
from components.states import state_mark
from components.tables.cells import head_row
from data.catalog.models import Indicator
from data.domain.indicator import Direction, State
from data.domain.peta import MapAnswer, MapRow


def map_table(answer: MapAnswer, indicator: Indicator) -> Component:
    """Area and value in the period asked for, best first by the declared direction."""
    unit = f" ({indicator.unit})" if indicator.unit else ""
    caption = html.Caption(f"{indicator.title}{unit}, {format_periode(answer.periode)}")
    rows = [_row(answer, row, indicator) for row in ordered(answer, indicator)]
    return html.Table([caption, head_row(("Wilayah", "Nilai"), ("Nilai",)), html.Tbody(rows)], className="tabel")


def ordered(answer: MapAnswer, indicator: Indicator) -> list[MapRow]:
    """Best first (highest where no direction is declared); areas without a value at the end, by code."""
    sign = 1 if indicator.direction is Direction.DOWN else -1
    return sorted(
        answer.rows, key=lambda row: (row.value is None, sign * row.value if row.value is not None else 0, row.entitas)
    )


def _row(answer: MapAnswer, row: MapRow, indicator: Indicator) -> html.Tr:
    facts = hyphenated(
        data_kode=row.entitas,
        data_periode=answer.periode,
        data_garis=answer.line,
        data_nilai=None if row.value is None else repr(row.value),
        data_keadaan=row.state.value,
    )
    if row.value is None:
        cell = html.Td(WORDS.get(row.state, WORDS[State.NOT_REPORTED]), className="angka kosong", **facts)
    else:
        marks = [state_mark(row.state)] if row.state is not State.VALUE else []
        cell = html.Td([format_number(row.value, indicator.decimals), *marks], className="angka", **facts)
    return html.Tr([html.Th(row.nama, scope="row"), cell])
