"""A small line without axes, drawn as a mask so that the theme's own colour shows through it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final
from urllib.parse import quote

from dash import html

from components.attributes import hyphenated
from components.format import format_amount, format_number, format_periode, format_printed
from data.catalog.models import Indicator
from data.domain.indicator import Line, Reading, Target
from data.domain.periode import following, start_on

WIDTH: Final = 300
HEIGHT: Final = 78
_EDGE: Final = 8


@dataclass(frozen=True, slots=True)
class Point:
    """A place in the drawing, in its own units from the upper left."""

    x: float
    y: float


@dataclass(frozen=True, slots=True)
class Frame:
    """The span of days and values that the drawing shows."""

    first: int
    last: int
    low: float
    high: float

    def place(self, day: date, value: float) -> Point:
        """Where a value of a day lies; a lone day is at the right, a lone value in the middle."""
        across = (day.toordinal() - self.first) / (self.last - self.first) if self.last > self.first else 1.0
        up = (value - self.low) / (self.high - self.low) if self.high > self.low else 0.5
        return Point(_EDGE + across * (WIDTH - 2 * _EDGE), HEIGHT - _EDGE - up * (HEIGHT - 2 * _EDGE))


def runs_of(readings: Sequence[Reading]) -> list[list[Reading]]:
    """Readings with a value, cut wherever a period is missing or has none: a gap stays a gap."""
    runs: list[list[Reading]] = []
    for reading in readings:
        if reading.value is None:
            continue
        is_next = bool(runs) and following(runs[-1][-1].periode) == reading.periode
        if is_next:
            runs[-1].append(reading)
        else:
            runs.append([reading])
    return runs


def sparkline(line: Line, indicator: Indicator, target: Target | None) -> html.Div:
    """The line with its newest point and the dashed way to the target; an empty box where there is nothing to join."""
    runs = runs_of(line.readings)
    sentence = spark_sentence(line, indicator, target)
    has_way = sum(len(run) for run in runs) > (0 if target else 1)
    layers = _layers(runs, target) if has_way else []
    return html.Div(layers, className="percik", role="img", **hyphenated(aria_label=sentence))


def spark_sentence(line: Line, indicator: Indicator, target: Target | None = None) -> str:
    """The line in words: first, last, highest and lowest, and the way to the target."""
    return f"{_course(line, indicator)}{_way(target, indicator)}"


def _way(target: Target | None, indicator: Indicator) -> str:
    if target is None:
        return ""
    goal = format_printed(target.value, indicator)
    start = target.baseline
    since = f", dari {_told((start.value, start.periode), indicator)}" if start else ""
    return f" Target {format_periode(target.periode)}: {goal}{since}."


def _course(line: Line, indicator: Indicator) -> str:
    found = [(r.value, r.periode) for r in line.readings if r.value is not None]
    if not found:
        return f"{indicator.title}: belum ada nilai untuk digambar."
    first, last, low, high = found[0], found[-1], min(found), max(found)
    if len(found) == 1:
        return f"{indicator.title}: satu nilai, {format_amount(last[0], indicator)} pada {format_periode(last[1])}."
    span = f"{_told(first, indicator)} sampai {_told(last, indicator)}"
    return f"{indicator.title}: {span}; tertinggi {_told(high, indicator)}, terendah {_told(low, indicator)}."


def _told(found: tuple[float, str], indicator: Indicator) -> str:
    return f"{format_number(found[0], indicator.decimals)} ({format_periode(found[1])})"


def _layers(runs: Sequence[Sequence[Reading]], target: Target | None) -> list[html.Div]:
    frame = _frame(runs, target)
    drawn = [[frame.place(start_on(r.periode), r.value or 0.0) for r in run] for run in runs]
    last = drawn[-1][-1]
    dot = f'<circle cx="{last.x:.1f}" cy="{last.y:.1f}" r="5.5"/>'
    layers = [_layer("percik-garis", "".join(_stroke(run) for run in drawn) + dot)]
    return layers if target is None else [_layer("percik-target", _target_path(frame, target)), *layers]


def _target_path(frame: Frame, target: Target) -> str:
    """Dashed from the baseline to the target, or at its level where no baseline was set; a ring marks its period."""
    goal = frame.place(start_on(target.periode), target.value)
    start = target.baseline
    since = frame.place(start_on(start.periode), start.value) if start else Point(_EDGE, goal.y)
    ring = f'<circle class="r" cx="{goal.x:.1f}" cy="{goal.y:.1f}" r="4" stroke-width="2"/>'
    way = f"M{since.x:.1f} {since.y:.1f}L{goal.x:.1f} {goal.y:.1f}"
    return f'<path d="{way}" stroke-width="1.8" stroke-dasharray="6 6"/>{ring}'


def _stroke(run: Sequence[Point]) -> str:
    if len(run) == 1:
        return f'<circle cx="{run[0].x:.1f}" cy="{run[0].y:.1f}" r="3.5"/>'
    path = "L".join(f"{point.x:.1f} {point.y:.1f}" for point in run)
    return f'<path d="M{path}" stroke-width="3"/>'


def _frame(runs: Sequence[Sequence[Reading]], target: Target | None) -> Frame:
    """Room for every reading, the target and where the way to it begins."""
    marks = [(start_on(r.periode), r.value) for run in runs for r in run if r.value is not None]
    marks += [(start_on(target.periode), target.value)] if target else []
    marks += [(start_on(target.baseline.periode), target.baseline.value)] if target and target.baseline else []
    days, values = [day.toordinal() for day, _ in marks], [value for _, value in marks]
    return Frame(min(days), max(days), min(values), max(values))


def _layer(css: str, shapes: str) -> html.Div:
    style = 'fill="none" stroke="#000" stroke-linecap="round" stroke-linejoin="round"'
    body = shapes.replace("<circle cx", '<circle fill="#000" stroke="none" cx').replace(' class="r"', "")
    svg = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}"><g {style}>{body}</g></svg>'
    return html.Div(className=css, style={"maskImage": f'url("data:image/svg+xml,{quote(svg)}")'})
