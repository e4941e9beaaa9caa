"""CSV and XLSX as an Indonesian office opens them; no text becomes a formula."""

from __future__ import annotations

import io
import zipfile
from datetime import UTC, datetime

import pytest
from openpyxl import load_workbook

from data.serve.spreadsheet import Sheet, csv_bytes, xlsx_bytes
from data.serve.unduh import file_stem

SHEET = Sheet(
    facts=(("Judul", "Contoh"), ("Catatan", "=1+1")),
    columns=("wilayah", "nilai"),
    rows=(("Blora", 10.58), ("=cmd()", -0.84), ("Sumedang; Jawa", None), ("Jawa Tengah", 4200.0)),
    decimals=2,
    made_at=datetime(2026, 11, 24, 7, 32, tzinfo=UTC),
)


def test_csv_has_a_mark_semicolons_and_decimal_commas() -> None:
    body = csv_bytes(SHEET)
    assert body.startswith(b"\xef\xbb\xbf")
    assert body.decode("utf-8-sig").split("\r\n") == [
        "Judul;Contoh", "Catatan;'=1+1", "", "wilayah;nilai", "Blora;10,58", "'=cmd();-0,84", '"Sumedang; Jawa";',
        "Jawa Tengah;4200", "",
    ]  # fmt: skip


def test_xlsx_keeps_numbers_as_numbers_and_texts_as_texts() -> None:
    page = load_workbook(io.BytesIO(xlsx_bytes(SHEET)))["Data"]
    cells = [(cell.value, cell.data_type) for cell in page["A"]] + [(cell.value, cell.data_type) for cell in page["B"]]
    assert ("=cmd()", "s") in cells
    assert {("Blora", "s"), (10.58, "n"), (-0.84, "n"), (4200, "n")} <= set(cells)


def test_equal_content_gives_equal_bytes_whatever_the_clock_says() -> None:
    with zipfile.ZipFile(io.BytesIO(xlsx_bytes(SHEET))) as book:
        assert b"2026-11-24T07:32:00Z" in book.read("docProps/core.xml")
    assert xlsx_bytes(SHEET) == xlsx_bytes(SHEET)
    assert csv_bytes(SHEET) == csv_bytes(SHEET)


@pytest.mark.parametrize(
    ("nama", "jenis", "stem"),
    [("Kabupaten Blora", "seri", "blora_ipm_7"), ("Kota Semarang", "peringkat", "kota-semarang_ipm_peringkat_7")],
)
def test_a_file_is_named_by_region_indicator_and_version(nama: str, jenis: str, stem: str) -> None:
    assert file_stem(nama, "ipm", jenis, 7) == stem
