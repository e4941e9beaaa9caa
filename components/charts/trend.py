"""The trend of an indicator: a line for each region and method, names at the line ends, breaks and gaps left open."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from textwrap import wrap
from typing import Any, Final

import plotly.graph_objects as go

from components.charts.context import event_labels, event_marks, target_days, target_labels, target_marks
from components.charts.ends import bases_of, end_names, ends_of, names_margin, names_px
from components.charts.labels import label_px
from components.charts.marks import Ink, absence_trace, conflict_trace, inks, line_trace, revision_trace
from components.charts.sentences import trend_sentence
from components.charts.spans import Break, breaks_of, days_of, periods_of, utama_first, values_of
from components.format import format_number, format_tick
from components.theme import Palette, Tema, figure_template, palette
from data.catalog.models import Indicator
from data.domain.entitas import Kode
from data.domain.indicator import Series, SeriesSet, Target
from data.domain.periode import start_on

__all__ = ["HEIGHT_PX", "trend_figure", "trend_height_px", "trend_sentence"]
HEIGHT_PX: Final = 330
_AROUND_PX: Final = 76
_TICK_GAP_RATIO: Final = 0.3
# Beside many long names little of a phone's width is left for the lines.
_FEW_TICKS_RATIO: Final = 0.7
_WRAP_CHARS: Final = 16
_EDGE_RATIO: Final = 0.04


def trend_figure(series_set: SeriesSet, indicator: Indicator, utama: Kode, tema: Tema) -> go.Figure:
    """Series of several regions -> figure. Values stay unrounded; days are the first of each period."""
    ordered = utama_first(series_set, utama)
    drawn = list(zip(ordered, inks(palette(tema), len(ordered)), strict=True))
    if indicator.lines_as == "bases":
        drawn = [base for series, ink in drawn for base in bases_of(series, ink)]
    return draw_lines(series_set, indicator, drawn, tema, height_px=trend_height_px(series_set, indicator, utama))


def trend_height_px(series_set: SeriesSet, indicator: Indicator, utama: Kode) -> int:
    """Least height of the chart: room for the name of each basis of the regency, and of each other region."""
    if indicator.lines_as != "bases":
        return HEIGHT_PX
    named = [
        base for one in utama_first(series_set, utama) for base in bases_of(one, Ink("", 1.0, one.entitas == utama))
    ]
    return max(HEIGHT_PX, _AROUND_PX + names_px(len(named)))


def draw_lines(
    series_set: SeriesSet,
    indicator: Indicator,
    drawn: Sequence[tuple[Series, Ink]],
    tema: Tema,
    periods: Sequence[str] = (),
    height_px: int = HEIGHT_PX,
) -> go.Figure:
    """Lines in the inks they were given, the first on top, with everything a line must say about itself.

    `periods`: further ones that the time axis must hold. `height_px`: the least height at which it will stand.
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
    ends = ends_of(drawn)
    marks, labels = _context(series_set, indicator, (low, high), periods, p) if ends else ([], [])
    names = end_names(ends, indicator, (low, high), height_px - _AROUND_PX, p)
    breaks = breaks_of(series_set, indicator)
    figure = go.Figure([trace for trace in traces if trace is not None])
    figure.update_layout(
        template=figure_template(tema),
        margin={"l": 8, "r": names_margin(ends, indicator), "t": 30 + 19 * _label_rows(breaks), "b": 8},
        annotations=[*names, *_break_labels(series_set, breaks, p), *labels],
        shapes=[*marks, *_break_marks(breaks, p)],
    )
    if ends:
        gap = _TICK_GAP_RATIO if len(ends) <= len(series_set.series) else _FEW_TICKS_RATIO
        _set_axes(figure, series_set, indicator, (low, high), periods, p, gap)
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
    told = event_labels(series_set, indicator, days, span, p, held)
    return marks, [*told, *target_labels(series_set, indicator, span, p)]


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
    gap_ratio: float,
) -> None:
    periods = sorted({*periods_of(series_set), *(target.periode for target in series_set.targets), *also})
    shown = _thinned(periods, gap_ratio)
    where: dict[str, Any] = {
        "tickvals": [start_on(one).isoformat() for one in shown],
        "ticktext": [format_tick(one) for one in shown],
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


def _thinned(periods: Sequence[str], gap_ratio: float = _TICK_GAP_RATIO) -> list[str]:
    """Ticks far enough apart for a phone, counted back from the newest, which is the one people look for."""
    days = {periode: start_on(periode).toordinal() for periode in periods}
    least = (max(days.values()) - min(days.values())) * gap_ratio if days else 0
    shown: list[str] = []
    for periode in reversed(periods):
        if not shown or days[shown[-1]] - days[periode] >= least:
            shown.append(periode)
    return shown[::-1]


def _break_marks(breaks: Sequence[Break], p: Palette) -> list[dict[str, Any]]:
    stroke = {"color": p.dim, "width": 1.5, "dash": "2px,4px"}
    return [
        {"type": "line", "x0": b.day, "x1": b.day, "y0": 0, "y1": 1, "yref": "paper", "line": stroke, "layer": "below"}
        for b in breaks
    ]


def _break_labels(series_set: SeriesSet, breaks: Sequence[Break], p: Palette) -> list[dict[str, Any]]:
    """The new method's name at its break, on the side where there is more room."""
    periods = periods_of(series_set)
    middle = (start_on(periods[0]).toordinal() + start_on(periods[-1]).toordinal()) / 2 if periods else 0
    shared: dict[str, Any] = {"y": 1, "yref": "paper", "yanchor": "bottom", "yshift": 4, "showarrow": False}
    shared["font"] = {"size": 14, "color": p.muted}
    labels = []
    for b in breaks:
        side = "left" if date.fromisoformat(b.day).toordinal() <= middle else "right"
        labels.append({**shared, "x": b.day, "xanchor": side, "align": side, "text": _break_text(b)})
    return labels


def _label_rows(breaks: Sequence[Break]) -> int:
    """Rows of text the break labels need above the first."""
    return max((_break_text(b).count("<br>") for b in breaks), default=0)


def _break_text(b: Break) -> str:
    parts = ["metode baru:", *wrap(b.label, _WRAP_CHARS)]
    return "<br>".join(parts) if len(parts) > 2 or len(b.label) > _WRAP_CHARS // 2 else " ".join(parts)


def _say_empty(figure: go.Figure, p: Palette) -> None:
    figure.update_xaxes(visible=False)
    figure.update_yaxes(visible=False)
    figure.add_annotation(
        x=0.5, y=0.5, xref="paper", yref="paper", showarrow=False, text="Belum ada nilai yang dimuat",
        font={"size": 18, "color": p.muted},
    )  # fmt: skip
