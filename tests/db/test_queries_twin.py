"""The queries answer as the naive twin does: any data, any version, any day, every kind that is summed or printed."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from random import Random
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from data.catalog.models import (
    Catalogue,
    Column,
    Indicator,
    LineSource,
    LineSpec,
    Measure,
    Source,
    TargetList,
    TargetRow,
    Varian,
)
from data.domain.entitas import Kode, Level
from data.domain.indicator import Direction, Kind, RankingQuery, SeriesQuery, State, TileQuery
from data.domain.periode import Cadence
from data.domain.provenance import Moment
from data.queries.ranking import read_ranking
from data.queries.series import read_series
from data.queries.tile import read_tile
from data.settings import Settings
from data.warehouse.records import Batch
from tests.db.desk import CATALOGUE, Desk
from tests.db.twin import Fact, Key, Twin
from tests.servers import TEMPLATE, Server, create_database, drop_database, url_of

pytestmark = pytest.mark.db
NAMES = {
    "00": "Indonesia", "33": "Jawa Tengah", "33.16": "Blora", "33.17": "Rembang", "33.18": "Pati",
    "33.16.01": "Jati", "33.16.02": "Randublatung", "33.17.01": "Sumber", "33.18.01": "Sukolilo",
    "33.16.01.2001": "Satu", "33.16.01.2002": "Dua", "33.16.02.2001": "Tiga", "33.17.01.2001": "Empat",
    "33.18.01.2001": "Lima",
}  # fmt: skip
PLACES = {Kode(kode): nama for kode, nama in NAMES.items()}
DESA = [kode for kode in PLACES if kode.count(".") == 3]
KABUPATEN = [kode for kode in PLACES if kode.count(".") == 1]
YEARS = ("2020", "2021", "2022", "2023")
DUE_DAYS = 90
# Each side of the day the figure of 2023 is due (2024-03-30), and days on which more than one is missing.
DAYS = (date(2022, 6, 1), date(2024, 3, 29), date(2024, 3, 30), date(2024, 3, 31), date(2025, 3, 31), date(2031, 1, 1))
DOMAINS = ("kebijakan", "tata_kelola", "manajemen", "layanan")
_NUMBERS = itertools.count(1)


@dataclass(frozen=True)
class World:
    """Declarations and what was published: (dataset, cells) in order; `held` is the dataset held after all."""

    indicator: Indicator
    catalogue: Catalogue
    steps: list[tuple[str, dict[Key, Fact]]]
    held: str | None
    as_of: date


@pytest.fixture(scope="module")
def regions(server: Server, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    """A desk on a database that knows the regions; each example brings datasets of its own."""
    name = f"kembar_{next(_NUMBERS)}"
    create_database(server, name, TEMPLATE)
    folder: Path = tmp_path_factory.mktemp("kembar")
    with Desk(Settings(data_dir=folder, database_url=url_of(server, name))) as desk:
        rows = [(kode, nama, "kabupaten", None, "", desk.snapshot) for kode, nama in PLACES.items()]
        desk.writer.publish(Batch("wilayah", "entitas", "full", rows, desk.run, CATALOGUE))
        yield desk
    drop_database(server, name)


@pytest.mark.parametrize("kind", [Kind.PUBLISHED, Kind.TOTAL, Kind.RATIO, Kind.RULE])
def test_queries_answer_as_the_twin(regions: Desk, kind: Kind) -> None:
    @settings(max_examples=20, suppress_health_check=[HealthCheck.too_slow], phases=[Phase.generate])
    @given(worlds(kind))
    def check(world: World) -> None:
        twin = publish(regions, world)
        for version in [version for version, _, _ in twin.steps] + [version for version, _ in twin.holds]:
            compare(regions, world, twin, version)

    check()


def compare(desk: Desk, world: World, twin: Twin, version: int) -> None:
    """Every question about every region that may be asked, at one version."""
    cut = desk.reader.cut(version)
    moment = Moment(version, world.as_of, CATALOGUE, cut.datasets, cut.held, cut.committed_at, is_pinned=True)
    name = world.indicator.id
    asked = tuple(asked_of(world.indicator.kind))
    found = read_series(desk.reader, world.catalogue, SeriesQuery(name, asked), moment)
    for kode, series in zip(asked, found.series, strict=True):
        expected = twin.series(kode, version, world.as_of)
        for line, other in zip(series.lines, expected.lines, strict=True):
            assert [r.periode for r in line.readings] == [r.periode for r in other.readings], (kode, line.id)
            for reading, same in zip(line.readings, other.readings, strict=True):
                assert reading == same, (kode, line.id)
        assert series == expected
    for kode in asked:
        for periode in (None, "2021", "2023"):
            ranking = read_ranking(desk.reader, world.catalogue, RankingQuery(name, kode, periode), moment)
            assert ranking == twin.ranking(kode, periode, version, world.as_of)
        query = TileQuery(name, kode, (Kode("33.17"), Kode("33.16")))
        tile = read_tile(desk.reader, world.catalogue, query, moment)
        assert tile == twin.tile(kode, query.comparators, version, world.as_of)


def asked_of(kind: Kind) -> list[Kode]:
    """Regions to ask about: at the grain and, where parts are summed, above it."""
    if kind in (Kind.TOTAL, Kind.RATIO):
        return [*KABUPATEN[:2], Kode("33.16.01"), DESA[0]]
    return KABUPATEN


def publish(desk: Desk, world: World) -> Twin:
    """Publish a world's steps and tell the twin."""
    twin = Twin(world.catalogue, world.indicator, PLACES, DUE_DAYS)
    for dataset, cells in world.steps:
        rows = [
            (measure, kode, periode, rincian, varian, fact.value, fact.state.value, fact.vintage, desk.snapshot)
            for (measure, rincian, varian, kode, periode), fact in cells.items()
        ]
        done = desk.writer.publish(Batch(dataset, "measure", "full", rows, desk.run, CATALOGUE))
        if done.version is not None:
            twin.steps.append((done.version, dataset, cells))
    if world.held is not None:
        held = desk.writer.hold(world.held, None, CATALOGUE)
        assert held.version is not None
        twin.holds.append((held.version, world.held))
    return twin


@st.composite
def worlds(draw: st.DrawFn, kind: Kind) -> World:
    """Two datasets, three publications, one or two methods that may overlap in time, up to four versions."""
    number = next(_NUMBERS)
    datasets = (f"resmi_{number}", f"pers_{number}")
    is_simulated = draw(st.booleans())
    indicator = draw(indicators(kind, datasets))
    sources = {name: source_of(name, is_simulated) for name in datasets}
    targets = {"sasaran": targets_of(indicator.id, draw(st.dictionaries(st.sampled_from(YEARS), st.integers(0, 6))))}
    catalogue = Catalogue(
        indicators={indicator.id: indicator}, sources=sources, rules={}, targets=targets, playlists={}
    )
    random = draw(st.randoms(use_true_random=False))
    order = draw(st.lists(st.sampled_from(datasets), min_size=1, max_size=4))
    density = draw(st.sampled_from((0.4, 0.9, 1.0)))
    steps = [(name, cells_of(kind, random, density)) for name in order]
    held = draw(st.sampled_from((None, *datasets)))
    return World(indicator, catalogue, steps, held, draw(st.sampled_from(DAYS)))


@st.composite
def indicators(draw: st.DrawFn, kind: Kind, datasets: tuple[str, str]) -> Indicator:
    """An indicator with its lines; the press comes last or first in authority."""
    official = LineSource(dataset=datasets[0], varian=draw(st.sampled_from((("utama",), ("utama", "kedua")))))
    press = LineSource(dataset=datasets[1], varian=("utama",))
    orders: tuple[tuple[LineSource, ...], ...] = ((official,), (official, press), (press, official))
    lines = [
        LineSpec(
            id=name,
            label=f"Cara {name}",
            sources=draw(st.sampled_from(orders)),
            first_periode=draw(st.sampled_from(("", "2021", "2022"))),
            last_periode=draw(st.sampled_from(("", "2021", "2022"))),
            **parts_of(kind),
        )
        for name in draw(st.sampled_from((["lama"], ["lama", "baru"])))
    ]
    levels = (Level.KABUPATEN, Level.KECAMATAN, Level.DESA) if kind in (Kind.TOTAL, Kind.RATIO) else (Level.KABUPATEN,)
    return Indicator(
        id="kembar", title="Kembar", question="Sama?", kind=kind, unit="%", decimals=6, levels=levels, owner="Uji",
        direction=draw(st.sampled_from(Direction)), tolerance_ratio=0.5, lines=tuple(lines),
    )  # fmt: skip


def parts_of(kind: Kind) -> dict[str, Any]:
    """What a line of this kind is made of."""
    if kind is Kind.RATIO:
        return {
            "numerator": Measure(measure="pembilang"),
            "denominator": Measure(measure="penyebut"),
            "factor": 100.0,
        }
    if kind is Kind.RULE:
        inputs = tuple(Measure(measure="indeks", rincian=name) for name in DOMAINS)
        return {"rule_set": "spbe-2020", "inputs": inputs}
    return {"measure": Measure(measure="ukuran")}


def cells_of(kind: Kind, random: Random, density: float) -> dict[Key, Fact]:
    """The cells of one publication; as many are there at all, and as many of those are reported, as `density` says."""
    kodes = DESA if kind in (Kind.TOTAL, Kind.RATIO) else [*KABUPATEN, Kode("33"), Kode("00")]
    measures: dict[Kind, list[tuple[str, str]]] = {
        Kind.RATIO: [("pembilang", ""), ("penyebut", "")],
        Kind.RULE: [("indeks", name) for name in DOMAINS],
    }
    keys = itertools.product(measures.get(kind, [("ukuran", "")]), ("utama", "kedua"), kodes, YEARS)
    return {
        (measure, rincian, varian, kode, year): fact_of(random, density)
        for (measure, rincian), varian, kode, year in keys
        if random.random() < density
    }


def fact_of(random: Random, density: float) -> Fact:
    """Few different values, so that ties, equal publications and zeros are common; 0 and 6 are no SPBE levels."""
    vintage = date(2024, random.randint(1, 2), 1)
    if random.random() >= density:
        return Fact(None, random.choice((State.NOT_REPORTED, State.SUPPRESSED)), vintage)
    value = random.choice((0.0, 1.0, 1.0, 2.0, 2.35, 3.0, 4.0, 5.0, 6.0))
    return Fact(value, State.ZERO if value == 0 else State.VALUE, vintage)


def source_of(name: str, is_simulated: bool) -> Source:
    """A yearly source with two publications."""
    varian = tuple(Varian(id=one, publisher="Badan Uji", citation="Badan Uji, Laporan") for one in ("utama", "kedua"))
    columns = (Column(name="kode", role="entitas"),)
    return Source(
        id=name, title="Uji", publisher="Badan Uji", cadence=Cadence.TAHUNAN, due_days=DUE_DAYS, columns=columns,
        varian=varian, is_simulated=is_simulated,
    )  # fmt: skip


def targets_of(indicator: str, years: dict[str, int]) -> TargetList:
    """Targets of Blora by year."""
    rows = tuple(
        TargetRow(indicator=indicator, entitas=Kode("33.16"), periode=year, value=float(value))
        for year, value in years.items()
    )
    return TargetList(id="sasaran", title="Sasaran", legal_basis="Dokumen uji", dated_on=date(2024, 1, 1), targets=rows)
