"""The trend of an indicator: a line for each region and method, names at the line ends, breaks and gaps left open."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from textwrap import wrap
from typing import Any, Final

import plotly.graph_objects as go

from components.charts.context import event_labels, event_marks, target_days, target_labels, target_marks
from components.charts.labels import label_px
from components.charts.marks import Ink, absence_trace, conflict_trace, inks, line_trace, revision_trace
from components.charts.sentences import trend_sentence
from components.charts.spans import breaks_of, days_of, has_values, periods_of, utama_first, values_of
from components.format import format_number, format_periode, short_name
from components.theme import Palette, Tema, figure_template, palette
from data.catalog.models import Indicator
from data.domain.entitas import Kode
from data.domain.indicator import Line, Reading, Series, SeriesSet, Target
from data.domain.periode import Cadence, cadence_of, start_on

__all__ = ["HEIGHT_PX", "spread", "trend_figure", "trend_sentence"]
HEIGHT_PX: Final = 330
_LABEL_PX: Final = 24
_TWO_ROWS_PX: Final = 42
_PLOT_PX: Final = HEIGHT_PX - 76
_TICK_GAP_RATIO: Final = 0.3
_WRAP_CHARS: Final = 16
_ONE_ROW_CHARS: Final = 22
_NAME_CHARS: Final = 22
_EDGE_RATIO: Final = 0.04


@dataclass(frozen=True, slots=True)
class End:
    """The newest point of a region's newest line, where its name is written."""

    series: Series
    line: Line
    reading: Reading
    ink: Ink


def trend_figure(series_set: SeriesSet, indicator: Indicator, utama: Kode, tema: Tema) -> go.Figure:
    """Series of several regions -> figure. Values stay unrounded; days are the first of each period."""
    ordered = utama_first(series_set, utama)
    return draw_lines(series_set, indicator, list(zip(ordered, inks(palette(tema), len(ordered)), strict=True)), tema)


def draw_lines(
    series_set: SeriesSet,
    indicator: Indicator,
    drawn: Sequence[tuple[Series, Ink]],
    tema: Tema,
    periods: Sequence[str] = (),
) -> go.Figure:
    """Lines in the inks they were given, the first on top, with everything a line must say about itself.

    `periods`: further ones that the time axis must hold.
    """
    p = palette(tema)
    low, high = _span(series_set)
    traces: list[go.Scatter | None] = []
    # Last drawn lies on top: the regency's line must never be hidden by another's.
    for series, ink in reversed(drawn):
        for line in series.lines:
            traces += [line_trace(series, line, indicator, ink, p)] if line.readings else []
            traces += [absence_trace(series, line, low, p)] if ink.is_utama else []
            traces += [revision_trace(series, line, indicator, p), conflict_trace(series, line, indicator, p)]
    ends = _ends(drawn)
    marks, labels = _context(series_set, indicator, (low, high), periods, p) if ends else ([], [])
    figure = go.Figure([trace for trace in traces if trace is not None])
    figure.update_layout(
        template=figure_template(tema),
        margin={"l": 8, "r": _margin(ends, indicator), "t": 30 + 19 * _label_rows(series_set), "b": 8},
        annotations=[*_end_labels(ends, indicator, low, high, p), *_break_labels(series_set, p), *labels],
        shapes=[*marks, *_break_marks(series_set, p)],
    )
    if ends:
        _set_axes(figure, series_set, indicator, (low, high), periods, p)
    else:
        _say_empty(figure, p)
    return figure


def _context(
    series_set: SeriesSet, indicator: Indicator, span: tuple[float, float], also: Sequence[str], p: Palette
) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    """Shapes and labels of targets and events."""
    days = days_of(series_set)
    marks = [*event_marks(series_set, days, p), *target_marks(series_set, indicator, p)]
    held = [*also, *(target.periode for target in series_set.targets)]
    return marks, [*event_labels(series_set, days, span, p, held), *target_labels(series_set, indicator, span, p)]


def _span(series_set: SeriesSet) -> tuple[float, float]:
    values = values_of(series_set) or [0.0, 1.0]
    low, high = min(values), max(values)
    pad = (high - low) * 0.12 or abs(high) * 0.05 or 1.0
    return (max(low - pad, 0.0) if low >= 0 else low - pad), high + pad


def _set_axes(
    figure: go.Figure,
    series_set: SeriesSet,
    indicator: Indicator,
    span: tuple[float, float],
    also: Sequence[str],
    p: Palette,
) -> None:
    periods = sorted({*periods_of(series_set), *(target.periode for target in series_set.targets), *also})
    shown = _thinned(periods)
    where: dict[str, Any] = {
        "tickvals": [start_on(one).isoformat() for one in shown],
        "ticktext": [_short(one) for one in shown],
    }
    figure.update_xaxes(type="date", tickangle=0, automargin=False, range=_time(periods, series_set.targets), **where)
    decimals = 0 if span[1] - span[0] >= 10 else min(indicator.decimals, 2 if span[1] - span[0] < 1 else 1)
    grid: dict[str, Any] = {"showgrid": True, "gridcolor": p.grid, "gridwidth": 1, "nticks": 5}
    figure.update_yaxes(range=list(span), tickformat=f",.{decimals}f", automargin=False, **grid)
    figure.update_layout(margin_l=label_px([format_number(bound, decimals) for bound in span], 16), margin_b=36)


def _time(periods: Sequence[str], targets: Sequence[Target]) -> list[str] | None:
    """Days from edge to edge, told to plotly, which would else make room in time for the words of an event."""
    if len(periods) < 2:
        return None
    first, last = start_on(periods[0]), start_on(periods[-1])
    edge = (last - first) * _EDGE_RATIO
    ends = (date.fromisoformat(target_days(target)[1]) for target in targets)
    return [(first - edge).isoformat(), max(last + edge, *ends, last).isoformat()]


def _thinned(periods: Sequence[str]) -> list[str]:
    """Ticks far enough apart for a phone, counted back from the newest, which is the one people look for."""
    days = {periode: start_on(periode).toordinal() for periode in periods}
    least = (max(days.values()) - min(days.values())) * _TICK_GAP_RATIO if days else 0
    shown: list[str] = []
    for periode in reversed(periods):
        if not shown or days[shown[-1]] - days[periode] >= least:
            shown.append(periode)
    return shown[::-1]


def _short(periode: str) -> str:
    if cadence_of(periode) is Cadence.BULANAN:
        month, _, year = format_periode(periode).partition(" ")
        return f"{month[:3]} {year}"
    return format_periode(periode).replace("Triwulan", "TW").replace("Semester", "Sem.")


def _ends(drawn: Sequence[tuple[Series, Ink]]) -> list[End]:
    """Where each region's newest line ends; a method that runs beside it is named too."""
    ends = []
    for series, ink in drawn:
        lines = [line for line in series.lines if has_values(line)]
        newest = max((_last(line).periode for line in lines), default="")
        ends += [End(series, line, _last(line), ink) for line in lines if _last(line).periode == newest]
    return ends


def _last(line: Line) -> Reading:
    return [reading for reading in line.readings if reading.value is not None][-1]


def _end_name(end: End, ends: Sequence[End]) -> str:
    """The region; with its method where two of its methods end side by side."""
    has_twin = sum(1 for other in ends if other.series is end.series) > 1
    return f"{short_name(end.series.nama)}, {end.line.label}" if has_twin else short_name(end.series.nama)


def _end_text(end: End, ends: Sequence[End], indicator: Indicator) -> str:
    newest = max(other.reading.periode for other in ends)
    value = format_number(end.reading.value or 0.0, indicator.decimals)
    since = f" ({_short(end.reading.periode)[-4:]})" if end.reading.periode != newest else ""
    name = _end_name(end, ends)
    glue = "<br>" if len(f"{name} {value}{since}") > _ONE_ROW_CHARS else " "
    short = name if len(name) <= _NAME_CHARS else f"{name[: _NAME_CHARS - 1].rstrip()}…"
    text = f"{short}{glue}{value}{since}"
    return f"<b>{text}</b>" if end.ink.is_utama else text


def _margin(ends: Sequence[End], indicator: Indicator) -> int:
    rows = [
        len(row) * (1.2 if end.ink.is_utama else 1.0)
        for end in ends
        for row in _end_text(end, ends, indicator).replace("<b>", "").replace("</b>", "").split("<br>")
    ]
    return min(250, 22 + int(max(rows, default=0) * 8.4))


def _end_labels(ends: Sequence[End], indicator: Indicator, low: float, high: float, p: Palette) -> list[dict[str, Any]]:
    """Names at the right, pushed apart so that none covers another; the push is in pixels, the value stays true."""
    ordered = sorted(ends, key=lambda end: end.reading.value or 0.0)
    wanted = [((end.reading.value or 0.0) - low) / (high - low) * _PLOT_PX for end in ordered]
    rows = max((_end_text(end, ends, indicator).count("<br>") + 1 for end in ends), default=1)
    placed = spread(wanted, _LABEL_PX if rows == 1 else _TWO_ROWS_PX)
    return [
        {
            "x": 1, "xref": "paper", "xanchor": "left", "xshift": 12, "showarrow": False,
            "y": end.reading.value, "yref": "y", "yshift": at - want,
            "text": _end_text(end, ends, indicator), "align": "left",
            "font": {"size": 18 if end.ink.is_utama else 15, "color": end.ink.label or p.muted},
        }
        for end, want, at in zip(ordered, wanted, placed, strict=True)
    ]  # fmt: skip


def spread(wanted: Sequence[float], apart: float) -> list[float]:
    """Ascending places -> places at least `apart` from each other, in blocks around where they wanted to be."""
    blocks: list[list[float]] = []
    for place in wanted:
        blocks.append([place])
        while len(blocks) > 1 and _top(blocks[-2], apart) + apart > _bottom(blocks[-1], apart):
            blocks[-2:] = [blocks[-2] + blocks[-1]]
    return [_bottom(block, apart) + i * apart for block in blocks for i in range(len(block))]


def _bottom(block: Sequence[float], apart: float) -> float:
    return sum(block) / len(block) - (len(block) - 1) * apart / 2


def _top(block: Sequence[float], apart: float) -> float:
    return _bottom(block, apart) + (len(block) - 1) * apart


def _break_marks(series_set: SeriesSet, p: Palette) -> list[dict[str, Any]]:
    stroke = {"color": p.dim, "width": 1.5, "dash": "2px,4px"}
    return [
        {"type": "line", "x0": b.day, "x1": b.day, "y0": 0, "y1": 1, "yref": "paper", "line": stroke, "layer": "below"}
        for b in breaks_of(series_set)
    ]


def _break_labels(series_set: SeriesSet, p: Palette) -> list[dict[str, Any]]:
    """The new method's name at its break, on the side where there is more room."""
    periods = periods_of(series_set)
    middle = (start_on(periods[0]).toordinal() + start_on(periods[-1]).toordinal()) / 2 if periods else 0
    shared: dict[str, Any] = {"y": 1, "yref": "paper", "yanchor": "bottom", "yshift": 4, "showarrow": False}
    shared["font"] = {"size": 14, "color": p.muted}
    labels = []
    for b in breaks_of(series_set):
        side = "left" if date.fromisoformat(b.day).toordinal() <= middle else "right"
        parts = ["metode baru:", *wrap(b.label, _WRAP_CHARS)]
        text = "<br>".join(parts) if len(parts) > 2 or len(b.label) > _WRAP_CHARS // 2 else " ".join(parts)
        labels.append({**shared, "x": b.day, "xanchor": side, "align": side, "text": text})
    return labels


def _label_rows(series_set: SeriesSet) -> int:
    """Rows of text the break labels need above the first."""
    return max((text["text"].count("<br>") for text in _break_labels(series_set, palette(Tema.GELAP))), default=0)


def _say_empty(figure: go.Figure, p: Palette) -> None:
    figure.update_xaxes(visible=False)
    figure.update_yaxes(visible=False)
    figure.add_annotation(
        x=0.5, y=0.5, xref="paper", yref="paper", showarrow=False, text="Belum ada nilai yang dimuat",
        font={"size": 18, "color": p.muted},
    )  # fmt: skip
