"""What lies around the lines of a trend: targets with their tolerance, and dated events. Never a cause."""

from __future__ import annotations

from datetime import date
from textwrap import wrap
from typing import Any, Final

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


def target_labels(series_set: SeriesSet, indicator: Indicator, p: Palette) -> list[dict[str, Any]]:
    """'target 2025: 20,81 %' at each target, on the side where no line runs."""
    return [
        {
            "x": target_days(target)[1], "y": target.value, "xanchor": "right", "showarrow": False,
            "yanchor": "bottom" if _worse(indicator) < 0 else "top",
            "text": f"target {format_periode(target.periode)}: {format_printed(target.value, indicator)}",
            "font": {"size": 15, "color": p.on_target},
        }
        for target in series_set.targets
    ]  # fmt: skip


def events_within(series_set: SeriesSet, days: tuple[str, str]) -> list[tuple[str, str]]:
    """(day, label) of the events inside the chart's time."""
    return [(e.on.isoformat(), e.label) for e in series_set.events if days[0] <= e.on.isoformat() <= days[1]]


def event_marks(series_set: SeriesSet, days: tuple[str, str], p: Palette) -> list[dict[str, Any]]:
    """A thin line at each event, from the floor of the chart to where its label stands."""
    stroke = {"color": p.line, "width": 1.5}
    shared: dict[str, Any] = {"type": "line", "yref": "paper", "y0": 0, "y1": 1, "layer": "below", "line": stroke}
    return [{**shared, "x0": day, "x1": day} for day, _ in events_within(series_set, days)]


def event_labels(series_set: SeriesSet, days: tuple[str, str], p: Palette) -> list[dict[str, Any]]:
    """Short names at the floor, each a row higher than the one before, on the side where there is more room."""
    first, last = (date.fromisoformat(day).toordinal() if day else 0 for day in days)
    middle = (first + last) / 2
    is_late = [date.fromisoformat(day).toordinal() > middle for day, _ in events_within(series_set, days)]
    labels = [wrap(label, _WRAP_CHARS) for _, label in events_within(series_set, days)]
    tall = max((len(rows) for rows in labels), default=1)
    return [
        {
            "x": day, "y": 0, "yref": "paper", "yanchor": "bottom", "yshift": 2 + 18 * tall * (row % 3),
            "xanchor": "right" if is_late[row] else "left", "xshift": -3 if is_late[row] else 3,
            "text": "<br>".join(labels[row]), "align": "right" if is_late[row] else "left", "showarrow": False,
            "font": {"size": 14, "color": p.dim},
        }
        for row, (day, _) in enumerate(events_within(series_set, days))
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
