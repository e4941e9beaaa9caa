"""Wide rows become cells: as printed, not reported is not zero, and silence is no cell at all."""

from __future__ import annotations

from datetime import date

import pytest

from data.catalog.models import Column, Source
from data.errors import ConfigError
from etl.conform import conform
from etl.measures import ENTITAS_COLUMNS, MEASURE_COLUMNS, to_measures
from etl.publish import rows_of
from tests.factories import COLUMNS, KNOWN, frame_of, row, source_of, with_column

Row = tuple[object, ...]


def rows(source: Source, *given: tuple[str, ...]) -> list[Row]:
    """What the writer would get of these rows."""
    good, rejects = conform(frame_of(*given), source, KNOWN, "uji.csv")
    assert rejects == []
    return list(rows_of(to_measures(good, source, 7)))


def test_a_row_is_one_cell_per_measure_with_its_whole_key() -> None:
    assert rows(source_of(), row()) == [
        ("inovasi_jumlah", "33.16", "2024", "", "badan", 57.0, "value", date(2025, 2, 1), 7)
    ]


def test_zero_is_a_value_and_an_empty_or_marked_cell_is_not_reported() -> None:
    given = (row(inovasi="0"), row(kode="33.17", inovasi=""), row(kode="32.11", inovasi="-"))
    assert [(r[1], r[5], r[6]) for r in rows(source_of(), *given)] == [
        ("33.16", 0.0, "value"),
        ("33.17", None, "not_reported"),
        ("32.11", None, "not_reported"),
    ]


def test_a_silent_cell_is_no_cell() -> None:
    given = (row(), row(kode="33.17", inovasi=""))
    assert [r[1] for r in rows(with_column("inovasi", blank="silent"), *given)] == ["33.16"]


def test_a_measure_its_varian_never_gives_is_left_out_and_others_keep_theirs() -> None:
    source = source_of()
    other = source.varian[0].model_copy(update={"id": "berita"})
    source = source.model_copy(update={"varian": (*source.varian, other)})
    given = (row(), row(tahun="2023", inovasi=""), row(varian="berita", inovasi=""))
    assert [(r[2], r[4], r[5]) for r in rows(source, *given)] == [("2024", "badan", 57.0), ("2023", "badan", None)]


def test_a_breakdown_column_keeps_its_measure_and_names_its_part() -> None:
    column = Column(name="catatan", role="measure", measure="inovasi_jumlah", rincian="digital")
    source = source_of((*COLUMNS[:-1], column))
    found = rows(source, row(catatan="12"))
    assert [(r[0], r[3], r[5]) for r in found] == [("inovasi_jumlah", "", 57.0), ("inovasi_jumlah", "digital", 12.0)]


def test_no_good_row_gives_an_empty_frame_of_the_same_shape() -> None:
    good, rejects = conform(frame_of(row(inovasi="n.a.")), source_of(), KNOWN, "uji.csv")
    empty = to_measures(good, source_of(), 7)
    assert len(rejects) == 1
    assert (len(empty), tuple(empty.columns)) == (0, MEASURE_COLUMNS)


def test_regions_know_what_they_belong_to() -> None:
    columns = (
        Column(name="kode", role="entitas"),
        *(Column(name=name, role="note") for name in ("nama", "jenis", "kode_bps")),
    )
    source = source_of(columns, table="entitas")
    frame = frame_of(row(kode="00"), row(kode="33"), row(kode="33.16"))
    frame = frame.assign(nama=["Indonesia", "Jawa Tengah", "Blora"], jenis="x", kode_bps=["00", "33", "3316"])
    found = to_measures(conform(frame, source, {}, "uji.csv")[0], source, 7)
    assert tuple(found.columns) == ENTITAS_COLUMNS
    assert [(r[0], r[1], r[3], r[5]) for r in rows_of(found)] == [
        ("00", "Indonesia", None, 7),
        ("33", "Jawa Tengah", "00", 7),
        ("33.16", "Blora", "33", 7),
    ]


@pytest.mark.parametrize(
    ("source", "told"),
    [
        (source_of(tuple(c for c in COLUMNS if c.role != "measure")), 'tidak ada kolom dengan role = "measure"'),
        (source_of(tuple(c for c in COLUMNS if c.role != "vintage")), 'satu kolom dengan role = "vintage", ada 0'),
        (source_of((*COLUMNS, Column(name="catatan", role="varian"))), 'satu kolom dengan role = "varian", ada 2'),
    ],
)
def test_a_declaration_that_lacks_a_role_is_told(source: Source, told: str) -> None:
    typed = conform(frame_of(row()), source_of(), KNOWN, "uji.csv")[0]
    with pytest.raises(ConfigError, match=told):
        to_measures(typed, source, 7)
