"""The ETL's door: runs, archived files, declarations, and every version there ever is (role cc_etl)."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import datetime

from sqlalchemy import Engine

from data.errors import WarehouseError
from data.warehouse.engine import Connection, session
from data.warehouse.publish import Holder, accepted_files, holder_of, publish_batch, roll_back, set_hold
from data.warehouse.records import Batch, Finding, Published, Reject, RunResult


class Writer:
    """Every method is one transaction and raises WarehouseError or StorageError; nothing is ever half-written."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def start_run(self, source: str) -> int:
        """Open a run; its number."""
        return self._id("INSERT INTO meta.run (source) VALUES (%s) RETURNING id", (source,))

    def finish_run(self, run: int, result: RunResult) -> None:
        """Close a run with what it did."""
        facts = (
            result.outcome,
            result.error,
            result.message,
            result.rows_read,
            result.rows_rejected,
            result.rows_closed,
            result.rows_inserted,
            result.version,
            list(result.snapshots),
            result.cursor,
            run,
        )
        query = (
            "UPDATE meta.run SET finished_at = clock_timestamp(), outcome = %s, error = %s, message = %s,"
            " rows_read = %s, rows_rejected = %s, rows_closed = %s, rows_inserted = %s, version = %s, snapshots = %s,"
            " cursor = %s WHERE id = %s"
        )
        with session(self._engine) as connection:
            connection.execute(query, facts)

    def add_snapshot(
        self,
        *,
        source: str,
        name: str,
        url: str,
        sha256: str,
        byte_count: int,
        path: str,
        fetched_at: datetime,
        is_restricted: bool = False,
    ) -> int:
        """Number of an archived file; the same bytes under the same name of a source keep their number."""
        query = (
            "INSERT INTO meta.snapshot (source, name, url, sha256, byte_count, path, fetched_at, is_restricted)"
            " VALUES (%s, %s, %s, %s, %s, %s, %s, %s) ON CONFLICT (source, name, sha256)"
            " DO UPDATE SET path = excluded.path, deleted_at = NULL RETURNING id"
        )
        return self._id(query, (source, name, url, sha256, byte_count, path, fetched_at, is_restricted))

    def add_rejects(self, run: int, rejects: Iterable[Reject]) -> None:
        """Keep the refused rows of a run."""
        columns = "run, file, line, column_name, rule, message, shape"
        rows = ((run, r.file, r.line, r.column, r.rule, r.message, r.shape) for r in rejects)
        self._copy(f"COPY meta.reject ({columns}) FROM STDIN", rows)

    def add_findings(self, run: int, findings: Iterable[Finding]) -> None:
        """Keep what the quality checks said."""
        rows = ((run, f.check, f.verdict, f.message) for f in findings)
        self._copy("COPY meta.finding (run, check_name, verdict, message) FROM STDIN", rows)

    def keep_catalogue(self, catalogue: str, body: str) -> None:
        """Keep the declarations under their hash, so that an old version is read by the rules of its day."""
        query = "INSERT INTO meta.catalogue (hash, body) VALUES (%s, %s) ON CONFLICT DO NOTHING"
        with session(self._engine) as connection:
            connection.execute(query, (catalogue, body))

    def publish(self, batch: Batch) -> Published:
        """Make a version of a batch, or none when nothing changed. Raises HeldError for a dataset on hold."""
        return self._do(lambda connection: publish_batch(connection, batch))

    def rollback(self, dataset: str, to_version: int, run: int | None, catalogue: str) -> Published:
        """Publish the rows of an earlier version again and hold the dataset until release. Raises UnknownError."""
        return self._do(lambda connection: roll_back(connection, dataset, to_version, run, catalogue))

    def hold(self, dataset: str, run: int | None, catalogue: str) -> Published:
        """Hold a dataset: nothing is published until release. `version` is None when it is held already.

        With a run it is a hold by that run's quality check, without one an operator's, which outranks it.
        """
        return self._do(lambda connection: set_hold(connection, dataset, "hold", run, catalogue))

    def release(self, dataset: str, run: int | None, catalogue: str) -> Published:
        """Release a held dataset; with a run only what a quality check holds. `version` is None when it did nothing."""
        return self._do(lambda connection: set_hold(connection, dataset, "release", run, catalogue))

    def holder(self, dataset: str) -> Holder | None:
        """Who holds a dataset now: `quality`, `operator` or nobody."""
        with session(self._engine) as connection:
            return holder_of(connection, dataset)

    def accepted(self, dataset: str) -> tuple[int, ...]:
        """Snapshots a quality check held and an operator let pass; empty when the last word was another."""
        with session(self._engine) as connection:
            return accepted_files(connection, dataset)

    def _do(self, work: Callable[[Connection], Published]) -> Published:
        with session(self._engine) as connection:
            return work(connection)

    def _id(self, query: str, facts: tuple[object, ...]) -> int:
        with session(self._engine) as connection:
            row = connection.execute(query.encode(), facts).fetchone()
        if row is None:
            raise WarehouseError("PostgreSQL tidak memberi nomor baris")
        return int(row[0])

    def _copy(self, query: str, rows: Iterable[tuple[object, ...]]) -> None:
        with session(self._engine) as connection, connection.cursor() as cursor, cursor.copy(query.encode()) as sink:
            for row in rows:
                sink.write_row(row)
