"""`run` on a real PostgreSQL: what it publishes, what it leaves alone, and how each fault ends."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from data.catalog.loader import load_catalogue
from data.settings import ROOT, Settings
from etl.discovery import chosen_sources
from tests.db.line import Line
from tests.unit.test_csv_text import PNG

SOURCES = {source.id for source in chosen_sources(load_catalogue(ROOT / "data" / "catalog"), "all")}
BLORA_2024 = "33.16,Pemerintah Kab. Blora,2024,"


@pytest.fixture
def line(warehouse: Settings, tmp_path: Path) -> Iterator[Line]:
    """The line before its first run."""
    one = Line(warehouse, tmp_path)
    yield one
    one.close()


@pytest.fixture
def loaded(line: Line) -> Line:
    """The line after a first run of everything."""
    line.run()
    return line


def test_first_run_publishes_every_source_and_the_second_nothing(line: Line) -> None:
    first = line.run()
    assert {name: (o.exit_code, o.result.outcome) for name, o in first.items()} == dict.fromkeys(
        SOURCES, (0, "published")
    )
    assert next(iter(first)) == "wilayah"
    assert [o.result.version for o in first.values()] == list(range(1, len(SOURCES) + 1))
    assert all(
        o.result.rows_rejected == 0 and o.result.message.startswith("Terbit sebagai versi") for o in first.values()
    )
    second = line.run()
    assert {(o.exit_code, o.result.outcome) for o in second.values()} == {(0, "unchanged")}
    told = {
        name: o.result.message.removeprefix("Tidak ada perubahan; tidak ada versi baru.") for name, o in second.items()
    }
    assert {name for name, message in told.items() if message} == {"mpp_harian", "administrasi_wilayah"}
    assert told["mpp_harian"] == " Rincian berjumlah 437, total tercetak 436 (mpp_pemohon 33.16 2025-04-08)."
    assert "1.955,83, total tercetak 1.955,82" in told["administrasi_wilayah"]
    assert line.cut.version == len(SOURCES)
    assert line.rows("SELECT count(*) FROM meta.run WHERE outcome = 'running'") == [(0,)]


def test_every_row_leads_to_an_archived_file(loaded: Line) -> None:
    used = "SELECT DISTINCT snapshot FROM mart.measure"
    kept = loaded.rows(f"SELECT source, path, byte_count FROM meta.snapshot WHERE id IN ({used})")
    assert {source for source, _, _ in kept} == SOURCES - {"wilayah", "batas_indikatif"}
    for source, path, size in kept:
        body = (loaded.settings.data_dir / "archive" / path).read_bytes()
        assert (len(body), body) == (size, (loaded.published / f"{source}.csv").read_bytes())


def test_a_changed_figure_is_one_version_of_its_dataset(loaded: Line) -> None:
    before = loaded.values("sakip")
    loaded.replace("sakip.csv", "33.16,Blora,2018,60.35", "33.16,Blora,2018,60.36")
    outcomes = loaded.run()
    assert {name for name, o in outcomes.items() if o.result.version} == {"sakip"}
    assert (outcomes["sakip"].result.rows_inserted, outcomes["sakip"].result.rows_closed) == (1, 1)
    assert (loaded.cut.version, dict(loaded.cut.datasets)["sakip"]) == (len(SOURCES) + 1,) * 2
    now = loaded.values("sakip")
    assert {key: now[key] for key in now if now[key] != before[key]} == {
        ("sakip_nilai", "33.16", "2018", "lingkarjateng_2024"): 60.36
    }


def test_a_broken_file_costs_its_own_source_only(loaded: Line) -> None:
    before, version = loaded.values("spbe"), dict(loaded.cut.datasets)["spbe"]
    loaded.replace("sakip.csv", "33.16,Blora,2018,60.35", "33.16,Blora,2018,60.36")
    with loaded.broken("spbe.csv", PNG):
        outcomes = loaded.run()
    assert {name: o.exit_code for name, o in outcomes.items() if o.exit_code} == {"spbe": 4}
    assert outcomes["sakip"].result.outcome == "published"
    assert dict(loaded.cut.datasets)["spbe"] == version
    assert loaded.values("spbe") == before
    assert loaded.run("spbe")["spbe"].result.outcome == "unchanged"


FAULTS: dict[str, Callable[[str], bytes | str]] = {
    "isinya gambar PNG, bukan CSV": lambda text: PNG,
    "Hilang: indeks. Tidak dikenal: index.": lambda text: text.replace("indeks,", "index,", 1),
    "judul kolom muncul lagi": lambda text: text + text,
    "berkas mungkin terpotong": lambda text: text[:-40],
    "berkas kosong": lambda text: "",
}


def test_each_broken_file_is_told_in_the_run_and_as_a_finding(loaded: Line) -> None:
    before, version = loaded.values("spbe"), loaded.cut.version
    for told, broken in FAULTS.items():
        with loaded.broken("spbe.csv", broken(loaded.text("spbe.csv"))):
            outcome = loaded.run("spbe")["spbe"]
        assert (outcome.exit_code, outcome.result.outcome, outcome.result.error) == (4, "failed", "ParseError")
        assert outcome.result.message.startswith("Berkas tidak terbaca: spbe.csv")
        assert told in outcome.result.message
        last = loaded.rows("SELECT check_name, verdict, message FROM meta.finding ORDER BY run DESC LIMIT 1")
        assert last == [("kegagalan", "failed", outcome.result.message)]
    assert (loaded.values("spbe"), loaded.cut.version) == (before, version)


def test_a_missing_file_is_a_fetch_error(loaded: Line) -> None:
    (loaded.published / "spbe.csv").unlink()
    outcomes = loaded.run()
    assert {name: o.exit_code for name, o in outcomes.items() if o.exit_code} == {"spbe": 3}
    assert outcomes["spbe"].result.message == (
        "Sumber tidak dapat diambil: Berkas spbe.csv tidak dapat dibaca: tidak ada"
    )


def test_refused_rows_are_kept_by_place_and_shape_while_the_rest_is_published(loaded: Line) -> None:
    good = next(row for row in loaded.text("spbe.csv").splitlines() if row.startswith(BLORA_2024))
    cells = good.split(",")
    at = loaded.text("spbe.csv").splitlines().index(good) + 1
    cells[4] = '"4,97"'
    loaded.replace("spbe.csv", good, ",".join(cells))
    loaded.replace("spbe.csv", "00,Rata-rata nasional,2018,1.98", "00,Rata-rata nasional,2018,1.99")
    result = loaded.run("spbe")["spbe"].result
    assert (result.outcome, result.rows_rejected) == ("published", 1)
    query = "SELECT file, line, column_name, rule, message, shape FROM meta.reject"
    told = "angka memakai koma, kolom ini memakai titik desimal"
    assert loaded.rows(query) == [("spbe.csv", at, "domain_kebijakan", "tanda_desimal", told, "9,99")]
    assert "4,97" not in str(loaded.rows("SELECT * FROM meta.reject, meta.run, meta.finding"))
    newest = "(SELECT max(run) FROM meta.finding)"
    verdicts = loaded.rows(f"SELECT check_name, verdict FROM meta.finding WHERE run = {newest} ORDER BY check_name")
    assert verdicts == [("angka_hilang", "warn"), ("baris_ditolak", "warn")]


def test_a_source_before_its_regions_is_held_and_heals(line: Line) -> None:
    outcome = line.run("sakip")["sakip"]
    assert (outcome.exit_code, outcome.result.rows_rejected) == (5, outcome.result.rows_read)
    assert {rule for (rule,) in line.rows("SELECT DISTINCT rule FROM meta.reject")} == {"kode_tidak_dikenal"}
    assert line.run()["sakip"].result.outcome == "published"
    assert line.cut.held == ()
