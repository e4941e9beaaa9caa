"""The published files say who says so, since when and where; and they say nothing that was not verified."""

from __future__ import annotations

import csv
from collections import Counter
from collections.abc import Mapping
from datetime import UTC, date, datetime
from functools import cache
from pathlib import Path

import pytest

from data.catalog.loader import load_catalogue
from data.catalog.models import Source
from data.domain.entitas import Entitas, Kode, induk_of, level_of
from data.domain.periode import start_on
from data.rules import sakip, spbe
from data.settings import ROOT
from etl.conform import conform
from etl.contract import check_headers
from etl.discovery import module_of
from etl.records import Snapshot

PUBLISHED = ROOT / "etl" / "published"
SAMPLES = ROOT / "tests" / "samples"
CATALOGUE = load_catalogue(ROOT / "data" / "catalog")
SOURCES = sorted((one for one in CATALOGUE.sources.values() if not one.is_given), key=lambda source: source.id)
FIGURES = [source for source in SOURCES if source.table == "measure"]
DOMAINS = ("domain_kebijakan", "domain_tata_kelola", "domain_manajemen", "domain_layanan")
by_id = pytest.mark.parametrize("source", SOURCES, ids=lambda source: source.id)
by_figures = pytest.mark.parametrize("source", FIGURES, ids=lambda source: source.id)


@cache
def rows_of(source_id: str) -> list[dict[str, str]]:
    with (PUBLISHED / f"{source_id}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@cache
def known() -> Mapping[Kode, Entitas]:
    rows = rows_of("wilayah")
    return {Kode(r["kode"]): Entitas(Kode(r["kode"]), r["nama"], r["jenis"], induk_of(Kode(r["kode"]))) for r in rows}


def figures(source_id: str, column: str, **wanted: str) -> list[str]:
    """Cells of a column whose row has all the wanted values and is not blank there."""
    rows = [r for r in rows_of(source_id) if all(r[k] == v for k, v in wanted.items())]
    return [row[column] for row in rows if row[column]]


def refused(source: Source, path: Path) -> list[str]:
    snapshot = Snapshot(1, source.id, path.name, "", path)
    frame = check_headers(module_of(source.id).parse(snapshot), source, path.name)
    good, rejects = conform(frame, source, known(), path.name)
    assert len(good) + len({r.line for r in rejects}) == len(frame)
    return [f"{r.file}:{r.line} {r.column} {r.message}" for r in rejects]


@by_id
def test_the_file_and_its_sample_pass_their_own_declaration(source: Source) -> None:
    """Headers as declared, every code known, every number in range, no key twice: nothing is refused."""
    assert refused(source, PUBLISHED / source.file) == []
    assert refused(source, SAMPLES / source.id / source.file) == []


@by_id
def test_the_sample_is_cut_from_the_file(source: Source) -> None:
    lines = (SAMPLES / source.id / source.file).read_text(encoding="utf-8").splitlines()
    published = (PUBLISHED / source.file).read_text(encoding="utf-8").splitlines()
    assert lines[0] == published[0]
    assert set(lines) <= set(published)


@by_figures
def test_every_row_names_publisher_source_and_day(source: Source) -> None:
    for row in rows_of(source.id):
        varian = source.varian_of(row["varian"])
        assert varian is not None
        assert row["penerbit"] == varian.publisher
        assert row["sumber"]
        periode = next(row[column.name] for column in source.columns if column.role == "periode")
        assert start_on(periode).isoformat() <= row["terbit_pada"] <= datetime.now(UTC).date().isoformat()


@by_figures
def test_a_publication_has_one_day_and_is_used(source: Source) -> None:
    """One varian is one document: one publication day for all of its rows, and no declared varian without a row."""
    days = {(row["varian"], row["terbit_pada"]) for row in rows_of(source.id)}
    assert len(days) == len({varian for varian, _ in days}) == len(source.varian)


@by_figures
def test_every_publication_is_read_by_an_indicator(source: Source) -> None:
    read = {
        (used.dataset, varian)
        for indicator in CATALOGUE.indicators.values()
        for line in indicator.lines
        for used in line.sources
        for varian in used.varian
    }
    assert {(source.id, varian.id) for varian in source.varian} <= read


def test_files_and_sources_match() -> None:
    declared = {source.file for source in SOURCES} | {"titik_wilayah.csv"}
    assert {path.name for path in PUBLISHED.glob("*.csv")} == declared


def test_wilayah_is_whole() -> None:
    """All 35 of Jawa Tengah, each name once among them, all of Blora down to the desa, every parent known."""
    rows = rows_of("wilayah")
    jateng = [row for row in rows if row["induk"] == "33"]
    assert Counter(row["jenis"] for row in jateng) == {"kabupaten": 29, "kota": 6}
    assert len({row["nama"] for row in jateng}) == len(jateng)
    below = Counter(row["jenis"] for row in rows if row["kode"].startswith("33.16."))
    assert below == {"kecamatan": 16, "desa": 271, "kelurahan": 24}
    assert {row["induk"] for row in rows} - {""} <= {row["kode"] for row in rows}
    assert all(row["induk"] == (induk_of(Kode(row["kode"])) or "") for row in rows)
    assert {known()[Kode(k)].nama for k in ("33.16", "33.22", "33.74")} == {"Blora", "Semarang", "Kota Semarang"}


def test_desa_and_kelurahan_are_told_by_their_code() -> None:
    """A kelurahan counts from 1001, a desa from 2001."""
    for row in rows_of("wilayah"):
        if row["kode"].count(".") == 3:
            assert row["jenis"] == {"1": "kelurahan", "2": "desa"}[row["kode"].rpartition(".")[2][0]], row["kode"]


def test_the_order_of_bps_is_another() -> None:
    """Kemendagri and BPS number the kecamatan differently: only the dated pairs lead from one to the other."""
    rows = {row["kode"]: row for row in rows_of("wilayah")}
    pairs = {kode: row["kode_bps"] for kode, row in rows.items() if kode.count(".") == 2}
    assert pairs == {f"33.16.{number:02}": f"3316{number:02}0" for number in range(1, 8)} | {
        "33.16.08": "3316090", "33.16.09": "3316100", "33.16.10": "3316120", "33.16.11": "3316110",
        "33.16.12": "3316140", "33.16.13": "3316150", "33.16.14": "3316160", "33.16.15": "3316080",
        "33.16.16": "3316130",
    }  # fmt: skip
    assert len({row["kode_bps"] for row in rows.values()}) == len(rows)
    assert all(
        row["kode_bps"].startswith(rows[row["induk"]]["kode_bps"]) for row in rows.values() if row["induk"] > "32"
    )
    assert {date.fromisoformat(row["kode_bps_sejak"]) for row in rows.values()} == {date(2025, 12, 31)}
    assert all(row["kode_bps_sumber"] for row in rows.values())


def test_names_below_the_regency_repeat() -> None:
    """Jati is a kecamatan and a desa, Blora the regency and a kecamatan: only a code says which is meant."""
    named = Counter(row["nama"] for row in rows_of("wilayah") if row["kode"].startswith("33.16"))
    assert min(named["Blora"], named["Jati"]) > 1


def test_every_region_of_blora_has_a_point_inside_the_regency() -> None:
    points = rows_of("titik_wilayah")
    assert [row["kode"] for row in points].count("33.16") == 1
    assert {row["kode"]: row["nama"] for row in points} == {k: e.nama for k, e in known().items() if k[:5] == "33.16"}
    assert all(-7.4 < float(row["lat"]) < -6.8 and 111.0 < float(row["lon"]) < 111.7 for row in points)


@pytest.mark.parametrize("tahun", ["2023", "2024"])
def test_spbe_recomputes_from_its_domains(tahun: str) -> None:
    """Every agency: within 0.01 of the published index, and the printed predicate as far as two decimals can tell."""
    rows = [row for row in rows_of("spbe") if row["tahun"] == tahun and row["predikat"]]
    assert len(rows) == 38
    for row in rows:
        result = spbe.index_from_domains("spbe-2020", [float(row[name]) for name in DOMAINS])
        assert abs(result.index - float(row["indeks"])) <= 0.01, row["instansi"]
        around = {spbe.predicate("spbe-2020", result.index + step) for step in (-0.01, 0, 0.01)}
        assert row["predikat"] in around, row["instansi"]


@pytest.mark.parametrize(
    ("varian", "tahun", "recomputed"),
    [
        ("kemenpanrb_2024", "2021", 2.24),
        ("kemenpanrb_2024", "2022", 2.34),
        ("kemenpanrb_2023", "2023", 2.79),
        ("kemenpanrb_2024", "2023", 2.81),
        ("kemenpanrb_2024", "2024", 3.12),
    ],
)
def test_national_means_recompute(varian: str, tahun: str, recomputed: float) -> None:
    """The 2024 report prints 2.79 for 2023 beside domain means that make 2.81; those of the 2023 report make 2.79."""
    wanted = {"kode": "00", "varian": varian, "tahun": tahun}
    domains = [float(figures("spbe", name, **wanted)[0]) for name in DOMAINS]
    assert spbe.index_from_domains("spbe-2020", domains).index == pytest.approx(recomputed, abs=0.0051)


def test_spbe_of_blora_and_its_place() -> None:
    """25th of 35 in 2023 and 30th in 2024, as counted from the same reports."""
    for tahun, indeks, place in (("2023", "3.27", 25), ("2024", "3.28", 30)):
        assert figures("spbe", "indeks", kode="33.16", tahun=tahun) == [indeks]
        others = [float(r["indeks"]) for r in rows_of("spbe") if r["kode"].startswith("33.") and r["tahun"] == tahun]
        assert 1 + sum(other > float(indeks) for other in others) == place


def test_national_domains_of_2023_are_kept_as_both_reports_print_them() -> None:
    domains = {
        row["varian"]: tuple(row[name] for name in DOMAINS)
        for row in rows_of("spbe")
        if (row["kode"], row["tahun"]) == ("00", "2023")
    }
    assert domains == {
        "kemenpanrb_2023": ("2.91", "2.27", "1.65", "3.45"),
        "kemenpanrb_2024": ("2.94", "2.29", "1.66", "3.47"),
    }


def test_no_domain_manajemen_before_2021() -> None:
    assert [r["tahun"] for r in rows_of("spbe") if r["tahun"] < "2021" and r["domain_manajemen"]] == []


def test_printed_sakip_predicates_follow_from_the_scores() -> None:
    printed = [(float(row["nilai"]), row["predikat"]) for row in rows_of("sakip") if row["predikat"]]
    assert printed
    assert [predicate for _, predicate in printed] == [sakip.predicate(score) for score, _ in printed]


def test_the_conflict_of_the_press_report_is_there() -> None:
    """The press report says 48.58 of 2018; another source says 48.58 of 2017 and 60.98 of 2018. Both load."""
    assert figures("pers_januari_2022", "sakip_nilai", kode="32.11", tahun="2018") == ["48.58"]
    assert figures("sakip", "nilai", kode="32.11", tahun="2017") == ["48.58"]
    assert figures("sakip", "nilai", kode="32.11", tahun="2018") == ["60.98"]


def test_p0_of_blora_is_the_official_series() -> None:
    official = {"2020": 11.96, "2021": 12.39, "2022": 11.53, "2023": 11.49, "2024": 11.42, "2025": 10.58}
    for tahun, value in official.items():
        assert {float(v) for v in figures("kemiskinan_bps", "p0_persen", kode="33.16", tahun=tahun)} == {value}


def test_poor_over_projected_population_never_loads_as_p0() -> None:
    ratios = {"2020": 11.73, "2021": 12.05, "2022": 11.15, "2023": 11.05, "2024": 10.92}
    for tahun, ratio in ratios.items():
        assert ratio not in {float(v) for v in figures("kemiskinan_bps", "p0_persen", kode="33.16", tahun=tahun)}
    assert figures("kemiskinan_bps", "p0_persen", varian="bps_jateng_gk") == []


def test_the_tables_of_jawa_tengah_are_whole() -> None:
    for column, varian, last in (("p0_persen", "bps_jateng_p0", 2025), ("garis_kemiskinan_rp", "bps_jateng_gk", 2024)):
        for year in range(2020, last + 1):
            assert len(figures("kemiskinan_bps", column, varian=varian, tahun=str(year))) == 35


def test_what_is_not_verified_does_not_load() -> None:
    """Blora P0 2018 (11.9, from memory) and Sumedang P0 2023 (9.56, differs from BPS); stunting of Jawa Tengah."""
    assert figures("kemiskinan_bps", "p0_persen", kode="33.16", tahun="2018") == []
    assert figures("kemiskinan_bps", "p0_persen", kode="32.11", tahun="2023") == []
    assert "9.56" not in figures("kemiskinan_bps", "p0_persen", kode="32.11")
    assert figures("pers_januari_2022", "stunting_persen", kode="33") == []


def test_a_converted_figure_says_so() -> None:
    row = next(r for r in rows_of("kemiskinan_bps") if (r["kode"], r["tahun"]) == ("33.16", "2017"))
    assert row["penduduk_miskin_ribu_jiwa"] == "111.880"
    assert "111.880 jiwa" in row["catatan"]
    derived = [r for r in rows_of("kemiskinan_bps") if r["varian"] == "brs_blora_2020_selisih"]
    assert [r["tahun"] for r in derived] == ["2019"]
    assert all("dikurangi" in r["catatan"] for r in derived)


def test_no_figure_of_a_ministry_stands_for_indonesia() -> None:
    """A ministry's own SPBE index (3.86 in 2022) has no region; Indonesia 2022 is the national mean."""
    assert figures("spbe", "indeks", kode="00", tahun="2022") == ["2.34"]
    assert figures("spbe_pers", "indeks", kode="00", tahun="2022") == []


def test_levels_are_those_of_the_regions() -> None:
    declared = {level for indicator in CATALOGUE.indicators.values() for level in indicator.levels}
    assert {level_of(kode) for kode in known()} <= declared
