"""The map's answer is held against the naive twin: every area, every period, every level."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, given, settings

from data.catalog.models import Catalogue, Indicator, LineSource, LineSpec, Measure
from data.domain.entitas import Kode, Level
from data.domain.indicator import Direction, Kind, Reading, State
from data.domain.periode import Cadence
from data.domain.peta import MapAnswer, MapQuery
from data.domain.provenance import Cell, Moment
from data.queries.peta import LEVELS, read_map
from data.warehouse.reader import Reader
from data.warehouse.records import Batch
from tests.db.desk import CATALOGUE, Desk
from tests.db.test_queries_twin import DESA, PLACES, World, publish, regions, source_of, worlds
from tests.db.twin import Twin

__all__ = ["regions"]
pytestmark = pytest.mark.db
INDUK = Kode("33.16")
KECAMATAN = sorted(kode for kode in PLACES if kode.count(".") == 2 and kode.startswith("33.16."))
DESA_OF_INDUK = sorted(kode for kode in DESA if kode.startswith("33.16."))


@pytest.mark.parametrize("kind", [Kind.TOTAL, Kind.RATIO])
def test_the_map_answers_as_the_twin(regions: Desk, kind: Kind) -> None:
    @settings(max_examples=20, suppress_health_check=[HealthCheck.too_slow], phases=[Phase.generate])
    @given(worlds(kind))
    def check(world: World) -> None:
        twin = publish(regions, world)
        for version in [version for version, _, _ in twin.steps] + [version for version, _ in twin.holds]:
            for level, kodes in ((Level.KECAMATAN, KECAMATAN), (Level.DESA, DESA_OF_INDUK)):
                compare(regions, world, twin, version, level, kodes)

    check()


def compare(desk: Desk, world: World, twin: Twin, version: int, level: Level, kodes: Sequence[Kode]) -> None:
    """One level at one version against what the series of each area say one by one."""
    cut = desk.reader.cut(version)
    moment = Moment(version, world.as_of, CATALOGUE, cut.datasets, cut.held, cut.committed_at, is_pinned=True)
    answer = read_map(desk.reader, world.catalogue, MapQuery(world.indicator.id, INDUK, level), moment)
    assert [area.entitas for area in answer.areas] == list(kodes)
    line = next(one for one in world.indicator.lines if one.id == answer.line)
    said = {kode: {r.periode: r for r in twin._readings(line, kode, version)} for kode in kodes}
    assert answer.periodes == tuple(sorted({periode for readings in said.values() for periode in readings}))
    newest = max((p for rs in said.values() for p, r in rs.items() if r.value is not None), default="")
    assert answer.periode == (newest or max(answer.periodes, default=""))
    for periode in answer.periodes:
        for row in answer.rows_at(periode):
            reading = said[row.entitas].get(periode)
            assert (row.value, row.reporting) == ((reading.value, reading.reporting) if reading else (None, None))
            assert row.state is state_of(twin, world, reading, version, periode == newest)
            assert origin_of(answer, periode, row.entitas) == ((reading.dataset, reading.varian) if reading else None)
    values = [abs(r.value) for rs in said.values() for r in rs.values() if r.value]
    assert values == [] if answer.scale is None else answer.scale[0] <= min(values, default=answer.scale[0])


def origin_of(answer: MapAnswer, periode: str, kode: Kode) -> tuple[str, str] | None:
    """Dataset and varian of the reading of an area."""
    frame = next(one for one in answer.frames if one.periode == periode)
    at = frame.origins[[area.entitas for area in answer.areas].index(kode)]
    return None if at is None else (answer.publications[at].dataset, answer.publications[at].varian)


def state_of(twin: Twin, world: World, reading: Reading | None, version: int, is_newest: bool) -> State:
    """Judged in the newest period only; an area without a row has not reported."""
    if reading is None:
        return State.NOT_REPORTED
    is_judged = is_newest and reading.value is not None
    return twin._judged(reading, version, world.as_of).state if is_judged else reading.state


def test_published_figures_of_two_levels(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    """One statement a level however many areas; the missing are rows too; colours hold over levels and periods."""
    asked: list[object] = []
    below = Reader.cells_below

    def count(reader: Reader, *facts: Any) -> list[Cell]:
        asked.append(facts)
        return below(reader, *facts)

    monkeypatch.setattr(Reader, "cells_below", count)
    answer = ask(desk, {("33.16.01", "2022"): 80.0, ("33.16.02", "2021"): 64.0, ("33.16.01.2001", "2022"): 0.0})
    assert len(asked) == 2
    assert [(row.nama, row.value, row.state) for row in answer.rows] == [
        ("Jati", 80.0, State.STALE),
        ("Randublatung", None, State.NOT_REPORTED),
    ]
    assert answer.rows_at("2021")[1].state is State.VALUE
    assert (answer.periodes, answer.scale, answer.is_additive) == (("2021", "2022"), (64.0, 80.0), False)
    assert [row.state for row in answer.rows_at("1999")] == [State.NOT_REPORTED, State.NOT_REPORTED]


def test_counts_that_add_up_are_scaled_by_level(desk: Desk) -> None:
    """Three desa of 4 make a kecamatan of 12: on one scale every desa would look empty."""
    desas: dict[tuple[str, str], float | None] = {(kode, "2022"): 4.0 for kode in DESA_OF_INDUK}
    for kode in KECAMATAN:
        desas[kode, "2022"] = 4.0 * sum(d.startswith(kode) for d in DESA_OF_INDUK)
    answer = ask(desk, desas)
    assert answer.is_additive
    assert answer.scale == (4.0, 8.0)


def ask(desk: Desk, cells: dict[tuple[str, str], float | None]) -> MapAnswer:
    """The kecamatan map of published figures."""
    catalogue, moment = published(desk, cells)
    return read_map(desk.reader, catalogue, MapQuery("terbitan", INDUK, Level.KECAMATAN), moment)


def published(
    desk: Desk, cells: dict[tuple[str, str], float | None], cadence: Cadence = Cadence.TAHUNAN
) -> tuple[Catalogue, Moment]:
    """Figures of kecamatan and desa as printed, their declaration, and the moment they are looked at."""
    rows = [(kode, nama, "kabupaten", None, "", desk.snapshot) for kode, nama in PLACES.items()]
    desk.writer.publish(Batch("wilayah", "entitas", "full", rows, desk.run, CATALOGUE))
    desk.publish("terbitan", cells)
    line = LineSpec(
        id="satu",
        label="Satu cara",
        sources=(LineSource(dataset="terbitan", varian=("x",)),),
        measure=Measure(measure="ukuran"),
    )
    indicator = Indicator(
        id="terbitan", title="Terbitan", question="Berapa?", kind=Kind.PUBLISHED, unit="", decimals=1, owner="Uji",
        direction=Direction.UP, levels=LEVELS, lines=(line,),
    )  # fmt: skip
    sources = {"terbitan": source_of("terbitan", False).model_copy(update={"cadence": cadence})}
    catalogue = Catalogue(indicators={"terbitan": indicator}, sources=sources, rules={}, targets={}, playlists={})
    cut = desk.reader.cut()
    return catalogue, Moment(cut.version, date(2031, 1, 1), CATALOGUE, cut.datasets, cut.held, cut.committed_at)
