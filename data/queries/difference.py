"""How did an indicator change over the areas below a region, between one period and every other?"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from decimal import Decimal

from data.catalog.models import Catalogue
from data.domain.difference import DifferenceFrame, DifferenceQuery, Incomparable, MapDifference
from data.domain.entitas import Kode
from data.domain.indicator import State
from data.domain.periode import is_alike
from data.domain.peta import MapAnswer, MapFrame, MapQuery
from data.domain.provenance import Moment
from data.queries.peta import LevelReadings, answer_from, read_levels
from data.warehouse.reader import Reader

Cells = Collection[tuple[Kode, str]]


@dataclass(frozen=True, slots=True)
class _Side:
    """What one area said in one period; `is_elsewhere`: only another method has a value for it."""

    periode: str
    value: float | None
    state: State
    origin: int | None
    is_whole: bool
    is_elsewhere: bool


def read_difference(reader: Reader, catalogue: Catalogue, query: DifferenceQuery, moment: Moment) -> MapDifference:
    """Each area's change, or why its two readings cannot be held against each other.

    Comparable are two values of one publication and method, both shown as they stand, and of sums both whole.
    """
    asked = MapQuery(query.indicator, query.induk, query.level)
    levels = read_levels(reader, catalogue, asked, moment)
    answer = answer_from(catalogue, levels, asked, moment)
    frames = {query.level: _frames(answer, levels.by_level.get(query.level), query.banding)}
    for level, readings in levels.by_level.items():
        other = answer_from(catalogue, levels, MapQuery(query.indicator, query.induk, level), moment)
        if level is not query.level and other.line == answer.line and not answer.is_additive:
            frames[level] = _frames(other, readings, query.banding)
    changes = [abs(one) for found in frames.values() for frame in found for one in frame.changes if one is not None]
    return MapDifference(answer, query.banding, max(changes, default=0.0) or None, frames[query.level])


def _frames(answer: MapAnswer, readings: LevelReadings | None, banding: str) -> tuple[DifferenceFrame, ...]:
    elsewhere = _elsewhere(readings, answer.line)
    against = _sides(answer, _frame_of(answer, banding), banding, elsewhere)
    return tuple(
        _against(against, _sides(answer, frame, frame.periode, elsewhere), frame.periode)
        for frame in answer.frames
        if frame.periode != banding
    )


def _against(banding: list[_Side], other: list[_Side], periode: str) -> DifferenceFrame:
    pairs = [(one, two) if one.periode < two.periode else (two, one) for one, two in zip(banding, other, strict=True)]
    reasons = tuple(_reason(early, late) for early, late in pairs)
    changes = tuple(
        None if reason else _minus(late.value, early.value)
        for reason, (early, late) in zip(reasons, pairs, strict=True)
    )
    return DifferenceFrame(periode, changes, reasons)


def _reason(early: _Side, late: _Side) -> Incomparable | None:
    """The gravest reason not to compare; None where nothing speaks against it."""
    sides = (early, late)
    if any(side.state is State.SUPPRESSED for side in sides):
        return Incomparable.SUPPRESSED
    if any(side.state is State.HELD for side in sides):
        return Incomparable.HELD
    if any(side.value is None for side in sides):
        is_method = any(side.is_elsewhere for side in sides)
        return Incomparable.METHOD if is_method else Incomparable.NOT_REPORTED
    if early.origin != late.origin:
        return Incomparable.METHOD
    if not (early.is_whole and late.is_whole):
        return Incomparable.PARTIAL
    return None if is_alike(early.periode, late.periode) else Incomparable.WEEKDAY


def _minus(late: float | None, early: float | None) -> float | None:
    """Of two printed decimals the printed difference, without the dust of binary fractions."""
    return None if late is None or early is None else float(Decimal(repr(late)) - Decimal(repr(early)))


def _frame_of(answer: MapAnswer, periode: str) -> MapFrame | None:
    return next((frame for frame in answer.frames if frame.periode == periode), None)


def _sides(answer: MapAnswer, frame: MapFrame | None, periode: str, elsewhere: Cells) -> list[_Side]:
    if frame is None:
        return [
            _Side(periode, None, State.NOT_REPORTED, None, True, (area.entitas, periode) in elsewhere)
            for area in answer.areas
        ]
    facts = zip(answer.areas, frame.values, frame.states, frame.origins, frame.reporting, strict=True)
    return [
        _Side(
            periode, value, state, origin,
            is_whole=area.expected is None or (reporting or 0) >= area.expected,
            is_elsewhere=value is None and (area.entitas, periode) in elsewhere,
        )
        for area, value, state, origin, reporting in facts
    ]  # fmt: skip


def _elsewhere(readings: LevelReadings | None, line: str) -> Cells:
    """Areas and periods for which a line other than the map's has a value."""
    others = [one for one in readings.lines if one != line] if readings else []
    return {(kode, periode) for one in others for kode, periode, _ in (readings.values(one) if readings else ())}
