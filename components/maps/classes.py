"""The classes of a map: few, of equal and round width, so that a legend can be read from afar and kept in mind."""

from __future__ import annotations

import math
from bisect import bisect_right
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

from components.format import format_number

COLOURS: Final = 6
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


def _step(span: float, low: float, decimals: int) -> float:
    """The least round width that shows on printed values and needs no more classes than colours, or two at the ends."""
    least = 10.0**-decimals
    exponent = math.floor(math.log10(max(span / COLOURS, least)))
    for power in range(exponent, exponent + 3):
        for factor in _STEPS:
            step = factor * 10.0**power
            is_printable = _clean(step / least) == round(step / least)
            if step >= least and is_printable and _count(low, low + span, step) <= COLOURS + 2:
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
