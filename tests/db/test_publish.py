"""What makes a version, what does not, and what it closes."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import pytest

from data.domain.entitas import Entitas, Kode
from data.domain.indicator import State
from data.errors import ConfigError, HeldError, UnknownError, WarehouseError
from data.warehouse.records import Batch, Published
from tests.db.desk import CATALOGUE, VINTAGE, Desk, key

BLORA_2023, BLORA_2024 = ("33.16", "2023"), ("33.16", "2024")


def test_first_publish_shows_its_rows_from_then_on(desk: Desk) -> None:
    assert desk.publish("spbe", {BLORA_2023: 2.5, BLORA_2024: None}) == Published(1, inserted=2)
    cells = desk.reader.cells([key("spbe")], 1)
    assert [(c.periode, c.value, c.state) for c in cells] == [
        ("2023", 2.5, State.VALUE),
        ("2024", None, State.NOT_REPORTED),
    ]
    assert desk.reader.cells([key("spbe")], 0) == []


def test_same_rows_from_a_new_file_publish_nothing(desk: Desk) -> None:
    desk.publish("spbe", {BLORA_2023: 2.5})
    rows = desk.rows({BLORA_2023: 2.5}, snapshot=desk.add_snapshot("b"))
    assert desk.writer.publish(desk.batch("spbe", rows)) == Published(None)
    assert desk.reader.cut().version == 1
    assert desk.reader.cells([key("spbe")], 1)[0].snapshot == desk.snapshot


@pytest.mark.parametrize(
    ("changed", "vintage"),
    [({BLORA_2023: 2.51}, VINTAGE), ({BLORA_2023: None}, VINTAGE), ({BLORA_2023: 2.5}, date(2026, 1, 1))],
)
def test_changed_value_state_or_vintage_replaces_the_row(
    desk: Desk, changed: dict[tuple[str, str], float | None], vintage: date
) -> None:
    desk.publish("spbe", {BLORA_2023: 2.5, BLORA_2024: 3.0})
    published = desk.writer.publish(desk.batch("spbe", desk.rows(changed, vintage) + desk.rows({BLORA_2024: 3.0})))
    assert published == Published(2, inserted=1, closed=1)
    assert [c.vintage for c in desk.reader.cells([key("spbe")], 2)] == [vintage, VINTAGE]
    assert [(c.value, c.from_version, c.to_version) for c in desk.reader.former([key("spbe")], 2)] == [(2.5, 1, 2)]


def test_full_closes_what_vanished(desk: Desk) -> None:
    desk.publish("spbe", {BLORA_2023: 2.5, BLORA_2024: 3.0})
    assert desk.publish("spbe", {BLORA_2024: 3.0}) == Published(2, closed=1)
    assert desk.read("spbe") == {BLORA_2024: 3.0}


def test_partition_closes_only_inside_the_periods_it_brings(desk: Desk) -> None:
    other = ("33.17", "2024")
    desk.publish("spbe", {BLORA_2023: 2.5, BLORA_2024: 3.0, other: 1.0})
    assert desk.publish("spbe", {BLORA_2024: 3.0}, "partition") == Published(2, closed=1)
    assert desk.read("spbe", kodes=("33.16", "33.17")) == {BLORA_2023: 2.5, BLORA_2024: 3.0}


def test_append_replaces_but_never_closes_what_vanished(desk: Desk) -> None:
    desk.publish("spbe", {BLORA_2023: 2.5, BLORA_2024: 3.0})
    assert desk.publish("spbe", {BLORA_2024: 3.1, ("33.16", "2025"): 3.2}, "append") == Published(
        2, inserted=2, closed=1
    )
    assert desk.read("spbe") == {BLORA_2023: 2.5, BLORA_2024: 3.1, ("33.16", "2025"): 3.2}


def test_old_version_reads_the_same_after_later_publishes(desk: Desk) -> None:
    desk.publish("spbe", {BLORA_2023: 2.5, BLORA_2024: 3.0})
    before = (desk.reader.cells([key("spbe")], 1), desk.reader.latest([key("spbe")], 1), desk.reader.cut(1))
    desk.publish("spbe", {BLORA_2024: 9.0})
    desk.publish("sakip", {BLORA_2024: 60.0})
    desk.writer.hold("spbe", None, CATALOGUE)
    assert (desk.reader.cells([key("spbe")], 1), desk.reader.latest([key("spbe")], 1), desk.reader.cut(1)) == before


def test_datasets_do_not_touch_each_other(desk: Desk) -> None:
    desk.publish("spbe", {BLORA_2023: 2.5})
    desk.publish("sakip", {BLORA_2023: 60.0})
    desk.publish("spbe", {})
    assert (desk.read("spbe"), desk.read("sakip")) == ({}, {BLORA_2023: 60.0})
    assert desk.reader.cut().datasets == (("sakip", 2), ("spbe", 3))


def test_rollback_shows_the_rows_of_then_and_holds_until_release(desk: Desk) -> None:
    desk.publish("spbe", {BLORA_2023: 2.5})
    desk.publish("spbe", {BLORA_2023: 9.9, BLORA_2024: 3.0})
    assert desk.writer.rollback("spbe", 1, None, CATALOGUE) == Published(3, inserted=1, closed=2)
    assert desk.read("spbe") == {BLORA_2023: 2.5}
    assert desk.reader.cut().held == ("spbe",)
    with pytest.raises(HeldError):
        desk.publish("spbe", {BLORA_2023: 9.9})
    assert desk.writer.rollback("spbe", 1, None, CATALOGUE) == Published(None)
    assert desk.writer.release("spbe", None, CATALOGUE) == Published(4)
    assert desk.publish("spbe", {BLORA_2023: 9.9}).version == 5
    assert desk.read("spbe", 2) == {BLORA_2023: 9.9, BLORA_2024: 3.0}


@pytest.mark.parametrize("version", [0, 1, 3, 99])
def test_rollback_to_a_version_the_dataset_never_had_is_refused(desk: Desk, version: int) -> None:
    desk.publish("sakip", {BLORA_2023: 60.0})
    desk.publish("spbe", {BLORA_2023: 2.5})
    with pytest.raises(UnknownError, match=f"versi {version}"):
        desk.writer.rollback("spbe", version, None, CATALOGUE)
    assert desk.reader.cut().version == 2


def test_hold_and_release_are_versions_and_idempotent(desk: Desk) -> None:
    desk.publish("spbe", {BLORA_2023: 2.5})
    assert desk.writer.release("spbe", None, CATALOGUE) == Published(None)
    assert desk.writer.hold("spbe", None, CATALOGUE) == Published(2)
    assert desk.writer.hold("spbe", None, CATALOGUE) == Published(None)
    assert (desk.reader.cut(1).held, desk.reader.cut(2).held) == ((), ("spbe",))
    assert desk.reader.cut(2).datasets == (("spbe", 2),)
    assert desk.writer.release("spbe", None, CATALOGUE) == Published(3)
    assert (desk.reader.cut(2).held, desk.reader.cut(3).held) == (("spbe",), ())


def test_regions_are_versioned_too(desk: Desk) -> None:
    def publish(*rows: tuple[object, ...]) -> Published:
        return desk.writer.publish(Batch("wilayah", "entitas", "full", rows, desk.run, CATALOGUE))

    blora = ("33.16", "Blora", "kabupaten", "33", "3316", desk.snapshot)
    assert publish(("33", "Jawa Tengah", "provinsi", "00", "33", desk.snapshot), blora) == Published(1, inserted=2)
    assert publish(("33", "Jateng", "provinsi", "00", "33", desk.snapshot), blora) == Published(2, inserted=1, closed=1)
    jateng = Entitas(Kode("33"), "Jawa Tengah", "provinsi", Kode("00"), "33")
    assert desk.reader.entitas(1) == (jateng, Entitas(Kode("33.16"), "Blora", "kabupaten", Kode("33"), "3316"))
    assert desk.reader.entitas(2)[0].nama == "Jateng"
    assert desk.writer.rollback("wilayah", 1, None, CATALOGUE) == Published(3, inserted=1, closed=1)
    assert desk.reader.entitas(3) == desk.reader.entitas(1)
    with pytest.raises(ConfigError):
        desk.writer.publish(Batch("wilayah", "entitas", "partition", [blora], desk.run, CATALOGUE))


def test_rows_that_cannot_stand_leave_nothing_behind(desk: Desk) -> None:
    desk.publish("spbe", {BLORA_2023: 2.5})
    good = desk.rows({BLORA_2023: 7.0})
    bad: dict[str, list[tuple[object, ...]]] = {
        "kunci ganda": [*good, *good],
        "berkas arsip": desk.rows({BLORA_2023: 7.0}, snapshot=999),
        "aturan tabel": desk.rows({BLORA_2023: float("nan")}),
        "baris melanggar": [(*good[0][:5], None, "value", *good[0][7:])],
        "melanggar aturan": [(*good[0][:6], "entah", *good[0][7:])],
        "melanggar aturan tabel": [(*good[0][:6], "suppressed", *good[0][7:])],
        "nilai tidak sesuai": [(*good[0][:7], "bukan tanggal", desk.snapshot)],
    }
    for message, rows in bad.items():
        with pytest.raises(WarehouseError, match=message) as caught:
            desk.writer.publish(desk.batch("spbe", rows))
        assert "33.16" not in str(caught.value)
    assert (desk.reader.cut().version, desk.read("spbe")) == (1, {BLORA_2023: 2.5})


def test_file_that_breaks_off_while_it_is_read_leaves_nothing_behind(desk: Desk) -> None:
    def rows() -> Iterator[tuple[object, ...]]:
        yield from desk.rows({BLORA_2023: 7.0})
        raise UnknownError("berkas terpotong")

    with pytest.raises(UnknownError, match="terpotong"):
        desk.writer.publish(desk.batch("spbe", rows()))
    assert desk.reader.cut().version == 0
    assert desk.publish("spbe", {BLORA_2023: 2.5}).version == 1


def test_declarations_must_be_kept_before_they_are_cited(desk: Desk) -> None:
    with pytest.raises(WarehouseError):
        desk.writer.publish(Batch("spbe", "measure", "full", desk.rows({BLORA_2023: 1.0}), desk.run, "tidak-ada"))
    assert desk.reader.cut().version == 0
