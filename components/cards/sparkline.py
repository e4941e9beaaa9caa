"""A small line without axes, drawn as a mask so that the theme's own colour shows through it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final
from urllib.parse import quote

from dash import html

from components.attributes import hyphenated
from components.format import format_amount, format_number, format_periode
from data.catalog.models import Indicator
from data.domain.indicator import Line, Reading
from data.domain.periode import following, start_on

WIDTH: Final = 300
HEIGHT: Final = 78
_EDGE: Final = 8


@dataclass(frozen=True, slots=True)
class Point:
    """A place in the drawing, in its own units from the upper left."""

    x: float
    y: float


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


def sparkline(line: Line, indicator: Indicator, target: float | None) -> html.Div:
    """The line with its newest point, and the target as a dashed level; an empty box without values."""
    runs = runs_of(line.readings)
    sentence = spark_sentence(line, indicator)
    layers = _layers(runs, target) if runs else []
    return html.Div(layers, className="percik", role="img", **hyphenated(aria_label=sentence))


def spark_sentence(line: Line, indicator: Indicator) -> str:
    """The line in words: first, last, highest and lowest."""
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


def _layers(runs: Sequence[Sequence[Reading]], target: float | None) -> list[html.Div]:
    drawn = _placed(runs, target)
    strokes = "".join(_stroke(run) for run in drawn)
    last = drawn[-1][-1]
    dot = f'<circle cx="{last.x:.1f}" cy="{last.y:.1f}" r="5.5"/>'
    layers = [_layer("percik-garis", strokes + dot)]
    if target is not None:
        level = _level(runs, target)
        dashed = f'<path d="M{_EDGE} {level:.1f}H{WIDTH - _EDGE}" stroke-width="1.6" stroke-dasharray="6 6"/>'
        layers.insert(0, _layer("percik-target", dashed))
    return layers


def _stroke(run: Sequence[Point]) -> str:
    if len(run) == 1:
        return f'<circle cx="{run[0].x:.1f}" cy="{run[0].y:.1f}" r="3.5"/>'
    path = "L".join(f"{point.x:.1f} {point.y:.1f}" for point in run)
    return f'<path d="M{path}" stroke-width="3"/>'


def _placed(runs: Sequence[Sequence[Reading]], target: float | None) -> list[list[Point]]:
    days = [start_on(reading.periode).toordinal() for run in runs for reading in run]
    first, span = days[0], max(days[-1] - days[0], 1)
    is_alone = days[-1] == days[0]

    def x_of(reading: Reading) -> float:
        ratio = 1.0 if is_alone else (start_on(reading.periode).toordinal() - first) / span
        return _EDGE + ratio * (WIDTH - 2 * _EDGE)

    return [[Point(x_of(r), _height(runs, target, r.value or 0.0)) for r in run] for run in runs]


def _level(runs: Sequence[Sequence[Reading]], target: float) -> float:
    return _height(runs, target, target)


def _height(runs: Sequence[Sequence[Reading]], target: float | None, value: float) -> float:
    values = [reading.value for run in runs for reading in run if reading.value is not None]
    values += [target] if target is not None else []
    low, high = min(values), max(values)
    ratio = 0.5 if high == low else (value - low) / (high - low)
    return HEIGHT - _EDGE - ratio * (HEIGHT - 2 * _EDGE)


def _layer(css: str, shapes: str) -> html.Div:
    style = 'fill="none" stroke="#000" stroke-linecap="round" stroke-linejoin="round"'
    body = shapes.replace("<circle", '<circle fill="#000" stroke="none"')
    svg = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}"><g {style}>{body}</g></svg>'
    return html.Div(className=css, style={"maskImage": f'url("data:image/svg+xml,{quote(svg)}")'})
