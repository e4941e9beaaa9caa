"""A source of several files, or of none: what one file may not say when another has said it."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from types import ModuleType

import pytest

from data.settings import Settings
from etl.csv_text import parse_csv
from etl.pipeline import Outcome, run
from etl.records import RawFile
from tests.db.line import Line
from tests.factories import HEADER, row, source_of

# What is tested here is Python; that both servers keep holds and versions is tested with the warehouse.
pytestmark = pytest.mark.parametrize("server", ["embedded"], indirect=True, scope="session")


@pytest.fixture
def line(warehouse: Settings, tmp_path: Path) -> Iterator[Line]:
    """The line with its regions."""
    one = Line(warehouse, tmp_path)
    one.run("wilayah")
    yield one
    one.close()


def delivered(line: Line, monkeypatch: pytest.MonkeyPatch, *files: tuple[tuple[str, ...], ...]) -> Outcome:
    """The outcome when the network brings these files, each of these rows."""

    def fetch(settings: Settings, since: str | None) -> Iterator[RawFile]:
        for number, rows in enumerate(files, 1):
            body = "".join(f"{','.join(cells)}\n" for cells in (HEADER, *rows))
            yield RawFile(f"{number}.csv", body.encode(), "https://contoh.go.id", datetime.now(UTC))

    module = ModuleType("etl.sources.contoh")
    module.__dict__.update(fetch=fetch, parse=parse_csv)
    monkeypatch.setitem(sys.modules, "etl.sources.contoh", module)
    return next(run([source_of()], line.settings, line.publisher, line.reader))


def test_rows_of_all_files_become_one_version(line: Line, monkeypatch: pytest.MonkeyPatch) -> None:
    outcome = delivered(line, monkeypatch, (row(),), (row(kode="33.17"), row(kode="32.11", inovasi="-")))
    assert (outcome.exit_code, outcome.result.rows_read, outcome.result.rows_inserted) == (0, 3, 3)
    assert len(outcome.result.snapshots) == 2
    assert len(line.rows("SELECT DISTINCT snapshot FROM mart.measure")) == 2


def test_refused_rows_of_each_file_count(line: Line, monkeypatch: pytest.MonkeyPatch) -> None:
    bad = row(inovasi="n.a.")
    good = tuple(row(tahun=str(year)) for year in range(2010, 2020))
    outcome = delivered(line, monkeypatch, (bad, *good[:5]), (bad, *good[5:]))
    assert (outcome.exit_code, outcome.result.rows_rejected) == (0, 2)
    assert line.rows("SELECT file, line FROM meta.reject ORDER BY file") == [("1.csv", 2), ("2.csv", 2)]


def test_a_figure_told_by_two_files_is_refused(line: Line, monkeypatch: pytest.MonkeyPatch) -> None:
    outcome = delivered(line, monkeypatch, (row(),), (row(inovasi="58"),))
    assert (outcome.exit_code, outcome.result.error) == (4, "ParseError")
    assert "angka yang sama lebih dari sekali" in outcome.result.message
    assert line.values("contoh") == {}


def test_a_failure_on_the_way_keeps_what_was_refused_before(line: Line, monkeypatch: pytest.MonkeyPatch) -> None:
    outcome = delivered(line, monkeypatch, (row(inovasi="n.a."), row(tahun="2023")), ())
    assert (outcome.exit_code, outcome.result.rows_read, outcome.result.rows_rejected) == (4, 2, 1)
    assert line.rows("SELECT file, line, rule FROM meta.reject") == [("1.csv", 2, "bukan_angka")]


def test_no_file_is_a_failure_and_not_an_empty_table(line: Line, monkeypatch: pytest.MonkeyPatch) -> None:
    delivered(line, monkeypatch, (row(),))
    outcome = delivered(line, monkeypatch)
    assert (outcome.exit_code, outcome.result.error) == (3, "FetchError")
    assert len(line.values("contoh")) == 1


def test_an_unforeseen_fault_gets_a_number_and_shows_no_value(
    line: Line, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr("tests.db.test_etl_files.parse_csv", lambda snapshot: int("Siti Aminah"))
    outcome = delivered(line, monkeypatch, (row(),))
    assert (outcome.exit_code, outcome.result.error) == (1, "ValueError")
    assert outcome.result.message.startswith("Kesalahan tak terduga, nomor kejadian ")
    assert outcome.result.message.split()[-1] in caplog.text
    assert re.search(r"at=pipeline\.py:\d+>.*test_etl_files\.py:\d+", caplog.text)
    assert "Siti" not in caplog.text + str(line.rows("SELECT * FROM meta.finding"))
