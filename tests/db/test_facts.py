"""Every verified fact on its way to a screen: a reading, or what another publication says beside one."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import pytest

from data.domain.entitas import Kode
from data.domain.indicator import Kind, Reading, SeriesQuery, TileQuery
from data.domain.provenance import Moment, Passport, PassportQuery
from data.queries.passport import read_passport
from data.queries.series import read_series
from data.queries.tile import read_tile
from tests.contract.facts import CellName, cell_of, facts
from tests.db.line import Line, loaded_line
from tests.servers import Server

# What is tested here is Python and the declarations; that both servers answer alike is tested with the warehouse.
pytestmark = [pytest.mark.db, pytest.mark.parametrize("server", ["embedded"], indirect=True, scope="session")]
DAY = date(2026, 11, 24)
BLORA, SUMEDANG, JATENG, INDONESIA = Kode("33.16"), Kode("32.11"), Kode("33"), Kode("00")

# Where publications disagree: indicator, region, period, the value declared authoritative, what the others print.
DISAGREE = [
    ("spbe_domain_kebijakan", INDONESIA, "2023", 2.94, [2.91]),
    ("spbe_domain_tata_kelola", INDONESIA, "2023", 2.29, [2.27]),
    ("spbe_domain_manajemen", INDONESIA, "2023", 1.66, [1.65]),
    ("spbe_domain_layanan", INDONESIA, "2023", 3.47, [3.45]),
    ("sakip_nilai", SUMEDANG, "2018", 60.98, [48.58]),
    ("umur_harapan_hidup", BLORA, "2024", 74.92, [74.84]),
    ("balita_stunting", JATENG, "2024", 485900, [485000]),
    ("stunting_prevalensi", BLORA, "2022", 25.8, [25.83]),
]
# Bases and methods that stand side by side, each on its own line: none is the other's authority.
BESIDE = [
    ("penduduk", BLORA, "2024", {907990, 868433, 925434}),
    ("penduduk", BLORA, "2023", {901620, 901621}),
    ("penduduk", BLORA, "2020", {884330, 884333}),
    ("luas_wilayah", BLORA, "2025", {1957.289}),
    ("luas_wilayah", BLORA, "2023", {1955.83}),
    ("luas_wilayah", BLORA, "2022", {1955.82}),
    ("luas_wilayah", BLORA, "2020", {1804.59}),
    ("stunting_prevalensi", SUMEDANG, "2018", {32}),
    ("stunting_prevalensi", BLORA, "2023", {21.2}),
    ("stunting_penimbangan", BLORA, "2023", {6.31}),
    ("spbe_indeks", SUMEDANG, "2018", {2.48}),
]


@pytest.fixture(scope="module")
def line(server: Server, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Line]:
    with loaded_line(server, "fakta", tmp_path_factory.mktemp("fakta")) as found:
        yield found


def now(line: Line) -> Moment:
    cut = line.cut
    return Moment(cut.version, DAY, "", cut.datasets, cut.held, cut.committed_at)


def passport_of(line: Line, indicator: str, kode: Kode) -> Passport:
    return read_passport(line.reader, line.catalogue, PassportQuery(indicator, kode), now(line))


def shown(line: Line) -> dict[CellName, float]:
    """Every value that a reading of any indicator and region holds or names beside it, by its cell."""
    kodes = tuple(sorted({fact.kode for fact in facts() if fact.is_loaded}))
    found: dict[CellName, float] = {}
    for indicator in line.catalogue.indicators.values():
        if indicator.kind is Kind.PUBLISHED:
            measures = {one.id: one.measure for one in indicator.lines}
            query = SeriesQuery(indicator.id, tuple(map(Kode, kodes)))
            for series in read_series(line.reader, line.catalogue, query, now(line)).series:
                for one in series.lines:
                    measure = measures[one.id]
                    assert measure is not None or not one.readings
                    for r in one.readings:
                        for dataset, varian, value in said(r):
                            name = measure.measure if measure else ""
                            rincian = measure.rincian if measure else ""
                            found[dataset, name, rincian, varian, str(series.entitas), r.periode] = value
    return found


def said(reading: Reading) -> Iterator[tuple[str, str, float]]:
    for dataset, varian, value in (
        (reading.dataset, reading.varian, reading.value),
        *((other.dataset, other.varian, other.value) for other in reading.others),
    ):
        if value is not None:
            yield dataset, varian, value


def test_every_number_among_the_facts_is_a_reading_or_named_beside_one(line: Line) -> None:
    found = shown(line)
    wanted = [cell_of(fact)[0] for fact in facts() if fact.is_loaded and fact.cara != "kata"]
    assert len(wanted) > 1150
    assert [name for name in wanted if name not in found] == []


def test_every_printed_predicate_among_the_facts_is_on_a_passport(line: Line) -> None:
    told = [fact for fact in facts() if fact.is_loaded and fact.cara == "kata"]
    assert len(told) > 80
    names = {"spbe_predikat": "spbe_indeks", "sakip_predikat": "sakip_nilai", "rb_predikat": "rb_indeks"}
    for kode, measure in sorted({(fact.kode, fact.measure.measure) for fact in told}):
        rows = passport_of(line, names[measure], Kode(kode)).rows
        printed = {(row.dataset, row.varian, row.periode): row.printed for row in rows if row.printed}
        for fact in told:
            if (fact.kode, fact.measure.measure) == (kode, measure):
                dataset, _, _, varian, _, periode = cell_of(fact)[0]
                assert printed[dataset, varian, periode] == fact.nilai, str(fact)


@pytest.mark.parametrize(("indicator", "kode", "periode", "authority", "others"), DISAGREE)
def test_where_sources_disagree_one_is_declared_authoritative_and_all_are_on_the_passport(
    line: Line, indicator: str, kode: Kode, periode: str, authority: float, others: list[float]
) -> None:
    rows = [row for row in passport_of(line, indicator, kode).rows if row.periode == periode]
    assert [row.value for row in rows if row.is_authoritative] == [authority]
    assert [row.value for row in rows if not row.is_authoritative] == others
    spec = next(one for one in line.catalogue.indicators[indicator].lines if one.label == rows[0].line)
    assert len(spec.authority) > 20
    assert all(row.publisher and row.citation and row.snapshot.sha256 for row in rows)


def test_there_is_no_other_disagreement_than_those_that_are_known(line: Line) -> None:
    """25 more regions have two life expectancies for 2024, since BPS revised them; a new conflict is found here."""
    kodes = tuple(Kode(kode) for kode in sorted({fact.kode for fact in facts() if fact.is_loaded}))
    found = set()
    for indicator in line.catalogue.indicators.values():
        answer = read_series(line.reader, line.catalogue, SeriesQuery(indicator.id, kodes), now(line))
        found |= {
            (indicator.id, series.entitas, r.periode)
            for series in answer.series
            for one in series.lines
            for r in one.readings
            if indicator.kind is Kind.PUBLISHED and any(other.is_conflict for other in r.others)
        }
    revised = {one for one in found if one[0] == "umur_harapan_hidup"}
    assert (len(revised), {periode for _, _, periode in revised}) == (26, {"2024"})
    # 25.83 is what 25.8 was rounded from: both are told, and it is no conflict at one decimal.
    known = {(indicator, kode, periode) for indicator, kode, periode, _, _ in DISAGREE}
    assert found - revised == {one for one in known if one[0] not in ("umur_harapan_hidup", "stunting_prevalensi")}


@pytest.mark.parametrize(("indicator", "kode", "periode", "values"), BESIDE)
def test_bases_and_methods_stand_side_by_side(
    line: Line, indicator: str, kode: Kode, periode: str, values: set[float]
) -> None:
    rows = [row for row in passport_of(line, indicator, kode).rows if row.periode == periode]
    assert {row.value for row in rows} >= values
    assert len({row.line for row in rows if row.value in values}) == len(values)
    assert all(row.is_authoritative for row in rows if row.value in values)


def test_parts_and_their_printed_total_both_stay(line: Line) -> None:
    """T-MPP-1: fourteen parts make 437 on the day whose printed total is 436."""
    parts = passport_of(line, "mpp_pemohon_rincian", BLORA).rows
    total = [row for row in passport_of(line, "mpp_pemohon", BLORA).rows if row.periode == "2025-04-08"]
    assert (len(parts), sum(row.value or 0 for row in parts)) == (14, 437)
    assert [row.value for row in total] == [436]


def test_the_rows_of_a_recalculation_name_their_components(line: Line) -> None:
    """IPM 2024 of Blora: the table with the published index is used, the revised component stands beside it."""
    rows = [row for row in passport_of(line, "ipm_hitung_ulang", BLORA).rows if row.periode == "2024"]
    assert len({row.part for row in rows}) == 4
    expectancy = {row.value: row.is_authoritative for row in rows if row.part == "Umur harapan hidup"}
    assert expectancy == {74.84: True, 74.92: False}


@pytest.mark.parametrize(
    ("indicator", "kode", "told"),
    [
        ("spbe_indeks", Kode("33.12"), "Memuaskan"),
        ("spbe_indeks", BLORA, "Baik"),
        ("sakip_nilai", BLORA, "B"),
        ("sakip_nilai", SUMEDANG, "BB"),
        ("rb_indeks", BLORA, "CC"),
        ("rb_indeks", SUMEDANG, None),
    ],
)
def test_a_tile_tells_the_printed_predicate(line: Line, indicator: str, kode: Kode, told: str | None) -> None:
    """Wonogiri 2024 prints 4.20 and Memuaskan: its tile leaves no doubt about the edge."""
    assert read_tile(line.reader, line.catalogue, TileQuery(indicator, kode, ()), now(line)).predicate == told
