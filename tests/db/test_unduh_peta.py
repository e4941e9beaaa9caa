"""The areas of a map as a file: every area, every state in words, the same bytes at an old version for ever."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from urllib.parse import urlencode

import pytest

from data.settings import Settings
from tests.db.line import Line
from tests.db.test_old_versions import Web, rename

pytestmark = pytest.mark.db
SOURCES = ("wilayah", "ikm_kecamatan", "administrasi_wilayah")
JAPAH_2022 = "33.16.16,Japah,2022,"


@pytest.fixture
def line(warehouse: Settings, tmp_path: Path) -> Iterator[Line]:
    """The regions and what is printed for each of them."""
    one = Line(warehouse, tmp_path)
    assert all(one.run(name)[name].exit_code == 0 for name in SOURCES)
    yield one
    one.close()


@pytest.fixture
def web(line: Line) -> Iterator[Web]:
    one = Web(line)
    yield one
    one.close()


def address(indicator: str, ending: str = "csv", **asked: object) -> str:
    return f"/unduh/peta/{indicator}.{ending}?{urlencode({'tingkat': 'kecamatan', **asked})}"


def read(body: bytes) -> tuple[dict[str, str], list[dict[str, str]]]:
    """The head of a file and its rows."""
    lines = list(csv.reader(io.StringIO(body.decode("utf-8-sig")), delimiter=";"))
    start = lines.index([])
    rows = [dict(zip(lines[start + 1], line, strict=True)) for line in lines[start + 2 :]]
    return {line[0]: line[1] for line in lines[:start]}, rows


def printed(line: Line, year: int) -> dict[str, Decimal]:
    """The satisfaction index of each kecamatan as the published file prints it."""
    rows = csv.DictReader(io.StringIO(line.text("ikm_kecamatan.csv")))
    return {
        row["kode"]: Decimal(row["ikm_nilai"])
        for row in rows
        if row["tahun"] == str(year) and row["kode"].count(".") == 2 and row["ikm_nilai"]
    }


def test_every_area_is_there_and_the_silent_ones_say_so(line: Line, web: Web) -> None:
    head, rows = read(web.body(address("ikm_kecamatan", periode=2022)))
    known = printed(line, 2022)
    assert len(rows) == 16
    assert {row["kode"]: number(row["nilai"]) for row in rows if row["nilai"]} == known
    assert {row["keadaan"] for row in rows if row["kode"] not in known} == {"belum dilaporkan"}
    assert {row["nilai"] for row in rows if row["kode"] not in known} == {""}
    first = rows[0]
    assert (first["kode"], first["kode_bps"], first["wilayah"]) == ("33.16.01", "3316010", "Jati")
    assert (first["penerbit"], first["terbit_pada"], first["simulasi"]) == (
        "Pemerintah Kabupaten Blora",
        "2023-12-31",
        "",
    )
    assert (head["Tingkat"], head["Periode"], head["Wilayah"]) == ("kecamatan", "2022", "Blora")
    assert {"Judul", "Versi", "Terbit", "Dinilai per", "Alamat", "Penerbit"} <= head.keys()


def test_only_what_is_in_view_once_one_went_down(web: Web) -> None:
    head, rows = read(web.body(address("luas_wilayah", tingkat="desa", induk="33.16.01")))
    assert head["Wilayah"] == "Jati"
    assert len(rows) == 12
    assert all(row["kode"].startswith("33.16.01.") for row in rows)
    assert len(read(web.body(address("luas_wilayah", tingkat="desa")))[1]) == 295
    assert len(read(web.body(address("ikm_kecamatan", induk="33.16.06")))[1]) == 16


def test_a_difference_is_the_subtraction_of_two_printed_figures(line: Line, web: Web) -> None:
    head, rows = read(web.body(address("ikm_kecamatan", periode=2022, banding=2019)))
    early, late = printed(line, 2019), printed(line, 2022)
    assert head["Perubahan"] == "2019 ke 2022"
    for row in rows:
        kode = row["kode"]
        if kode in early and kode in late:
            change = late[kode] - early[kode]
            assert number(row["perubahan"]) == change
            assert row["penilaian"] == ("membaik" if change > 0 else "memburuk" if change < 0 else "tetap")
            assert (number(row["nilai_awal"]), number(row["nilai_akhir"])) == (early[kode], late[kode])
        else:
            told = (row["perubahan"], row["penilaian"], row["sebab"])
            assert told == ("", "tidak dapat dibandingkan", "salah satu periode belum lapor")
    backwards = read(web.body(address("ikm_kecamatan", periode=2019, banding=2022)))[1]
    assert [row["perubahan"] for row in backwards] == [row["perubahan"] for row in rows]


def number(text: str) -> Decimal:
    return Decimal(text.replace(",", "."))


def test_an_old_version_gives_the_same_bytes_and_a_hold_is_said(line: Line, web: Web) -> None:
    version = line.cut.version
    asked = [
        address("ikm_kecamatan", ending, versi=version, **more)
        for ending in ("csv", "xlsx")
        for more in ({"periode": 2022}, {"periode": 2022, "banding": 2021})
    ]
    before = [web.body(path) for path in asked]
    line.replace("ikm_kecamatan.csv", f"{JAPAH_2022}90.49", f"{JAPAH_2022}80.49")
    assert line.run("ikm_kecamatan")["ikm_kecamatan"].result.version == version + 1
    later = Web(line, "bangun-2")
    try:
        assert [later.body(path) for path in asked] == before
        rows = {row["kode"]: row for row in read(later.body(address("ikm_kecamatan", versi=version + 1)))[1]}
        assert rows["33.16.16"]["nilai"] == "80,49"
        held = line.publisher.hold("ikm_kecamatan").version
        rows = {row["kode"]: row for row in read(later.body(address("ikm_kecamatan", versi=held)))[1]}
        assert rows["33.16.16"]["keadaan"] == "ditahan pemeriksaan mutu"
        changed = read(later.body(address("ikm_kecamatan", versi=held, banding=2021)))[1]
        assert {row["perubahan"] for row in changed} == {""}
        assert "ditahan pemeriksaan mutu" in {row["sebab"] for row in changed}
    finally:
        later.close()


def test_a_simulated_map_says_so_in_every_row_and_in_the_head(line: Line) -> None:
    rename(line.catalog / "sources" / "ikm_kecamatan.toml", 'load = "full"', 'load = "full"\nis_simulated = true')
    web = Web(line)
    try:
        for path in (address("ikm_kecamatan"), address("ikm_kecamatan", banding=2021)):
            head, rows = read(web.body(path))
            assert "SIMULASI" in head
            assert {row["simulasi"] for row in rows} == {"SIMULASI"}
    finally:
        web.close()


@pytest.mark.parametrize(
    ("asked", "told"),
    [
        ({"tingkat": "provinsi"}, "Tingkat 'provinsi' tidak dikenal"),
        ({"periode": "1999"}, "Periode '1999' tidak ada"),
        ({"periode": "2021", "banding": "2021"}, "Periode '2021' tidak ada"),
        ({"induk": "33.17"}, "tidak terletak di 33.16"),
        ({"induk": "abc"}, "tidak sah"),
    ],
)
def test_what_is_not_on_the_map_is_refused_in_words(web: Web, asked: dict[str, str], told: str) -> None:
    answer = web.client.get(address("ikm_kecamatan", **asked))
    assert answer.status_code == 404
    assert told in answer.text
