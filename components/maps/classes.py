"""The classes of a map: few, of equal and round width, so that a legend can be read from afar and kept in mind."""

from __future__ import annotations

import math
from bisect import bisect_right
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

from components.format import format_change, format_number

COLOURS: Final = 6
STRENGTHS: Final = 3
_STEPS: Final = (1.0, 2.0, 2.5, 5.0, 10.0)


@dataclass(frozen=True, slots=True)
class Classes:
    """`edges` ascend and enclose every value; `colours` (1-6, low to high) has one entry for each class between two.

    An outermost class that takes in more than one step is open: '<70', '≥90'.
    """

    edges: tuple[float, ...]
    colours: tuple[int, ...]
    decimals: int
    is_low_open: bool = False
    is_high_open: bool = False

    def colour_of(self, value: float) -> int:
        """The colour number of a value; one on an edge belongs to the class above, the highest to the last."""
        place = bisect_right(self.edges, value) - 1
        return self.colours[min(max(place, 0), len(self.colours) - 1)]

    def labels(self) -> list[tuple[int, str]]:
        """(colour, '80–85') for each class, low to high."""
        texts = [format_number(edge, self.decimals) for edge in self.edges]
        spans = [f"{low}–{high}" for low, high in pairwise(texts)]
        if self.is_low_open:
            spans[0] = f"<{texts[1]}"
        if self.is_high_open:
            spans[-1] = f"≥{texts[-2]}"
        return list(zip(self.colours, spans, strict=True))


def classes_of(scale: tuple[float, float], decimals: int) -> Classes:
    """At most six classes over `scale` (least and greatest value); one where all values are alike."""
    low, high = scale
    step = _step(high - low, low, decimals)
    first = math.floor(_clean(low / step))
    count = max(1, math.ceil(_clean(high / step)) - first)
    edges = [_clean((first + i) * step) for i in range(count + 1)]
    is_low_open, is_high_open = count > COLOURS, count > COLOURS + 1
    if is_low_open:
        del edges[1]
    if is_high_open:
        del edges[-2]
    shown = _decimals(step, decimals)
    return Classes(tuple(edges), _spread(len(edges) - 1), shown, is_low_open, is_high_open)


@dataclass(frozen=True, slots=True)
class ChangeClasses:
    """Classes of equal width on both sides of no change; `count` of them a side, the outermost open where more follows.

    A class has a strength, 1 to `count`, and holds its inner edge.
    """

    step: float
    count: int
    decimals: int
    is_open: bool

    def strength_of(self, change: float) -> int:
        """How strong a change is, whichever way it goes."""
        return min(self.count, math.floor(_clean(abs(change) / self.step)) + 1)

    def label(self, strength: int, sign: int) -> str:
        """'+5 s.d. +10' for a strength on one side of zero."""
        near, far = (format_change(sign * _clean(n * self.step), self.decimals) for n in (strength - 1, strength))
        if strength == self.count and self.is_open:
            return f"{'≥' if sign > 0 else '≤'} {near}"
        if strength == 1:
            return f"s.d. {far}"
        return f"{near} s.d. {far}" if sign > 0 else f"{far} s.d. {near}"


def change_classes_of(greatest: float, decimals: int) -> ChangeClasses:
    """At most three classes a side for changes up to `greatest`; the outermost takes in two steps at most."""
    least = 10.0**-decimals
    exponent = math.floor(math.log10(max(greatest / (STRENGTHS + 1), least)))
    steps = [factor * 10.0**power for power in range(exponent, exponent + 3) for factor in _STEPS]
    step = next(one for one in steps if _is_printable(one, least) and greatest <= _clean((STRENGTHS + 1) * one))
    count = min(STRENGTHS, max(1, math.ceil(_clean(greatest / step))))
    return ChangeClasses(step, count, _decimals(step, decimals), _clean(greatest) > _clean(count * step))


def _is_printable(step: float, least: float) -> bool:
    return step >= least and _clean(step / least) == round(step / least)


def _step(span: float, low: float, decimals: int) -> float:
    """The least round width that shows on printed values and needs no more classes than colours, or two at the ends."""
    least = 10.0**-decimals
    exponent = math.floor(math.log10(max(span / COLOURS, least)))
    for power in range(exponent, exponent + 3):
        for factor in _STEPS:
            step = factor * 10.0**power
            if _is_printable(step, least) and _count(low, low + span, step) <= COLOURS + 2:
                return step
    return 10.0 ** (exponent + 3)


def _count(low: float, high: float, step: float) -> int:
    return math.ceil(_clean(high / step)) - math.floor(_clean(low / step))


def _spread(count: int) -> tuple[int, ...]:
    """Colours as far apart as the classes allow; a single class takes the middle."""
    if count == 1:
        return (COLOURS // 2 + 1,)
    return tuple(1 + round(i * (COLOURS - 1) / (count - 1)) for i in range(count))


def _decimals(step: float, most: int) -> int:
    return next((n for n in range(most + 1) if _clean(step * 10**n) == round(step * 10**n)), most)


def _clean(value: float) -> float:
    """Without the dust of binary fractions."""
    return round(value, 9)
