"""Cells that carry their exact number beside what they show, so that a test can hold table, chart and API together."""

from __future__ import annotations

from collections.abc import Sequence

from dash import html
from dash.development.base_component import Component

from components.attributes import hyphenated
from components.format import format_date, format_number
from components.states import shown_state, simulated_tag, state_mark
from data.catalog.models import Indicator
from data.domain.entitas import Kode
from data.domain.indicator import Reading, State


def reading_cell(reading: Reading | None, indicator: Indicator, kode: Kode, garis: str, periode: str) -> html.Td:
    """One reading: number, state, contradictions. A dash where the warehouse has no row at all, which is no state."""
    if reading is None:
        return html.Td(
            "–", className="angka kosong", **hyphenated(data_kode=kode, data_periode=periode, data_garis=garis)
        )
    facts = hyphenated(
        data_kode=kode,
        data_periode=periode,
        data_garis=garis,
        data_nilai=None if reading.value is None else repr(reading.value),
        data_keadaan=shown_state(reading).value,
    )
    return html.Td([*_number(reading, indicator), *_notes(reading, indicator)], className="angka", **facts)


def value_cell(value: float | None, indicator: Indicator, kode: Kode, garis: str, periode: str) -> html.Td:
    """A bare number of a region; 'belum dimuat' where there is none."""
    facts = hyphenated(data_kode=kode, data_periode=periode, data_garis=garis)
    if value is None:
        return html.Td("belum dimuat", className="angka kosong", **facts)
    shown = format_number(value, indicator.decimals)
    return html.Td(shown, className="angka", **facts, **hyphenated(data_nilai=repr(value)))


def head_row(titles: Sequence[str], numeric: Sequence[str]) -> html.Thead:
    """Column headings with their scope; those of numbers stand right, as the numbers do."""
    cells = [html.Th(title, scope="col", className="angka" if title in numeric else "") for title in titles]
    return html.Thead(html.Tr(cells))


def _number(reading: Reading, indicator: Indicator) -> list[Component]:
    shown: list[Component] = []
    if reading.value is not None:
        shown.append(html.Span(format_number(reading.value, indicator.decimals)))
    if shown_state(reading) is not State.VALUE:
        shown.append(state_mark(shown_state(reading)))
    return [*shown, simulated_tag()] if reading.is_simulated else shown


def _notes(reading: Reading, indicator: Indicator) -> list[Component]:
    conflicts = [
        f"terbitan lain {format_number(other.value, indicator.decimals)} ({other.dataset} · {other.varian})"
        for other in reading.others
        if other.is_conflict and other.value is not None
    ]
    revised = [
        f"nilai lama {format_number(former.value, indicator.decimals)} (terbit {format_date(former.vintage)})"
        for former in reading.former
        if former.value is not None and former.value != reading.value
    ]
    return [html.Span(text, className="catatan-sel") for text in [*conflicts, *revised]]
