"""What lies around the lines of a trend: targets with their tolerance, and dated events. Never a cause."""

from __future__ import annotations

from collections.abc import Sequence
from textwrap import wrap
from typing import Any, Final

from components.charts.room import Wanted, free_spots, is_free_below
from components.charts.spans import breaks_of
from components.format import format_date, format_periode, format_printed
from components.theme import Palette
from data.catalog.models import Indicator
from data.domain.indicator import Direction, SeriesSet, Target

_WRAP_CHARS: Final = 18


def target_marks(series_set: SeriesSet, indicator: Indicator, p: Palette) -> list[dict[str, Any]]:
    """A line at each target over its own period, and the calm band of what is still near it."""
    marks: list[dict[str, Any]] = []
    for target in series_set.targets:
        reach = indicator.tolerance_ratio * abs(target.value) * _worse(indicator)
        span = dict(zip(("x0", "x1"), target_days(target), strict=True))
        edge = {"type": "line", **span, "y0": target.value, "y1": target.value, "layer": "below"}
        marks.append({**edge, "line": {"color": p.on_target, "width": 2, "dash": "6px,3px"}})
        if reach:
            band = {"type": "rect", **span, "y0": target.value, "y1": target.value + reach, "layer": "below"}
            marks.append({**band, "fillcolor": p.on_target, "opacity": 0.14, "line": {"width": 0}})
    return marks


def target_days(target: Target) -> tuple[str, str]:
    """First and last day of a target's line: a year around the point of its period."""
    return f"{int(target.periode[:4]) - 1}-07-01", f"{target.periode[:4]}-07-01"


def _worse(indicator: Indicator) -> int:
    """The side of a target on which a value is off it; 0 where no direction is declared."""
    return {Direction.UP: -1, Direction.DOWN: 1}.get(indicator.direction, 0)


def target_labels(
    series_set: SeriesSet, indicator: Indicator, span: tuple[float, float], p: Palette
) -> list[dict[str, Any]]:
    """'target 2025: 20,81 %' at each target, on the side where the lines leave more room."""
    return [_target_label(series_set, target, indicator, span, p) for target in series_set.targets]


def _target_label(
    series_set: SeriesSet, target: Target, indicator: Indicator, span: tuple[float, float], p: Palette
) -> dict[str, Any]:
    text = f"target {format_periode(target.periode)}: {format_printed(target.value, indicator)}"
    day = target_days(target)[1]
    is_below = is_free_below(series_set, Wanted(day, len(text), 1), target.value, span)
    font = {"size": 15, "color": p.on_target}
    where = {"x": day, "y": target.value, "xanchor": "right", "yanchor": "top" if is_below else "bottom"}
    return {**where, "text": text, "showarrow": False, "font": font}


def events_within(series_set: SeriesSet, days: tuple[str, str]) -> list[tuple[str, str]]:
    """(day, label) of the events inside the chart's time."""
    return [(e.on.isoformat(), e.label) for e in series_set.events if days[0] <= e.on.isoformat() <= days[1]]


def event_marks(series_set: SeriesSet, days: tuple[str, str], p: Palette) -> list[dict[str, Any]]:
    """A thin line at each event, from the floor of the chart to where its label stands."""
    stroke = {"color": p.line, "width": 1.5}
    shared: dict[str, Any] = {"type": "line", "yref": "paper", "y0": 0, "y1": 1, "layer": "below", "line": stroke}
    return [{**shared, "x0": day, "x1": day} for day, _ in events_within(series_set, days)]


def event_labels(
    series_set: SeriesSet,
    indicator: Indicator,
    days: tuple[str, str],
    span: tuple[float, float],
    p: Palette,
    also: Sequence[str] = (),
) -> list[dict[str, Any]]:
    """Short names beside their events, at the floor or under the ceiling, wherever the lines leave most room."""
    found = events_within(series_set, days)
    labels = [wrap(label, _WRAP_CHARS) for _, label in found]
    asked = [Wanted(day, max(map(len, rows)), len(rows)) for (day, _), rows in zip(found, labels, strict=True)]
    walls = [day for day, _ in found] + [one.day for one in breaks_of(series_set, indicator)]
    spots = free_spots(series_set, asked, span, walls, also)
    return [
        {
            "x": day, "y": spot.height, "yref": "paper", "yanchor": "bottom", "xanchor": spot.side,
            "xshift": 3 if spot.side == "left" else -3, "text": "<br>".join(rows), "align": spot.side,
            "showarrow": False, "font": {"size": 14, "color": p.dim},
        }
        for (day, _), rows, spot in zip(found, labels, spots, strict=True)
    ]  # fmt: skip


def context_sentence(series_set: SeriesSet, indicator: Indicator, days: tuple[str, str]) -> str:
    """Targets with their basis and the events in view, in words."""
    told = [
        f"Target {format_periode(t.periode)} {format_printed(t.value, indicator)} ({t.legal_basis})."
        for t in series_set.targets
    ]
    inside = {day for day, _ in events_within(series_set, days)}
    events = [f"{format_date(e.on)}: {e.title}" for e in series_set.events if e.on.isoformat() in inside]
    return " ".join([*told, *([f"Peristiwa tercatat: {'; '.join(events)}."] if events else [])])
