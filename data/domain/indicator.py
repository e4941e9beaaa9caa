"""What a question about an indicator is, and what its answer looks like."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Final

from data.domain.entitas import Kode
from data.domain.periode import following
from data.domain.query import Query


class Kind(StrEnum):
    """How an indicator's value comes to be."""

    RATIO = "ratio"
    TOTAL = "total"
    PUBLISHED = "published"
    RULE = "rule"
    EVENTS = "events"


class Direction(StrEnum):
    """Which way is better; declared, never guessed from a name."""

    UP = "up"
    DOWN = "down"
    NONE = "none"


class State(StrEnum):
    """What stands behind a number, or behind its absence. Not reported is not zero."""

    VALUE = "value"
    ZERO = "zero"
    NOT_REPORTED = "not_reported"
    NOT_DUE = "not_due"
    SUPPRESSED = "suppressed"
    HELD = "held"
    STALE = "stale"


STATE_WORDS: Final[Mapping[State, str]] = {
    State.VALUE: "dilaporkan",
    State.ZERO: "nol, dilaporkan",
    State.NOT_REPORTED: "belum dilaporkan",
    State.NOT_DUE: "belum waktunya",
    State.SUPPRESSED: "disamarkan (n < 5)",
    State.HELD: "ditahan pemeriksaan mutu",
    State.STALE: "data lama",
}


class Status(StrEnum):
    """A value against its target. NONE: no target was set, so there is no status."""

    ON_TARGET = "on_target"
    NEAR = "near"
    OFF = "off"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class Former:
    """A value this cell had before: seen from `from_version` until `to_version`."""

    value: float | None
    state: State
    vintage: date
    from_version: int
    to_version: int


@dataclass(frozen=True, slots=True)
class Other:
    """What another publication says about the same region and period."""

    dataset: str
    varian: str
    value: float | None
    vintage: date
    is_conflict: bool


@dataclass(frozen=True, slots=True)
class Reading:
    """One indicator, region and period at one version. `reporting`/`expected` count the parts of a sum."""

    periode: str
    value: float | None
    state: State
    dataset: str
    varian: str
    vintage: date | None
    version: int
    is_simulated: bool = False
    reporting: int | None = None
    expected: int | None = None
    former: tuple[Former, ...] = ()
    others: tuple[Other, ...] = ()


@dataclass(frozen=True, slots=True)
class Line:
    """Readings of one method in the order of their periods; two methods never share a line."""

    id: str
    label: str
    readings: tuple[Reading, ...]


@dataclass(frozen=True, slots=True)
class Series:
    """An indicator of one region, a line for each method."""

    indicator: str
    entitas: Kode
    nama: str
    lines: tuple[Line, ...]

    @property
    def newest(self) -> tuple[Line, Reading] | None:
        """The line and reading with the newest period that has a value."""
        found = [(line, r) for line in self.lines for r in line.readings if r.value is not None]
        return max(found, key=lambda pair: pair[1].periode, default=None)


@dataclass(frozen=True, slots=True)
class SeriesQuery(Query["SeriesSet"]):
    """How did this indicator go, in each of these regions?"""

    indicator: str
    entitas: tuple[Kode, ...]


@dataclass(frozen=True, slots=True)
class StartingPoint:
    """Where the way to a target begins, as the document that set the target says."""

    periode: str
    value: float


@dataclass(frozen=True, slots=True)
class Target:
    """A target somebody set, with the regulation or document that set it, the day it did, and where the way begins."""

    periode: str
    value: float
    legal_basis: str
    baseline: StartingPoint | None = None
    dated_on: date | None = None


@dataclass(frozen=True, slots=True)
class Event:
    """Something dated that a reader of the series should know of; it is never said to be a cause."""

    on: date
    label: str
    title: str
    legal_basis: str


@dataclass(frozen=True, slots=True)
class SeriesSet:
    """Answer to a SeriesQuery: a Series for each region asked, in that order; targets of the first one, by period, and
    the declared events of the indicator, by day."""

    indicator: str
    series: tuple[Series, ...]
    targets: tuple[Target, ...] = ()
    events: tuple[Event, ...] = ()


@dataclass(frozen=True, slots=True)
class OffersQuery(Query["Offers"]):
    """Which of these indicators have a figure in which of these regions? Without indicators: of all."""

    entitas: tuple[Kode, ...]
    indicators: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Offers:
    """Indicator -> the regions asked that have a figure, in the order they were asked."""

    found: Mapping[str, tuple[Kode, ...]]

    def count(self, kode: Kode) -> int:
        """How many of the indicators have a figure in the region."""
        return sum(kode in kodes for kodes in self.found.values())


@dataclass(frozen=True, slots=True)
class RankingQuery(Query["Ranking"]):
    """Where does the region stand among its siblings? `periode` None means its newest."""

    indicator: str
    entitas: Kode
    periode: str | None = None


@dataclass(frozen=True, slots=True)
class Rank:
    """A sibling with its place; equal values share the better place (1, 2, 2, 4)."""

    place: int
    entitas: Kode
    nama: str
    value: float


@dataclass(frozen=True, slots=True)
class Ranking:
    """Siblings in order, best first. `place` is None when the region or a sibling has no value."""

    indicator: str
    line: str
    periode: str
    entitas: Kode
    place: int | None
    expected: int
    rows: tuple[Rank, ...]


@dataclass(frozen=True, slots=True)
class Freshness:
    """Age judged against the source's own cadence: the newest period that should be here by now (`expected`), and
    since when the first one that is `missing` has been due.
    """

    newest: str | None
    expected: str
    due_on: date
    days_late: int

    @property
    def is_late(self) -> bool:
        """True when a period that is due has not come."""
        return self.days_late > 0

    @property
    def missing(self) -> str:
        """The first period that should be here and is not, where one is late."""
        return following(self.newest) if self.newest else self.expected


@dataclass(frozen=True, slots=True)
class Comparator:
    """Another region's value at the same period and by the same method; None where it is not published."""

    entitas: Kode
    label: str
    value: float | None
    periode: str


@dataclass(frozen=True, slots=True)
class TileQuery(Query["Tile"]):
    """What does the KPI tile of this indicator and region say?"""

    indicator: str
    entitas: Kode
    comparators: tuple[Kode, ...]


@dataclass(frozen=True, slots=True)
class Tile:
    """All that a KPI card shows. `change` is None across a method break or without an earlier value."""

    indicator: str
    entitas: Kode
    reading: Reading
    line: Line
    change: float | None
    change_from: str | None
    predicate: str | None
    status: Status
    target: Target | None
    freshness: Freshness
    comparators: tuple[Comparator, ...]
    place: int | None
    place_expected: int
    place_reporting: int
