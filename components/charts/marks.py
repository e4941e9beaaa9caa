"""The traces of a trend: lines of one method each, and the marks for what was revised, contradicted or not reported."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import plotly.graph_objects as go

from components.charts.spans import with_gaps
from components.format import format_amount, format_date, format_periode, format_value, short_name
from components.states import STATE_LOOKS, shown_state
from components.theme import Palette
from data.catalog.models import Indicator
from data.domain.indicator import Line, Reading, Series, State
from data.domain.periode import start_on

_SYMBOLS = {State.HELD: "diamond-open", State.STALE: "triangle-down-open"}


@dataclass(frozen=True, slots=True)
class Ink:
    """How a region is drawn: colour, line width in pixels, whether it is the regency itself, the colour of its name
    ('' is the muted one), the shape of its points, and what is written at its end ('' is the region's name)."""

    colour: str
    width: float
    is_utama: bool
    label: str = ""
    shape: str = "circle"
    name: str = ""


def inks(p: Palette, count: int) -> list[Ink]:
    """The regency in accent, everybody else in greys that fade with distance."""
    greys = [Ink(p.comparators[min(i, 2)], 2.0, False) for i in range(count - 1)]
    return [Ink(p.accent, 4.0, True, p.accent), *greys]


def line_trace(series: Series, line: Line, indicator: Indicator, ink: Ink, p: Palette) -> go.Scatter:
    """One method of one region. `customdata` holds the periods, `meta` the region and method."""
    points = with_gaps(line.readings)
    is_simulated = any(reading.is_simulated for reading in line.readings)
    facts: dict[str, Any] = {
        "x": [_day(point) for point in points],
        "y": [point.value if point else None for point in points],
        "customdata": [point.periode if point else None for point in points],
        "meta": {"kode": series.entitas, "garis": line.id},
        "hovertext": [hover_of(series, line, point, indicator) if point else None for point in points],
        "line": {"color": ink.colour, "width": ink.width, "dash": "dot" if is_simulated else "solid"},
        "marker": _marker(points, ink, p),
    }
    name = f"{short_name(series.nama)}, {line.label}"
    return go.Scatter(**facts, name=name, mode="lines+markers", connectgaps=False, hoverinfo="text", cliponaxis=False)


def hover_of(series: Series, line: Line, reading: Reading, indicator: Indicator) -> str:
    """What a pointer reads: region and period, value, method, vintage; plain words, one per row."""
    rows = [_place_and_periode(series, reading), f"<b>{format_value(reading, indicator)}</b>", line.label]
    rows += [f"terbit {format_date(reading.vintage)} · versi {reading.version}"] if reading.vintage else []
    rows += ["SIMULASI"] if reading.is_simulated else []
    rows += [_state_row(reading)] if reading.value is not None and reading.state is not State.VALUE else []
    return "<br>".join(rows)


def _state_row(reading: Reading) -> str:
    look = STATE_LOOKS[reading.state]
    return f"{look.shape} {look.word}"


def _day(reading: Reading | None) -> str | None:
    return start_on(reading.periode).isoformat() if reading else None


def _marker(points: Sequence[Reading | None], ink: Ink, p: Palette) -> dict[str, Any]:
    size = 9 if ink.is_utama else 6 if ink.shape == "circle" else 8
    symbols = [_SYMBOLS.get(point.state, ink.shape) if point else ink.shape for point in points]
    lone = [
        before is None and after is None
        for before, after in zip([None, *points[:-1]], [*points[1:], None], strict=True)
    ]
    sizes = [
        max(size, 9 if is_lone else 0) if symbol in ("circle", ink.shape) else size + 5
        for symbol, is_lone in zip(symbols, lone, strict=True)
    ]
    edge = {"color": p.surface, "width": 1.5}
    return {"color": ink.colour, "size": sizes, "symbol": symbols, "opacity": 1, "line": edge}


def revision_trace(series: Series, line: Line, indicator: Indicator, p: Palette) -> go.Scatter | None:
    """Hollow circles at what a figure was before its revision; None when nothing was revised."""
    found = [(r, f, f.value) for r in line.readings for f in r.former if f.value is not None and f.value != r.value]
    texts = [
        f"{_place_and_periode(series, r)}<br>nilai lama <b>{format_amount(value, indicator)}</b>"
        f"<br>berlaku pada versi {f.from_version} sampai {f.to_version - 1}"
        for r, f, value in found
    ]
    marker = {"symbol": "circle-open", "size": 12, "color": p.muted, "line": {"color": p.muted, "width": 2}}
    return _dots([(r, value) for r, _, value in found], texts, marker, "Nilai lama")


def conflict_trace(series: Series, line: Line, indicator: Indicator, p: Palette) -> go.Scatter | None:
    """Crosses at what another publication says; None when nobody contradicts."""
    found = [(r, o, o.value) for r in line.readings for o in r.others if o.is_conflict and o.value is not None]
    texts = [
        f"{_place_and_periode(series, r)}<br>terbitan lain <b>{format_amount(value, indicator)}</b>"
        f"<br>{o.dataset} · {o.varian}, terbit {format_date(o.vintage)}<br>berbeda dari rujukan utama"
        for r, o, value in found
    ]
    marker = {"symbol": "x-thin", "size": 9, "color": p.near, "line": {"color": p.near, "width": 2.5}}
    return _dots([(r, value) for r, _, value in found], texts, marker, "Terbitan lain yang berbeda")


def absence_trace(series: Series, line: Line, floor: float, p: Palette) -> go.Scatter | None:
    """Hollow squares on the floor of the chart for periods without a value; None when every period has one."""
    found = [(r, shown_state(r)) for r in line.readings if r.value is None]
    texts = [f"{_place_and_periode(series, r)}<br>{STATE_LOOKS[state].word}" for r, state in found]
    symbols = ["x-thin" if state is State.SUPPRESSED else "square-open" for _, state in found]
    marker = {"symbol": symbols, "size": 11, "color": p.dim, "line": {"color": p.dim, "width": 2}}
    return _dots([(r, floor) for r, _ in found], texts, marker, "Tanpa nilai")


def _place_and_periode(series: Series, reading: Reading) -> str:
    return f"<b>{short_name(series.nama)}</b> · {format_periode(reading.periode)}"


def _dots(
    places: Sequence[tuple[Reading, float]], texts: list[str], marker: dict[str, Any], name: str
) -> go.Scatter | None:
    if not places:
        return None
    days, values = [_day(reading) for reading, _ in places], [value for _, value in places]
    facts: dict[str, Any] = {"x": days, "y": values, "hovertext": texts, "marker": marker}
    return go.Scatter(**facts, name=name, mode="markers", hoverinfo="text", cliponaxis=False)
