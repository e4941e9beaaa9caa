"""A table of somebody else's MariaDB or PostgreSQL, read in pages and by cursor, down to rows of the warehouse."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path

import pytest

from data.errors import FetchError, ParseError
from tests.db.foreign_database import CONNECTOR, CURSOR, ForeignDatabase, add, at, declared, set_time, values


def test_pages_become_rows_with_comma_decimals(base: ForeignDatabase, tmp_path: Path) -> None:
    for number in range(7):
        add(base, f"A{number}", f"{number},5", 2010 + number, at(60 - number))
    read = declared(base, tmp_path, CONNECTOR).read()
    assert [len(frame) for frame in read.frames] == [3, 3, 1]
    assert read.values() == {("33.16", str(2010 + number)): number + 0.5 for number in range(7)}
    assert [raw.name for raw in read.files] == [f"contoh-{number:05d}.ndjson" for number in (1, 2, 3)]
    assert read.files[0].url == "sql:eoffice/capaian"


def test_only_what_is_declared_leaves_the_source(base: ForeignDatabase, tmp_path: Path) -> None:
    add(base, "A", "1,5", 2024, at(5))
    read = declared(base, tmp_path).read()
    page = json.loads(read.files[0].body)
    assert set(page) == {"kode", "tahun", "nilai", "terbit_pada", "id", "updated_at", "deleted_at"}
    assert b"Siti" not in read.files[0].body
    assert list(read.text.columns) == ["kode", "tahun", "nilai", "terbit_pada", "baris_berkas", "baris_dihapus",
                                       "varian"]  # fmt: skip


def test_the_same_rows_are_the_same_bytes(base: ForeignDatabase, tmp_path: Path) -> None:
    for number in range(4):
        add(base, f"A{number}", "1,5", 2010 + number, at(30))
    source = declared(base, tmp_path)
    assert [raw.body for raw in source.read().files] == [raw.body for raw in source.read().files]


def test_the_next_read_has_what_is_new_and_the_overlap(base: ForeignDatabase, tmp_path: Path) -> None:
    add(base, "A1", "1,5", 2020, at(120))
    add(base, "A2", "2,5", 2021, at(20))
    source = declared(base, tmp_path)
    first = source.read()
    assert len(values(first)) == 2
    add(base, "A3", "3,5", 2022, at(10))
    again = source.read(first.cursor)
    assert values(again) == {("33.16", "2021"): 2.5, ("33.16", "2022"): 3.5}


def test_a_row_committed_late_inside_the_overlap_is_not_lost(base: ForeignDatabase, tmp_path: Path) -> None:
    add(base, "A1", "1,5", 2020, at(5))
    source = declared(base, tmp_path)
    first = source.read()
    add(base, "A0", "9,5", 2019, at(15))
    assert ("33.16", "2019") in values(source.read(first.cursor))


def test_rows_without_a_cursor_are_read_every_time(base: ForeignDatabase, tmp_path: Path) -> None:
    for number in range(4):
        add(base, f"N{number}", "1,5", 2000 + number, None)
    add(base, "A1", "2,5", 2020, at(5))
    source = declared(base, tmp_path)
    first = source.read()
    assert len(values(first)) == 5
    add(base, "N9", "3,5", 2009, None)
    assert len(values(source.read(first.cursor))) == 6


def test_equal_cursors_over_a_page_end_lose_and_double_nothing(base: ForeignDatabase, tmp_path: Path) -> None:
    moment = at(30)
    for number in range(8):
        add(base, f"A{number}", f"{number},5", 2010 + number, moment)
    read = declared(base, tmp_path).read()
    assert [len(frame) for frame in read.frames] == [3, 3, 2]
    assert len(values(read)) == 8


def test_a_soft_deleted_row_closes_its_figure(base: ForeignDatabase, tmp_path: Path) -> None:
    add(base, "A1", "1,5", 2020, at(30))
    source = declared(base, tmp_path)
    first = source.read()
    for column in ("deleted_at", "updated_at"):
        set_time(base, column, "A1", at(1))
    again = source.read(first.cursor)
    assert list(again.text["baris_dihapus"]) == [True]
    assert list(again.rows["state"]) == ["deleted"] and again.rows["value"].isna().all()


def test_a_clock_that_was_ahead_hides_nothing(base: ForeignDatabase, tmp_path: Path) -> None:
    """Ten minutes ahead, with an overlap of one: what is stamped rightly afterwards lies before the newest stamp."""
    source = declared(base, tmp_path, CONNECTOR + CURSOR.replace("900", "60"))
    add(base, "A1", "1,5", 2020, at(-10))
    first = source.read()
    add(base, "A2", "2,5", 2021, at(0))
    assert ("33.16", "2021") in values(source.read(first.cursor))


def test_a_cursor_that_went_back_is_told_and_all_is_read(base: ForeignDatabase, tmp_path: Path) -> None:
    add(base, "A1", "1,5", 2020, at(500))
    add(base, "A2", "2,5", 2021, at(5))
    source = declared(base, tmp_path)
    first = source.read()
    base.execute("DELETE FROM capaian WHERE id = 'A2'")
    again = source.read(first.cursor)
    assert "Kursor sumber mundur" in again.told and "dibaca ulang seluruhnya" in again.told
    assert values(again) == {("33.16", "2020"): 1.5}


def test_a_table_that_was_emptied_is_an_error(base: ForeignDatabase, tmp_path: Path) -> None:
    add(base, "A1", "1,5", 2020, at(5))
    source = declared(base, tmp_path)
    first = source.read()
    base.execute("DELETE FROM capaian")
    with pytest.raises(FetchError, match="kosong, padahal sudah pernah dibaca sampai"):
        source.read(first.cursor)


def test_a_changed_declaration_reads_from_the_beginning(base: ForeignDatabase, tmp_path: Path) -> None:
    add(base, "A1", "1,5", 2020, at(500))
    add(base, "A2", "2,5", 2021, at(5))
    first = declared(base, tmp_path).read()
    smaller = declared(base, tmp_path, CONNECTOR.replace("page_rows = 3", "page_rows = 2") + CURSOR)
    assert len(values(smaller.read(first.cursor))) == 1
    other = declared(base, tmp_path, CONNECTOR + CURSOR.replace("900", "901"))
    assert len(values(other.read(first.cursor))) == 2


def test_a_query_joins_and_counts_at_the_source(base: ForeignDatabase, tmp_path: Path) -> None:
    for number in range(3):
        add(base, f"A{number}", "1,5", 2024, at(5))
    query = """
    SELECT kode, tahun, count(*) AS nilai, '2025-02-01' AS terbit_pada, '10:30' AS jam FROM capaian
    WHERE nilai LIKE '%,5' GROUP BY kode, tahun
    """
    toml = f'kind = "sql"\ndsn = "eoffice"\nkey = ["kode", "tahun"]\nquery = """{query}"""\n'
    assert declared(base, tmp_path, toml).read().values() == {("33.16", "2024"): 3}


def test_a_renamed_column_shows_both_lists(base: ForeignDatabase, tmp_path: Path) -> None:
    add(base, "A1", "1,5", 2020, at(5))
    base.execute("ALTER TABLE capaian RENAME COLUMN nilai TO capaian_persen")
    with pytest.raises(ParseError) as caught:
        declared(base, tmp_path).read()
    assert "Hilang: nilai. Dibaca: kode, tahun, nilai, terbit_pada" in str(caught.value)
    assert "capaian_persen" in str(caught.value)


def test_a_refused_row_is_told_by_page_line_and_column(base: ForeignDatabase, tmp_path: Path) -> None:
    for number, nilai in enumerate(["1,5", "2,5", "3,5", "dua"]):
        add(base, f"A{number}", nilai, 2010 + number, at(5))
    (reject,) = declared(base, tmp_path, CONNECTOR).read().rejects
    assert (reject.file, reject.line, reject.column, reject.rule) == ("contoh-00002.ndjson", 1, "nilai", "bukan_angka")


def test_integer_and_ulid_cursors(base: ForeignDatabase, tmp_path: Path) -> None:
    early, late = "01ARZ3NDEKTSV4RRFFQ69G5FAV", "01BX5ZZKBKACTAV9WEVGEMMVRZ"
    add(base, early, "1,5", 2020, None)
    add(base, late, "2,5", 2021, None)
    ulid = CURSOR.replace("updated_at", "id") + 'kind = "ulid"\n'
    source = declared(base, tmp_path, CONNECTOR + ulid)
    first = source.read()
    assert values(source.read(first.cursor)) == {("33.16", "2021"): 2.5}
    by_year = CURSOR.replace("updated_at", "tahun").replace("900", "0") + 'kind = "integer"\n'
    source = declared(base, tmp_path, CONNECTOR + by_year)
    first = source.read()
    assert first.cursor is not None and first.cursor.endswith(" 2021")
    assert values(source.read(first.cursor)) == {("33.16", "2021"): 2.5}


def test_a_stamp_is_kept_in_utc(base: ForeignDatabase, tmp_path: Path) -> None:
    add(base, "A1", "1,5", 2020, "2025-01-01 06:30:00")
    cursor = declared(base, tmp_path).read().cursor
    assert cursor is not None and cursor.split(" ")[1] == datetime(2024, 12, 31, 23, 30, tzinfo=UTC).isoformat(
        timespec="microseconds"
    )
