"""A question about change over a map and its answer: each area in one period against every other period."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from data.domain.entitas import Kode, Level
from data.domain.indicator import Direction, State
from data.domain.peta import MapAnswer
from data.domain.query import Query


class Movement(StrEnum):
    """Where a value went. Better and worse need a declared direction."""

    BETTER = "better"
    WORSE = "worse"
    UP = "up"
    DOWN = "down"
    SAME = "same"


class Incomparable(StrEnum):
    """Why two readings of an area are not subtracted from each other."""

    SUPPRESSED = "suppressed"
    HELD = "held"
    METHOD = "method"
    NOT_REPORTED = "not_reported"
    PARTIAL = "partial"
    WEEKDAY = "weekday"


MOVEMENT_WORDS: Final[Mapping[Movement, str]] = {
    Movement.BETTER: "membaik",
    Movement.WORSE: "memburuk",
    Movement.UP: "naik",
    Movement.DOWN: "turun",
    Movement.SAME: "tetap",
}
INCOMPARABLE: Final = "tidak dapat dibandingkan"
INCOMPARABLE_WORDS: Final[Mapping[Incomparable, str]] = {
    Incomparable.SUPPRESSED: "salah satu periode disamarkan",
    Incomparable.HELD: "ditahan pemeriksaan mutu",
    Incomparable.METHOD: "terbitan atau cara ukur berbeda",
    Incomparable.NOT_REPORTED: "salah satu periode belum lapor",
    Incomparable.PARTIAL: "belum semua bagian lapor",
    Incomparable.WEEKDAY: "hari dalam pekan berbeda",
}


@dataclass(frozen=True, slots=True)
class DifferenceQuery(Query["MapDifference"]):
    """How did an indicator change over the areas of `level` below `induk`, between `banding` and other periods?"""

    indicator: str
    induk: Kode
    level: Level
    banding: str


@dataclass(frozen=True, slots=True)
class DifferenceFrame:
    """One period against `banding`: for each area, in their order, either a change or why there is none.

    A change is always the later period minus the earlier one.
    """

    periode: str
    changes: tuple[float | None, ...]
    reasons: tuple[Incomparable | None, ...]


@dataclass(frozen=True, slots=True)
class DifferenceRow:
    """One area between two periods; `early` and `late` are what it reported, comparable or not."""

    entitas: Kode
    nama: str
    early: float | None
    late: float | None
    early_state: State
    late_state: State
    change: float | None
    reason: Incomparable | None


@dataclass(frozen=True, slots=True)
class MapDifference:
    """Every expected area between `banding` and each other period of the answer's method, ascending.

    `scale` is the greatest size of a change over all these periods, and over all levels unless the values of a level
    add up to those above; None where nothing can be compared or nothing changed.
    """

    answer: MapAnswer
    banding: str
    scale: float | None
    frames: tuple[DifferenceFrame, ...]

    @property
    def periodes(self) -> tuple[str, ...]:
        """The periods that `banding` is held against, ascending."""
        return tuple(frame.periode for frame in self.frames)

    @property
    def periode(self) -> str:
        """The newest of them that has a value; '' when there is none."""
        frames = [frame for frame in self.answer.frames if frame.periode != self.banding]
        valued = [frame.periode for frame in frames if any(value is not None for value in frame.values)]
        return max(valued or self.periodes, default="")

    def span(self, periode: str) -> tuple[str, str]:
        """The two periods in the order of time."""
        early, late = sorted((self.banding, periode))
        return early, late

    def changes_at(self, periode: str) -> tuple[float | None, ...]:
        """The change of each expected area between `banding` and a period; None where there is none to tell."""
        return tuple(row.change for row in self.rows_at(periode))

    def rows_at(self, periode: str) -> tuple[DifferenceRow, ...]:
        """One for each expected area between `banding` and a period; all not reported when there is no such period."""
        frame = next((one for one in self.frames if one.periode == periode), None)
        early, late = (self.answer.rows_at(one) for one in self.span(periode))
        none = (None,) * len(early)
        changes, reasons = (frame.changes, frame.reasons) if frame else (none, (Incomparable.NOT_REPORTED,) * len(none))
        return tuple(
            DifferenceRow(a.entitas, a.nama, a.value, b.value, a.state, b.state, change, reason)
            for a, b, change, reason in zip(early, late, changes, reasons, strict=True)
        )


def movement_of(change: float, direction: Direction, decimals: int) -> Movement:
    """What a change means by the declared direction; one that rounds to nothing as printed is none."""
    if round(change, decimals) == 0:
        return Movement.SAME
    if direction is Direction.NONE:
        return Movement.UP if change > 0 else Movement.DOWN
    return Movement.BETTER if (change > 0) == (direction is Direction.UP) else Movement.WORSE
