"""Where a chart has room for a label: the spot from which the drawn lines are farthest. Pure arithmetic."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise, product
from typing import Final, Literal

from components.charts.spans import days_of, with_gaps
from data.domain.indicator import SeriesSet
from data.domain.periode import start_on

# A chart is drawn at any width; a letter is reckoned at the narrowest one that stands beside others.
_LETTER: Final = 0.015
_ROW: Final = 0.075
_EDGE: Final = 0.01
_SAMPLES: Final = 8


@dataclass(frozen=True, slots=True)
class Wanted:
    """A label that stands at an ISO day: its longest row in letters, and its rows."""

    day: str
    letters: int
    rows: int


@dataclass(frozen=True, slots=True)
class Spot:
    """`side`: which of its edges is at the day; `height`: where its foot is, in parts of the chart's height."""

    side: Literal["left", "right"]
    height: float


@dataclass(frozen=True, slots=True)
class _Box:
    left: float
    right: float
    foot: float
    head: float

    def distance(self, x: float, y: float) -> float:
        """To a point above or below it; 0 inside, far when the point is beside it."""
        if not self.left <= x <= self.right:
            return 1.0
        return max(self.foot - y, y - self.head, 0.0)

    def meets(self, other: _Box) -> bool:
        """True when they share ground."""
        is_beside = self.right <= other.left or other.right <= self.left
        return not (is_beside or self.head <= other.foot or other.head <= self.foot)


def free_spots(
    series_set: SeriesSet,
    wanted: Sequence[Wanted],
    span: tuple[float, float],
    walls: Sequence[str] = (),
    also: Sequence[str] = (),
) -> list[Spot]:
    """A spot for each label, in their order: none on another, each as far from every line as it can be.

    `span`: the lowest and highest value that the chart shows; `walls`: days with an upright line of their own; `also`:
    further periods that its time axis holds.
    """
    edges = days_of(series_set, also)
    points = _points(series_set, edges, span)
    upright = [_share(day, edges) for day in walls]
    taken: list[_Box] = []
    spots: list[Spot] = []
    for label in wanted:
        at = _share(label.day, edges)
        offers = [(spot, _box(label, spot, at)) for spot in _offers(label, at)]
        spot, box = max(offers, key=lambda offer: _worth(offer[1], points, taken, upright))
        taken.append(box)
        spots.append(spot)
    return spots


def is_free_below(series_set: SeriesSet, wanted: Wanted, value: float, span: tuple[float, float]) -> bool:
    """True when a label that ends at its day has as much room under `value` as over it, or more."""
    edges = days_of(series_set)
    at, height = _share(wanted.day, edges), (value - span[0]) / (span[1] - span[0])
    tall, points = wanted.rows * _ROW, _points(series_set, edges, span)
    under, over = (_box(wanted, Spot("right", foot), at) for foot in (height - tall, height))
    return under.foot >= 0 and _clearance(under, points) >= _clearance(over, points)


def _clearance(box: _Box, points: Sequence[tuple[float, float]]) -> float:
    return min([_ROW, *(box.distance(x, y) for x, y in points)])


def _offers(label: Wanted, at: float) -> list[Spot]:
    """Floor and ceiling, then a row further in; first the side with more room, since the first of equals wins."""
    sides: tuple[Literal["left", "right"], ...] = ("left", "right")
    ordered = sides if at <= 0.5 else sides[::-1]
    tall = label.rows * _ROW
    floors = [_EDGE + tall * step for step in range(3)]
    heights = [height for floor in floors for height in (floor, 1 - tall - floor)]
    return [Spot(side, height) for height, side in product(heights, ordered)]


def _worth(box: _Box, points: Sequence[tuple[float, float]], taken: Sequence[_Box], upright: Sequence[float]) -> float:
    """The clearance, up to a row: more room than that is no better. Never off the chart nor on another label."""
    if box.left < 0 or box.right > 1 or any(box.meets(other) for other in taken):
        return -1.0
    crossed = sum(1 for x in upright if box.left < x < box.right)
    return _clearance(box, points) - crossed * _ROW / 2


def _box(label: Wanted, spot: Spot, at: float) -> _Box:
    wide = label.letters * _LETTER
    left = at if spot.side == "left" else at - wide
    return _Box(left, left + wide, spot.height, spot.height + label.rows * _ROW)


def _share(day: str, edges: tuple[str, str]) -> float:
    first, last = (date.fromisoformat(edge).toordinal() for edge in edges)
    return (date.fromisoformat(day).toordinal() - first) / max(last - first, 1)


def _points(series_set: SeriesSet, edges: tuple[str, str], span: tuple[float, float]) -> list[tuple[float, float]]:
    """(share of time, share of height) of every reading, and between those that a line joins."""
    found: list[tuple[float, float]] = []
    for line in (line for series in series_set.series for line in series.lines):
        places = [
            (_share(start_on(r.periode).isoformat(), edges), (r.value - span[0]) / (span[1] - span[0]))
            if r is not None and r.value is not None
            else None
            for r in with_gaps(line.readings)
        ]
        found += [place for place in places if place is not None]
        for one, two in pairwise(places):
            found += _between(one, two) if one is not None and two is not None else []
    return found


def _between(one: tuple[float, float], two: tuple[float, float]) -> list[tuple[float, float]]:
    steps = [step / _SAMPLES for step in range(1, _SAMPLES)]
    return [(one[0] + (two[0] - one[0]) * s, one[1] + (two[1] - one[1]) * s) for s in steps]
