"""`python -m etl status`: how each source stands, for people and for machines."""

from __future__ import annotations

from datetime import date

import pytest

from data.catalog.models import Catalogue
from data.warehouse.records import RunResult
from etl.status import SourceStatus, read_status
from tests.db.desk import Desk
from tests.factories import source_of

TODAY = date(2025, 4, 10)
CATALOGUE = Catalogue(
    indicators={},
    sources={"contoh": source_of(), "daerah": source_of(id="daerah", table="entitas")},
    rules={},
    targets={},
    playlists={},
)


def status_of(desk: Desk, source: str = "contoh", as_of: date = TODAY) -> SourceStatus:
    """How one source stands on a day."""
    return next(found for found in read_status(CATALOGUE, desk.reader, as_of) if found.source == source)


def finish(desk: Desk, result: RunResult) -> None:
    """A run of `contoh` that ended so."""
    desk.writer.finish_run(desk.writer.start_run("contoh"), result)


def test_what_never_ran_says_so(desk: Desk) -> None:
    found = status_of(desk)
    assert (found.version, found.newest, found.outcome, found.rows) == (0, None, "", 0)
    assert found.told() == (
        "contoh: versi 0, data - (2024 terlambat 10 hari), 0 angka, 0 baris ditolak · belum pernah dijalankan"
    )


@pytest.mark.parametrize(
    ("as_of", "days_late", "told"),
    [
        (date(2025, 3, 30), 0, "data 2023 (terbaru)"),
        (date(2025, 3, 31), 0, "data 2023 (terbaru)"),
        (date(2025, 4, 10), 10, "data 2023 (2024 terlambat 10 hari)"),
    ],
)
def test_age_is_judged_by_the_source_itself(desk: Desk, as_of: date, days_late: int, told: str) -> None:
    desk.publish("contoh", {("33.16", "2023"): 41.0, ("33.16", "2024"): None})
    found = status_of(desk, as_of=as_of)
    assert (found.newest, found.days_late, found.rows) == ("2023", days_late, 1)
    assert told in found.told()


def test_a_failure_shows_beside_the_last_good_data(desk: Desk) -> None:
    desk.publish("contoh", {("33.16", "2024"): 57.0})
    finish(desk, RunResult("published", version=1))
    finish(desk, RunResult("failed", "ParseError", "Berkas tidak terbaca: contoh.csv: berkas kosong"))
    found = status_of(desk)
    assert (found.version, found.newest, found.outcome) == (1, "2024", "failed")
    assert found.told().endswith("· Berkas tidak terbaca: contoh.csv: berkas kosong")


def test_a_hold_and_its_refused_rows_show(desk: Desk) -> None:
    desk.publish("contoh", {("33.16", "2024"): 57.0})
    finish(desk, RunResult("held", "HeldError", "Sumber sedang ditahan", rows_read=9, rows_rejected=3))
    desk.writer.hold("contoh", None, "deklarasi-uji")
    found = status_of(desk)
    assert (found.is_held, found.version, found.rejected) == (True, 2, 3)
    assert "3 baris ditolak · DITAHAN" in found.told()


def test_a_run_without_end_is_told_as_such(desk: Desk) -> None:
    desk.writer.start_run("contoh")
    assert "sedang berjalan, atau terputus" in status_of(desk).told()


def test_regions_are_counted_and_have_no_age(desk: Desk) -> None:
    found = status_of(desk, "daerah")
    assert (found.expected, found.days_late) == ("", 0)
    assert found.told() == "daerah: versi 0, 0 wilayah, 0 baris ditolak · belum pernah dijalankan"
