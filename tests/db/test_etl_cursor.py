"""The whole line on a source that is one TOML and one small file: how far it was read is kept with the good runs."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest
from pydantic import SecretStr

from data.catalog.loader import load_catalogue
from data.catalog.models import Source
from data.settings import Settings
from etl.pipeline import Outcome, run
from etl.publish import Publisher
from etl.records import RawFile, Snapshot
from tests.db.line import Line
from tests.declared import declaration, register
from tests.servers import Server, create_database, drop_database, url_of

pytestmark = pytest.mark.parametrize("server", ["embedded"], indirect=True, scope="session")
CONNECTOR = """
kind = "sql"
dsn = "sumber"
table = "capaian"
key = ["id"]
page_rows = 2
deleted = { column = "deleted_at" }
[connector.cursor]
column = "updated_at"
overlap = 60
"""
TABLE = """
CREATE TABLE capaian (id integer PRIMARY KEY, kode text, tahun text, nilai text, terbit_pada date DEFAULT '2025-02-01',
    updated_at timestamptz, deleted_at timestamptz)
"""


class Sourced(Line):
    """The line with the declared source, and the database it reads."""

    def __init__(self, settings: Settings, folder: Path, url: str) -> None:
        super().__init__(settings, folder)
        self._url = url
        (self.catalog / "sources" / "contoh.toml").write_text(declaration(CONNECTOR))
        self.settings = self.settings.model_copy(update={"dsn": {"sumber": SecretStr(url)}})
        self.catalogue = load_catalogue(self.catalog)
        self.publisher.close()
        self.publisher = Publisher(self.settings, self.catalogue)

    def sql(self, statement: str) -> None:
        """What the source does."""
        with psycopg.connect(self._url, autocommit=True) as connection:
            connection.execute(statement.encode())

    def add(self, id: int, tahun: int, nilai: str, minutes_ago: float) -> None:
        """One row, changed some minutes ago."""
        self.sql(
            "INSERT INTO capaian (id, kode, tahun, nilai, updated_at) VALUES"
            f" ({id}, '33.16', '{tahun}', '{nilai}', now() - interval '{minutes_ago} minutes')"
        )

    def once(self, *, is_anew: bool = False) -> Outcome:
        """One run."""
        source = self.catalogue.sources["contoh"]
        return next(run([source], self.settings, self.publisher, self.reader, is_anew=is_anew))

    @property
    def figures(self) -> dict[str, float | None]:
        """What is published now, by year."""
        return {periode: value for (_, _, periode, _), value in self.values("contoh").items()}


@pytest.fixture
def line(server: Server, warehouse: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Sourced]:
    create_database(server, "asal")
    register(monkeypatch)
    one = Sourced(warehouse, tmp_path, url_of(server, "asal").get_secret_value())
    one.sql(TABLE)
    one.run("wilayah")
    yield one
    one.close()
    drop_database(server, "asal")


def test_pages_are_published_and_read_on_from_there(line: Sourced) -> None:
    for number in range(5):
        line.add(number, 2010 + number, f"{number},5", 60 - number)
    first = line.once()
    assert (first.exit_code, first.result.rows_read, first.result.rows_inserted) == (0, 5, 5), first.result.message
    assert len(first.result.snapshots) == 3
    line.add(9, 2020, "9,5", 1)
    second = line.once()
    assert (second.result.rows_read, second.result.rows_inserted, second.result.rows_closed) == (2, 1, 0)
    assert line.figures["2020"] == 9.5 and len(line.figures) == 6


def test_nothing_new_is_no_failure_and_moves_nothing(line: Sourced) -> None:
    line.add(1, 2010, "1,5", 60)
    line.add(2, 2011, "2,5", 30)
    line.once()
    again = line.once()
    assert (again.exit_code, again.result.outcome, again.result.rows_read) == (0, "unchanged", 1)
    line.sql("UPDATE capaian SET updated_at = updated_at - interval '5 minutes' WHERE id = 2")
    line.once()
    assert line.figures == {"2010": 1.5, "2011": 2.5}


def test_a_late_update_replaces_and_a_deletion_closes(line: Sourced) -> None:
    line.add(1, 2010, "1,5", 60)
    line.add(2, 2011, "2,5", 30)
    line.once()
    line.sql("UPDATE capaian SET nilai = '1,6', updated_at = now() WHERE id = 1")
    line.sql("UPDATE capaian SET deleted_at = now(), updated_at = now() WHERE id = 2")
    second = line.once()
    assert (second.result.rows_inserted, second.result.rows_closed) == (1, 2)
    assert line.figures == {"2010": 1.6}
    assert line.once().result.outcome == "unchanged"


def test_a_row_deleted_and_entered_anew_stands(line: Sourced) -> None:
    line.add(1, 2010, "1,5", 60)
    line.sql("UPDATE capaian SET deleted_at = now()")
    line.add(2, 2010, "1,7", 50)
    line.add(3, 2011, "2,5", 40)
    line.add(4, 2012, "3,5", 30)
    line.sql("UPDATE capaian SET deleted_at = now() WHERE id IN (3, 4)")
    line.add(5, 2012, "3,7", 20)
    first = line.once()
    assert (first.exit_code, first.result.rows_rejected) == (0, 0), first.result.message
    assert line.figures == {"2010": 1.7, "2012": 3.7}


def test_a_run_that_fails_or_is_held_does_not_move_the_cursor(line: Sourced) -> None:
    line.add(1, 2010, "1,5", 60)
    line.once()
    line.add(2, 2011, "dua", 30)
    assert line.once().result.outcome == "held"
    line.sql("UPDATE capaian SET nilai = '2,5' WHERE id = 2")
    line.add(3, 2012, "3,5", 1)
    line.once()
    assert line.figures == {"2010": 1.5, "2011": 2.5, "2012": 3.5}


def test_after_a_rollback_and_on_demand_all_is_read_again(line: Sourced) -> None:
    line.add(1, 2010, "1,5", 60)
    version = line.once().result.version
    line.add(2, 2011, "2,5", 30)
    line.once()
    assert version is not None
    line.publisher.rollback("contoh", version)
    line.publisher.release("contoh")
    assert line.once().result.rows_read == 2
    assert line.figures == {"2010": 1.5, "2011": 2.5}
    assert line.once().result.rows_read == 1
    assert line.once(is_anew=True).result.rows_read == 2


def test_a_source_that_goes_away_mid_read_publishes_nothing(line: Sourced, monkeypatch: pytest.MonkeyPatch) -> None:
    for number in range(5):
        line.add(number, 2010 + number, f"{number},5", 60 - number)
    archive = line.publisher.archive
    kill = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = 'asal' AND pid <> pg_backend_pid()"

    def archive_and_kill(raw: RawFile, source: Source) -> Snapshot:
        snapshot = archive(raw, source)
        line.sql(kill)
        return snapshot

    monkeypatch.setattr(line.publisher, "archive", archive_and_kill)
    broken = line.once()
    assert (broken.exit_code, broken.result.error, line.figures) == (3, "PassingError", {})
    assert broken.result.message.startswith("Sumber tidak dapat diambil: Basis data 'sumber' tidak menjawab")
    monkeypatch.undo()


def test_a_cursor_that_went_back_is_a_finding_of_the_run(line: Sourced) -> None:
    line.add(1, 2010, "1,5", 600)
    line.add(2, 2011, "2,5", 5)
    line.once()
    line.sql("DELETE FROM capaian WHERE id = 2")
    again = line.once()
    assert "Kursor sumber mundur" in again.result.message
    found = line.rows("SELECT check_name, verdict FROM meta.finding ORDER BY run DESC LIMIT 1")
    assert found == [("kursor_mundur", "warn")]
    assert line.figures == {"2010": 1.5, "2011": 2.5}
