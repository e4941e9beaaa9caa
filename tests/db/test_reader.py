"""What the reader answers beside cells, what it refuses, and how PostgreSQL finds its rows."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime

import pytest
from psycopg.sql import SQL, Composed

from data.domain.entitas import Kode
from data.domain.provenance import CellKey, Cut, SnapshotFact
from data.errors import UnknownError
from data.warehouse import statements
from data.warehouse.engine import session
from data.warehouse.records import Finding, Reject, RunResult
from tests.db.desk import CATALOGUE, Desk, key

BLORA = ("33.16", "2024")


def test_empty_warehouse_is_version_zero(desk: Desk) -> None:
    assert desk.reader.cut() == desk.reader.cut(0) == Cut(0, None, "", (), ())
    assert (desk.reader.entitas(0), desk.reader.run_of_version("spbe", 0)) == ((), None)


@pytest.mark.parametrize("version", [-1, 2, 10**12])
def test_unknown_or_future_version_is_refused(desk: Desk, version: int) -> None:
    desk.publish("spbe", {BLORA: 1.0})
    with pytest.raises(UnknownError, match=str(version)):
        desk.reader.cut(version)


def test_cut_tells_each_dataset_and_the_declarations_of_then(desk: Desk) -> None:
    desk.publish("spbe", {BLORA: 1.0})
    desk.writer.keep_catalogue("kemudian", '{"lain": 1}')
    desk.writer.hold("sakip", None, "kemudian")
    first, second = desk.reader.cut(1), desk.reader.cut()
    assert (first.catalogue, first.datasets, first.held) == (CATALOGUE, (("spbe", 1),), ())
    assert (second.catalogue, second.datasets, second.held) == ("kemudian", (("sakip", 2), ("spbe", 1)), ("sakip",))
    assert first.committed_at is not None and second.committed_at is not None
    assert first.committed_at < second.committed_at
    assert first.committed_at.utcoffset() == datetime.now(UTC).utcoffset()
    assert (desk.reader.catalogue("kemudian"), desk.reader.catalogue("tak-ada")) == ('{"lain": 1}', None)


def test_same_bytes_keep_their_number_and_a_new_file_gets_its_own(desk: Desk) -> None:
    assert desk.add_snapshot("a") == desk.snapshot
    other = desk.add_snapshot("b")
    assert other != desk.snapshot
    url, fetched_at = "https://contoh.go.id/uji.csv", datetime(2025, 3, 14, tzinfo=UTC)
    facts = [SnapshotFact(desk.snapshot, "uji", "uji.csv", url, "a" * 64, 12, fetched_at)]
    assert desk.reader.snapshots([desk.snapshot, 999]) == facts
    assert [fact.id for fact in desk.reader.snapshots([other, desk.snapshot])] == [desk.snapshot, other]


def test_run_keeps_what_it_did_and_is_found_by_version(desk: Desk) -> None:
    published = desk.publish("spbe", {BLORA: 1.0})
    desk.writer.add_rejects(desk.run, [Reject("spbe.csv", 7, "nilai", "angka", "bukan angka", "99,9")])
    desk.writer.add_findings(desk.run, [Finding("lonjakan", "warn", "naik 40 %")])
    result = RunResult("published", rows_read=2, rows_rejected=1, version=published.version, snapshots=(desk.snapshot,))
    desk.writer.finish_run(desk.run, result)
    later = desk.writer.start_run("spbe")
    desk.writer.hold("spbe", later, CATALOGUE)
    run = desk.reader.run_of_version("spbe", 2)
    assert run is not None
    assert (run.id, run.outcome, run.rows_read, run.rows_rejected, run.version) == (desk.run, "published", 2, 1, 1)
    assert run.finished_at is not None and run.finished_at >= run.started_at
    assert [(one.id, one.outcome) for one in desk.reader.runs()] == [(later, "running"), (desk.run, "published")]
    assert [one.id for one in desk.reader.runs("spbe", 5)] == [later]
    assert len(desk.reader.runs(None, 1)) == 1


def test_cells_of_several_keys_come_in_the_order_of_the_keys(desk: Desk) -> None:
    cells = {(kode, periode): 1.0 for kode in ("33.17", "33.16", "33") for periode in ("2024", "2023")}
    desk.publish("spbe", cells)
    desk.publish("sakip", cells)
    asked = [key("spbe", "33.17"), key("sakip", "33"), key("spbe", "33.17"), key("spbe", "33"), key("spbe", "99")]
    found = [(cell.key.dataset, cell.key.entitas, cell.periode) for cell in desk.reader.cells(asked, 2)]
    order = [("sakip", "33"), ("spbe", "33"), ("spbe", "33.17")]
    assert found == [(*place, periode) for place in order for periode in ("2023", "2024")]
    assert desk.reader.cells([], 2) == []


DESA = [Kode(f"33.16.{n // 20 + 1:02d}.{2001 + n % 20}") for n in range(295)]
KEYS = {"d": ["besar"] * 12, "m": ["ukuran"] * 12, "r": [""] * 12, "var": ["x"] * 12, "e": DESA[:12]}
LINE = {"d": "besar", "m": "ukuran", "r": "", "var": "x"}


@pytest.mark.parametrize(
    ("query", "facts"),
    [
        (statements.CELLS, KEYS),
        (statements.LATEST, KEYS),
        (statements.FORMER, KEYS),
        (statements.CELLS_AT, {**LINE, "p": "2007", "kodes": DESA}),
        (statements.CELLS_BELOW, {**LINE, "low": "33.16.01.", "high": "33.16.01/", "dots": 3}),
    ],
    ids=["cells", "latest", "former", "cells_at", "cells_below"],
)
def test_no_question_reads_the_whole_table(desk: Desk, query: Composed, facts: Mapping[str, object]) -> None:
    desk.publish("besar", {(kode, str(2000 + n)): float(n) for kode in DESA for n in range(40)})
    with session(desk.baca) as connection:
        for _ in range(8):
            connection.execute(query, {**facts, "v": 1}).fetchall()
        plan = connection.execute(SQL("EXPLAIN ") + query, {**facts, "v": 1}).fetchall()
    text = "\n".join(str(row[0]) for row in plan)
    assert "measure_by_key" in text and "Seq Scan on measure" not in text, text


def test_a_key_of_another_varian_or_rincian_is_another_cell(desk: Desk) -> None:
    desk.publish("spbe", {BLORA: 1.0})
    for rincian, varian in (("perempuan", "x"), ("", "y")):
        assert desk.reader.cells([CellKey("spbe", "ukuran", rincian, varian, Kode("33.16"))], 1) == []
