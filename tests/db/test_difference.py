"""Change over a map, held against the naive twin: what is subtracted, what is not, and why."""

from __future__ import annotations

import itertools
from collections.abc import Mapping
from fractions import Fraction

import pytest
from hypothesis import HealthCheck, Phase, given, settings

from data.domain.difference import DifferenceQuery, Incomparable
from data.domain.entitas import Kode, Level
from data.domain.indicator import Kind, Reading, State
from data.domain.periode import Cadence
from data.domain.provenance import Moment
from data.queries.difference import read_difference
from tests.db.desk import CATALOGUE, Desk
from tests.db.test_peta import DESA_OF_INDUK, INDUK, KECAMATAN, published
from tests.db.test_queries_twin import YEARS, World, publish, regions, worlds
from tests.db.twin import Twin

__all__ = ["regions"]
pytestmark = pytest.mark.db
Said = Mapping[tuple[str, Kode, str], Reading]


@pytest.mark.parametrize("kind", [Kind.TOTAL, Kind.RATIO])
def test_differences_are_those_of_the_twin(regions: Desk, kind: Kind) -> None:
    seen: set[Incomparable | None] = set()

    @settings(max_examples=40, derandomize=True, suppress_health_check=[HealthCheck.too_slow], phases=[Phase.generate])
    @given(worlds(kind))
    def check(world: World) -> None:
        twin = publish(regions, world)
        version = max([version for version, _, _ in twin.steps] + [version for version, _ in twin.holds])
        for level, banding in itertools.product((Level.KECAMATAN, Level.DESA), YEARS):
            seen.update(compare(regions, world, twin, version, level, banding))

    check()
    assert seen == {None, *Incomparable} - {Incomparable.WEEKDAY}


def test_printed_figures_leave_no_dust_and_the_scale_holds_over_levels(desk: Desk) -> None:
    cells: dict[tuple[str, str], float | None] = {("33.16.01", "2021"): 84.35, ("33.16.01", "2022"): 84.6}
    cells |= {("33.16.01.2001", "2021"): 60.0, ("33.16.01.2001", "2022"): 47.5}
    catalogue, moment = published(desk, cells)
    query = DifferenceQuery("terbitan", INDUK, Level.KECAMATAN, "2022")
    found = read_difference(desk.reader, catalogue, query, moment)
    assert (found.periodes, found.periode, found.span("2021")) == (("2021",), "2021", ("2021", "2022"))
    assert [(row.change, row.reason) for row in found.rows_at("2021")] == [
        (0.25, None),
        (None, Incomparable.NOT_REPORTED),
    ]
    assert found.scale == 12.5
    assert {row.reason for row in found.rows_at("1999")} == {Incomparable.NOT_REPORTED}


def test_a_monday_is_not_held_against_a_tuesday(desk: Desk) -> None:
    days = ("2026-11-16", "2026-11-17", "2026-11-23")
    catalogue, moment = published(desk, {("33.16.01", day): 400.0 for day in days}, Cadence.HARIAN)
    query = DifferenceQuery("terbitan", INDUK, Level.KECAMATAN, "2026-11-23")
    found = read_difference(desk.reader, catalogue, query, moment)
    told = {day: found.rows_at(day)[0] for day in days[:2]}
    assert (told[days[0]].change, told[days[1]].reason) == (0.0, Incomparable.WEEKDAY)
    assert found.scale is None


def compare(desk: Desk, world: World, twin: Twin, version: int, level: Level, banding: str) -> set[Incomparable | None]:
    """One level against one period; the reasons that were met."""
    cut = desk.reader.cut(version)
    moment = Moment(version, world.as_of, CATALOGUE, cut.datasets, cut.held, cut.committed_at, is_pinned=True)
    query = DifferenceQuery(world.indicator.id, INDUK, level, banding)
    found = read_difference(desk.reader, world.catalogue, query, moment)
    kodes = KECAMATAN if level is Level.KECAMATAN else DESA_OF_INDUK
    said = spoken(world, twin, version, kodes)
    line, met, sizes = found.answer.line, set(), []
    assert banding not in found.periodes
    for periode in found.periodes:
        for row in found.rows_at(periode):
            years = sorted((banding, periode))
            pair = [said.get((line, row.entitas, year)) for year in years]
            others = [key for key in said if key[0] != line and key[1] == row.entitas and said[key].value is not None]
            empty = [year for year, one in zip(years, pair, strict=True) if one is None or one.value is None]
            expected = reason_of(pair, {year for _, _, year in others} & set(empty))
            assert row.reason is expected
            assert (row.early, row.late) == tuple(one.value if one else None for one in pair)
            assert row.change == (None if expected else subtracted(pair))
            met.add(row.reason)
            sizes += [] if row.change is None else [abs(row.change)]
    assert (found.scale or 0.0) >= max(sizes, default=0.0)
    return met


def spoken(world: World, twin: Twin, version: int, kodes: list[Kode]) -> Said:
    """Every reading of every line, the newest value of each line judged on the day as the map does."""
    said: dict[tuple[str, Kode, str], Reading] = {}
    for line in world.indicator.lines:
        readings = [(kode, reading) for kode in kodes for reading in twin._readings(line, kode, version)]
        newest = max((reading.periode for _, reading in readings if reading.value is not None), default="")
        for kode, reading in readings:
            is_judged = reading.periode == newest and reading.value is not None
            said[line.id, kode, reading.periode] = twin._judged(reading, version, world.as_of) if is_judged else reading
    return said


def reason_of(pair: list[Reading | None], elsewhere: set[str]) -> Incomparable | None:
    """The rules one after the other, as they are told to a reader; `elsewhere`: missing, but told by another method."""
    if [one for one in pair if one and one.state is State.SUPPRESSED]:
        return Incomparable.SUPPRESSED
    if [one for one in pair if one and one.state is State.HELD]:
        return Incomparable.HELD
    early, late = pair
    if early is None or late is None or early.value is None or late.value is None:
        return Incomparable.METHOD if elsewhere else Incomparable.NOT_REPORTED
    if (early.dataset, early.varian) != (late.dataset, late.varian):
        return Incomparable.METHOD
    if early.reporting != early.expected or late.reporting != late.expected:
        return Incomparable.PARTIAL
    return None


def subtracted(pair: list[Reading | None]) -> float:
    """The later value minus the earlier one, as the decimals they are written in."""
    early, late = (Fraction(repr(one.value)) for one in pair if one)
    return float(late - early)
