"""Every rule of conform refuses what breaks it, tells where, and never shows the value."""

from __future__ import annotations

from dataclasses import astuple
from datetime import date
from math import isnan
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from data.catalog.models import Measure, Source
from data.domain.entitas import Entitas, Kode
from data.domain.periode import Cadence
from data.warehouse.records import Reject
from etl.conform import conform, shape_of
from etl.contract import check_headers
from tests.factories import GOOD, HEADER, KNOWN, frame_of, parsed, row, source_of, with_column

SOURCE = source_of()
COMMA = with_column("inovasi", decimal=",")
REQUIRED = with_column("inovasi", is_required=True)
NOTED = with_column("catatan", is_required=True)
WORDS = with_column("inovasi", words=("Kurang", "Baik"), minimum=None, maximum=None)
OPEN_ENDED = with_column("inovasi", maximum=None)
BROKEN: list[tuple[Source, dict[str, str], str, str]] = [
    (SOURCE, {"inovasi": "57,5"}, "tanda_desimal", "99,9"),
    (COMMA, {"inovasi": "57.5"}, "tanda_desimal", "99.9"),
    (SOURCE, {"inovasi": "10 701"}, "pemisah_ribuan", "99 999"),
    (SOURCE, {"inovasi": "10\u00a0701"}, "pemisah_ribuan", "99\u00a0999"),
    (SOURCE, {"inovasi": "10\u202f701"}, "pemisah_ribuan", "99\u202f999"),
    (SOURCE, {"inovasi": "1.234.567"}, "bukan_angka", "9.999.999"),
    (SOURCE, {"inovasi": "n.a."}, "bukan_angka", "a.a."),
    (SOURCE, {"inovasi": "NaN"}, "bukan_angka", "AaA"),
    (SOURCE, {"inovasi": "inf"}, "bukan_angka", "aaa"),
    (SOURCE, {"inovasi": "5e1"}, "bukan_angka", "9a9"),
    (SOURCE, {"inovasi": "٥٧"}, "bukan_angka", "99"),
    (SOURCE, {"inovasi": " 57"}, "bukan_angka", " 99"),
    (SOURCE, {"inovasi": "-1"}, "di_luar_rentang", "-9"),
    (SOURCE, {"inovasi": "500.5"}, "di_luar_rentang", "999.9"),
    (OPEN_ENDED, {"inovasi": "9" * 400}, "di_luar_rentang", "9" * 24 + "…"),
    (REQUIRED, {"inovasi": ""}, "kosong", ""),
    (REQUIRED, {"inovasi": "-"}, "kosong", "-"),
    (NOTED, {"catatan": "  "}, "kosong", "  "),
    (SOURCE, {"kode": "99.99"}, "kode_tidak_dikenal", "99.99"),
    (SOURCE, {"kode": "3316"}, "kode_wilayah", "9999"),
    (SOURCE, {"kode": "33.16 "}, "kode_wilayah", "99.99 "),
    (SOURCE, {"kode": ""}, "kode_wilayah", ""),
    (SOURCE, {"tahun": "2024-03"}, "periode", "9999-99"),
    (SOURCE, {"tahun": "0000"}, "periode", "9999"),
    (SOURCE, {"tahun": ""}, "periode", ""),
    (source_of(cadence=Cadence.BULANAN), {"tahun": "2024-13"}, "periode", "9999-99"),
    (source_of(cadence=Cadence.HARIAN), {"tahun": "2023-02-29"}, "periode", "9999-99-99"),
    (SOURCE, {"varian": "Badan"}, "varian_tidak_dikenal", "Aaaaa"),
    (SOURCE, {"terbit_pada": "13/03/2025"}, "tanggal", "99/99/9999"),
    (SOURCE, {"terbit_pada": "2025-02-30"}, "tanggal", "9999-99-99"),
]


@pytest.mark.parametrize(("source", "change", "rule", "shape"), BROKEN, ids=lambda part: str(part)[:40])
def test_a_broken_rule_refuses_its_row_and_no_other(
    source: Source, change: dict[str, str], rule: str, shape: str
) -> None:
    periode = {Cadence.BULANAN: "2024-01", Cadence.HARIAN: "2024-01-01"}.get(source.cadence, "2024")
    good = row(kode="33.17", tahun=periode, catatan="ada")
    own = {"tahun": periode, "catatan": "ada"} | change
    frame, rejects = conform(frame_of(good, row(**own)), source, KNOWN, "contoh.csv")
    assert list(frame["kode"]) == ["33.17"]
    assert [(r.file, r.line, r.column, r.rule, r.shape) for r in rejects] == [
        ("contoh.csv", 3, next(iter(change)), rule, shape)
    ]


def test_a_row_that_breaks_two_rules_tells_both() -> None:
    _, rejects = conform(frame_of(row(kode="x", inovasi="n.a.")), SOURCE, KNOWN, "a.csv")
    assert [(r.line, r.column) for r in rejects] == [(2, "inovasi"), (2, "kode")]


def test_values_are_typed_and_what_is_not_reported_is_no_zero() -> None:
    rows = [row(), row(kode="33.17", inovasi="0"), row(kode="32.11", inovasi="-"), row(tahun="2023", inovasi="")]
    frame, rejects = conform(frame_of(*rows), SOURCE, KNOWN, "a.csv")
    assert rejects == []
    assert [None if isnan(v) else v for v in frame["inovasi"]] == [57.0, 0.0, None, None]
    assert list(frame["terbit_pada"]) == [date(2025, 2, 1)] * 4


def test_a_declared_decimal_comma_is_read() -> None:
    frame, rejects = conform(frame_of(row(inovasi="57,25")), COMMA, KNOWN, "a.csv")
    assert (list(frame["inovasi"]), rejects) == ([57.25], [])


def test_a_word_becomes_its_place_in_the_declared_list() -> None:
    frame, rejects = conform(frame_of(row(inovasi="Baik"), row(kode="33.17", inovasi="")), WORDS, KNOWN, "a.csv")
    assert [None if isnan(v) else v for v in frame["inovasi"]] == [2.0, None]
    assert rejects == []
    _, rejects = conform(frame_of(row(inovasi="baik"), row(kode="33.17", inovasi="2")), WORDS, KNOWN, "a.csv")
    assert {(r.column, r.rule, r.message) for r in rejects} == {
        ("inovasi", "kata_tidak_dikenal", "bukan salah satu dari Kurang, Baik")
    }
    assert [r.shape for r in rejects] == ["aaaa", "9"]
    assert WORDS.words_of(Measure(measure="inovasi_jumlah")) == ("Kurang", "Baik")
    assert SOURCE.words_of(Measure(measure="inovasi_jumlah")) == SOURCE.words_of(Measure(measure="lain")) == ()


def test_a_key_that_comes_twice_refuses_all_its_rows_and_names_their_lines() -> None:
    rows = [row(), row(kode="33.17"), row(inovasi="58"), row(tahun="2023"), row(inovasi="59")]
    frame, rejects = conform(frame_of(*rows), SOURCE, KNOWN, "a.csv")
    assert list(zip(frame["kode"], frame["tahun"], strict=True)) == [("33.17", "2024"), ("33.16", "2023")]
    assert [(r.line, r.rule, r.column) for r in rejects] == [
        (line, "kunci_ganda", "kode+tahun+varian") for line in (2, 4, 6)
    ]
    assert {r.message for r in rejects} == {"kunci ganda pada baris 2, 4, 6"}


def test_a_list_of_regions_brings_its_own_codes() -> None:
    regions = source_of(table="entitas")
    unknown: dict[Kode, Entitas] = {}
    assert conform(frame_of(row(kode="99.99")), regions, unknown, "a.csv")[1] == []
    assert [r.rule for r in conform(frame_of(row(kode="99-99")), regions, unknown, "a.csv")[1]] == ["kode_wilayah"]


def test_lines_are_those_an_editor_shows(tmp_path: Path) -> None:
    """A quoted newline, an empty line and CRLF each count as an editor counts them."""
    text = (
        f"{','.join(HEADER)}\r\n"
        '33.16,2022,1,badan,2025-02-01,"dua\r\nbaris"\r\n'
        "33.16,2023,x,badan,2025-02-01,\r\n"
        "\r\n"
        '33.16,2024,y,badan,2025-02-01,"tiga\n\nbaris"\r\n'
        "33.17,2024,z,badan,2025-02-01,\r\n"
    )
    frame = check_headers(parsed(tmp_path / "a.csv", text), SOURCE, "a.csv")
    rejects = conform(frame, SOURCE, KNOWN, "a.csv")[1]
    lines = text.replace("\r\n", "\n").split("\n")
    assert [r.line for r in rejects] == [4, 6, 9]
    assert [lines[r.line - 1].split(",")[2] for r in rejects] == ["x", "y", "z"]


@given(st.text())
def test_the_shape_shows_no_letter_and_no_digit_of_the_value(value: str) -> None:
    shape = shape_of(value)
    assert len(shape) <= 25
    assert not [c for c in shape if (c.isalpha() and c not in "aA") or (c.isnumeric() and c != "9")]
    assert not [c for c in shape.removesuffix("…") if not c.isascii() and not c.isspace()]


CELLS = {
    "kode": (st.sampled_from(sorted(KNOWN)), st.sampled_from(["3316", "00.00", "Blora", "33.16.", ""])),
    "tahun": (st.integers(1000, 9999).map(str), st.sampled_from(["24", "2024-Q1", "dua ribu", ""])),
    "inovasi": (
        st.one_of(st.integers(0, 500).map(str), st.sampled_from(["", "-", "12.5", "0.001"])),
        st.one_of(st.sampled_from(["12,5", "1 000", "501", "-3", "n.a."]), st.text(min_size=1).map("x{}".format)),
    ),
    "varian": (st.just("badan"), st.text().filter(lambda text: text != "badan")),
    "terbit_pada": (st.dates().map(date.isoformat), st.sampled_from(["", "kemarin", "2025-13-01"])),
    "catatan": (st.text(), st.nothing()),
}
ROW = st.tuples(*(st.tuples(st.just(True), good) | st.tuples(st.just(False), bad) for good, bad in CELLS.values()))


@given(st.lists(ROW, max_size=12, unique_by=lambda cells: (cells[0][1], cells[1][1], cells[3][1])))
def test_no_row_is_lost_no_good_one_refused_no_bad_one_passed(rows: list[tuple[tuple[bool, str], ...]]) -> None:
    frame, rejects = conform(frame_of(*(tuple(v for _, v in cells) for cells in rows)), SOURCE, KNOWN, "a.csv")
    good = [line for line, cells in enumerate(rows, 2) if all(is_good for is_good, _ in cells)]
    assert list(frame["baris_berkas"]) == good
    assert {r.line for r in rejects} == set(range(2, len(rows) + 2)) - set(good)
    broken = {(line, HEADER[at]) for line, cells in enumerate(rows, 2) for at, cell in enumerate(cells) if not cell[0]}
    assert {(r.line, r.column) for r in rejects} == broken


@given(st.text(alphabet="bcdfghjklmnpqrstvwxyz0123456780", min_size=6, max_size=40), st.sampled_from(HEADER[:5]))
def test_a_refused_value_is_in_no_field_of_its_reject(value: str, column: str) -> None:
    rejects: list[Reject] = conform(frame_of(row(**{column: value})), source_of(), KNOWN, "contoh.csv")[1]
    assert GOOD[HEADER.index(column)] != value
    assert [r for r in rejects if any(value in str(field) for field in astuple(r))] == []
