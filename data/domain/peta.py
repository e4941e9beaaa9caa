"""A question about a map and its answer: one indicator over all areas of a level, over time."""

from __future__ import annotations

from dataclasses import dataclass

from data.domain.entitas import Kode, Level
from data.domain.indicator import State
from data.domain.query import Query


@dataclass(frozen=True, slots=True)
class MapQuery(Query["MapAnswer"]):
    """How does an indicator lie over the areas of `level` below `induk`? `periode` None means the newest."""

    indicator: str
    induk: Kode
    level: Level
    periode: str | None = None


@dataclass(frozen=True, slots=True)
class MapArea:
    """An area that is expected on the map; `expected` counts the parts its value is summed of, None for no sum."""

    entitas: Kode
    nama: str
    expected: int | None = None


@dataclass(frozen=True, slots=True)
class Publication:
    """Rows of one publisher and basis: readings of two publications are never subtracted from each other."""

    dataset: str
    varian: str
    publisher: str


@dataclass(frozen=True, slots=True)
class MapFrame:
    """One period: for each area, in their order, a value, a state, the number of reporting parts, and the place of its
    publication among those of the answer (None without a row).
    """

    periode: str
    values: tuple[float | None, ...]
    states: tuple[State, ...]
    reporting: tuple[int | None, ...]
    origins: tuple[int | None, ...]


@dataclass(frozen=True, slots=True)
class MapRow:
    """One area in one period."""

    entitas: Kode
    nama: str
    value: float | None
    state: State
    reporting: int | None = None
    expected: int | None = None


@dataclass(frozen=True, slots=True)
class MapAnswer:
    """Every expected area in every period of one method, the missing ones included.

    `scale` spans the values other than zero over all periods; also over all levels below `entitas`, unless the values
    of a level add up to those above (`is_additive`), where a shared scale would paint every small area alike. None
    without such a value. `frames` ascend by period; `periode` is the one asked for, '' when there is no frame.
    `publications` are those of the line, best authority first.
    """

    indicator: str
    line: str
    line_label: str
    entitas: Kode
    level: Level
    periode: str
    is_simulated: bool
    is_additive: bool
    scale: tuple[float, float] | None
    areas: tuple[MapArea, ...]
    frames: tuple[MapFrame, ...]
    publications: tuple[Publication, ...] = ()

    @property
    def periodes(self) -> tuple[str, ...]:
        """The periods there are, ascending."""
        return tuple(frame.periode for frame in self.frames)

    @property
    def rows(self) -> tuple[MapRow, ...]:
        """One for each expected area in the period asked for; all not reported when there is no such period."""
        return self.rows_at(self.periode)

    def rows_at(self, periode: str) -> tuple[MapRow, ...]:
        """One for each expected area in a period."""
        frame = next((one for one in self.frames if one.periode == periode), None)
        if frame is None:
            return tuple(MapRow(a.entitas, a.nama, None, State.NOT_REPORTED, None, a.expected) for a in self.areas)
        facts = zip(self.areas, frame.values, frame.states, frame.reporting, strict=True)
        return tuple(MapRow(a.entitas, a.nama, value, state, n, a.expected) for a, value, state, n in facts)

    def publishers_at(self, periode: str) -> tuple[str, ...]:
        """Who published the values of a period, best authority first."""
        frame = next((one for one in self.frames if one.periode == periode), None)
        valued = zip(frame.values, frame.origins, strict=True) if frame else ()
        used = {origin for value, origin in valued if value is not None}
        return tuple(dict.fromkeys(one.publisher for i, one in enumerate(self.publications) if i in used))

    @property
    def reported(self) -> int:
        """How many areas have a value in the period asked for."""
        frame = next((one for one in self.frames if one.periode == self.periode), None)
        return sum(value is not None for value in frame.values) if frame else 0
