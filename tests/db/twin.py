"""A slow answer to the questions of data/queries, by dictionaries and loops alone: the fast one is held against it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from fractions import Fraction

from data.catalog.models import Catalogue, Indicator, LineSpec, Measure
from data.domain.entitas import Kode
from data.domain.indicator import (
    Comparator,
    Direction,
    Former,
    Freshness,
    Kind,
    Line,
    Other,
    Rank,
    Ranking,
    Reading,
    Series,
    State,
    Status,
    Target,
    Tile,
)

Key = tuple[str, str, str, str, str]
"""measure, rincian, varian, kode, periode"""
SPBE_WEIGHTS = (Fraction("0.13"), Fraction("0.25"), Fraction("0.165"), Fraction("0.455"))


@dataclass(frozen=True)
class Fact:
    """What a cell says."""

    value: float | None
    state: State
    vintage: date


@dataclass
class Twin:
    """Everything that was published, step by step. Periods are years and every source is due `due_days` after one."""

    catalogue: Catalogue
    indicator: Indicator
    places: Mapping[Kode, str]
    due_days: int
    steps: list[tuple[int, str, Mapping[Key, Fact]]] = field(default_factory=list)
    holds: list[tuple[int, str]] = field(default_factory=list)

    def series(self, kode: Kode, version: int, as_of: date) -> Series:
        """One region's series."""
        lines = [Line(one.id, one.label, tuple(self._readings(one, kode, version))) for one in self.indicator.lines]
        bare = Series(self.indicator.id, kode, self.places.get(kode, kode), tuple(lines))
        best: tuple[int, int] | None = None
        for i, line in enumerate(lines):
            for j, reading in enumerate(line.readings):
                if reading.value is not None and (
                    best is None or reading.periode > lines[best[0]].readings[best[1]].periode
                ):
                    best = (i, j)
        if best is None:
            return bare
        readings = list(lines[best[0]].readings)
        readings[best[1]] = self._judged(readings[best[1]], version, as_of)
        lines[best[0]] = replace(lines[best[0]], readings=tuple(readings))
        return replace(bare, lines=tuple(lines))

    def ranking(self, kode: Kode, periode: str | None, version: int, as_of: date) -> Ranking:
        """The region among those of its level under its parent."""
        family = [k for k in sorted(self.places) if k.count(".") == kode.count(".") and k[:-2] == kode[:-2]]
        if kode.count(".") == 3:
            family = [k for k in sorted(self.places) if k.count(".") == 3 and k[:8] == kode[:8]]
        line, asked = self._ranked_line(kode, periode, version, as_of)
        found = {}
        for one in family if line else []:
            for spec in self.series(one, version, as_of).lines:
                for reading in spec.readings:
                    if spec.id == line and reading.periode == asked and reading.value is not None:
                        found[one] = reading.value
        sign = 1 if self.indicator.direction is Direction.DOWN else -1
        rows = []
        for one, value in sorted(found.items(), key=lambda pair: (sign * pair[1], pair[0])):
            better = sum(1 for other in found.values() if sign * other < sign * value)
            rows.append(Rank(better + 1, one, self.places[one], value))
        own = [row.place for row in rows if row.entitas == kode]
        place = own[0] if own and len(family) > 1 and all(one in found for one in family) else None
        return Ranking(self.indicator.id, line, asked, kode, place, len(family), tuple(rows))

    def tile(self, kode: Kode, comparators: Sequence[Kode], version: int, as_of: date) -> Tile:
        """The KPI tile."""
        own = self.series(kode, version, as_of)
        ranking = self.ranking(kode, None, version, as_of)
        line, reading = own.lines[-1], None
        for one in own.lines:
            for each in one.readings:
                if each.value is not None and (reading is None or each.periode > reading.periode):
                    line, reading = one, each
        first = next(source.dataset for spec in self.indicator.lines for source in spec.sources)
        shown = reading or Reading("", None, State.NOT_REPORTED, first, "", None, 0)
        target = self._target(kode, shown.periode)
        others = tuple(
            Comparator(one, self.places[one], self._value(one, line.id, shown.periode, version, as_of), shown.periode)
            for one in comparators
        )
        change, since = self._change(own, line, shown)
        return Tile(
            self.indicator.id, kode, shown, line, change, since, None, self._status(shown, target), target,
            self._freshness(shown.periode or None, as_of), others, ranking.place, ranking.expected, len(ranking.rows),
        )  # fmt: skip

    def _readings(self, line: LineSpec, kode: Kode, version: int) -> Iterator[Reading]:
        periods = sorted({key[4] for _, _, cells in self.steps for key in cells})
        for periode in periods:
            if line.first_periode and periode < line.first_periode:
                continue
            if line.last_periode and periode > line.last_periode:
                continue
            said = []
            for source in line.sources:
                for varian in source.varian:
                    reading = self._reading(line, source.dataset, varian, kode, periode, version)
                    if reading is not None:
                        said.append(reading)
            if said:
                yield self._resolved(said)

    def _resolved(self, said: list[Reading]) -> Reading:
        best = said[0]
        for reading in said:
            if best.value is None and reading.value is not None:
                best = reading
        others = []
        for reading in said:
            if reading is not best and reading.vintage is not None:
                is_conflict = best.value is not None and reading.value is not None and best.value != reading.value
                others.append(Other(reading.dataset, reading.varian, reading.value, reading.vintage, is_conflict))
        return replace(best, others=tuple(others))

    def _reading(
        self, line: LineSpec, dataset: str, varian: str, kode: Kode, periode: str, version: int
    ) -> Reading | None:
        measures = self._measures(line)
        is_sum = self.indicator.kind in (Kind.TOTAL, Kind.RATIO) and kode.count(".") < 3
        desas = sorted(k for k in self.places if k.count(".") == 3 and k.startswith(kode + ".")) if is_sum else [kode]
        table = {
            desa: [self._cell(dataset, (m.measure, m.rincian, varian, desa, periode), version) for m in measures]
            for desa in desas
        }
        present = [cell for row in table.values() for cell in row if cell is not None]
        if not present:
            return None
        whole = [[c[0].value for c in row if c is not None and c[0].value is not None] for row in table.values()]
        whole = [row for row in whole if len(row) == len(measures)]
        sums = [float(sum(Fraction(row[i]) for row in whole)) for i in range(len(measures))] if whole else []
        value = self._combined(line, sums) if whole else None
        is_suppressed = not whole and any(fact.state is State.SUPPRESSED for fact, _, _ in present)
        nothing = State.SUPPRESSED if is_suppressed else State.NOT_REPORTED
        return Reading(
            periode,
            value,
            nothing if value is None else State.ZERO if value == 0 else State.VALUE,
            dataset,
            varian,
            max(fact.vintage for fact, _, _ in present),
            max(since for _, since, _ in present),
            is_simulated=self.catalogue.sources[dataset].is_simulated,
            reporting=len(whole) if is_sum else None,
            expected=len(desas) if is_sum else None,
            former=present[0][2] if len(measures) == 1 and not is_sum else (),
        )

    def _measures(self, line: LineSpec) -> list[Measure]:
        parts = [line.measure, line.numerator, line.denominator, *line.inputs]
        return [part for part in parts if part is not None]

    def _combined(self, line: LineSpec, sums: list[float]) -> float | None:
        if self.indicator.kind is Kind.RATIO:
            return sums[0] / sums[1] * line.factor if sums[1] else None
        if self.indicator.kind is Kind.RULE:
            if any(not 1 <= value <= 5 for value in sums):
                return None
            return float(sum(Fraction(repr(v)) * w for v, w in zip(sums, SPBE_WEIGHTS, strict=True)))
        return sums[0]

    def _cell(self, dataset: str, key: Key, version: int) -> tuple[Fact, int, tuple[Former, ...]] | None:
        """What a cell says at a version, since when, and what it said before."""
        spans: list[tuple[Fact | None, int]] = []
        for at, name, cells in self.steps:
            if name == dataset and at <= version and (not spans or spans[-1][0] != cells.get(key)):
                spans.append((cells.get(key), at))
        if not spans or spans[-1][0] is None:
            return None
        former = [
            Former(fact.value, fact.state, fact.vintage, start, spans[i + 1][1])
            for i, (fact, start) in enumerate(spans[:-1])
            if fact is not None
        ]
        return spans[-1][0], spans[-1][1], tuple(former)

    def _judged(self, reading: Reading, version: int, as_of: date) -> Reading:
        if any(at <= version and name == reading.dataset for at, name in self.holds):
            return replace(reading, state=State.HELD)
        next_due = date(int(reading.periode) + 1, 12, 31) + timedelta(self.due_days)
        return replace(reading, state=State.STALE) if next_due < as_of else reading

    def _freshness(self, newest: str | None, as_of: date) -> Freshness:
        year = as_of.year
        while date(year, 12, 31) + timedelta(self.due_days) > as_of:
            year -= 1
        missing = [one for one in range(1990, year + 1) if newest is not None and one > int(newest)]
        due = date(missing[0] if missing else year, 12, 31) + timedelta(self.due_days)
        return Freshness(newest, str(year), due, (as_of - due).days if missing or newest is None else 0)

    def _ranked_line(self, kode: Kode, periode: str | None, version: int, as_of: date) -> tuple[str, str]:
        own = self.series(kode, version, as_of)
        asked = periode
        if asked is None:
            years = [r.periode for line in own.lines for r in line.readings if r.value is not None]
            if not years:
                return "", ""
            asked = max(years)
        for line in own.lines:
            if any(r.periode == asked and r.value is not None for r in line.readings):
                return line.id, asked
        for spec in self.indicator.lines:
            if (spec.first_periode or "0") <= asked <= (spec.last_periode or "9"):
                return spec.id, asked
        return "", asked

    def _value(self, kode: Kode, line: str, periode: str, version: int, as_of: date) -> float | None:
        for one in self.series(kode, version, as_of).lines:
            for reading in one.readings:
                if one.id == line and reading.periode == periode:
                    return reading.value
        return None

    def _change(self, own: Series, line: Line, shown: Reading) -> tuple[float | None, str | None]:
        if shown.value is None:
            return None, None
        for reading in reversed(line.readings):
            if reading.periode < shown.periode and reading.value is not None:
                return shown.value - reading.value, reading.periode
        years = [r.periode for one in own.lines for r in one.readings if r.value is not None]
        earlier = [year for year in years if year < shown.periode]
        return None, max(earlier) if earlier else None

    def _target(self, kode: Kode, periode: str) -> Target | None:
        found = {
            row.periode: Target(row.periode, row.value, one.legal_basis, None, one.dated_on)
            for one in self.catalogue.targets.values()
            for row in one.targets
            if row.entitas == kode
        }
        ahead = [year for year in sorted(found) if year >= periode]
        return found[ahead[0]] if ahead else found[max(found)] if found else None

    def _status(self, shown: Reading, target: Target | None) -> Status:
        value = shown.value
        if value is None or target is None or self.indicator.direction is Direction.NONE:
            return Status.NONE
        missing = target.value - value if self.indicator.direction is Direction.UP else value - target.value
        if missing <= 0:
            is_whole = shown.expected is None or shown.reporting == shown.expected
            is_here = shown.state in (State.VALUE, State.ZERO)
            return Status.ON_TARGET if is_whole and is_here else Status.NONE
        return Status.NEAR if missing <= self.indicator.tolerance_ratio * abs(target.value) else Status.OFF
