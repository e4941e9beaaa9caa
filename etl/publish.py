"""The ETL's hand on the warehouse: runs, versions, holds. The transaction itself is the writer's."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

import pandas as pd

from data.catalog.loader import catalogue_hash, dump_catalogue
from data.catalog.models import Catalogue, Source
from data.settings import Settings
from data.warehouse.engine import Role, make_engine
from data.warehouse.publish import Holder
from data.warehouse.records import Batch, Finding, Published, Reject, RunResult
from data.warehouse.writer import Writer
from etl.archive import store
from etl.records import RawFile, Snapshot


class Publisher:
    """One writer with the declarations in force; every version is stamped with their hash."""

    def __init__(self, settings: Settings, catalogue: Catalogue) -> None:
        self._engine = make_engine(settings, Role.ETL)
        self._writer = Writer(self._engine)
        self._archive: Path = settings.data_dir / "archive"
        self.declare(catalogue)

    def declare(self, catalogue: Catalogue) -> None:
        """Stamp versions with these declarations from now on."""
        self._catalogue = catalogue
        self._catalogue_id = catalogue_hash(catalogue)
        self._is_kept = False

    def close(self) -> None:
        """Give back the connections."""
        self._engine.dispose()

    def start(self, source: str) -> int:
        """Open a run; its number. Raises WarehouseError."""
        return self._writer.start_run(source)

    def finish(self, run: int, result: RunResult) -> None:
        """Close a run with what it did."""
        self._writer.finish_run(run, result)

    def archive(self, raw: RawFile, source: Source) -> Snapshot:
        """Keep fetched bytes for good. Raises StorageError."""
        return store(raw, source, self._archive, self._writer)

    def report(self, run: int, rejects: Sequence[Reject], findings: Sequence[Finding]) -> None:
        """Keep what was refused and what was found."""
        self._writer.add_rejects(run, rejects)
        self._writer.add_findings(run, findings)

    def holder(self, source: str) -> Holder | None:
        """Who holds the source now, if anybody."""
        return self._writer.holder(source)

    def accepted(self, source: str) -> tuple[int, ...]:
        """Snapshots an operator let pass by releasing a hold by quality."""
        return self._writer.accepted(source)

    def publish(self, frame: pd.DataFrame, source: Source, run: int, *, has_refused: bool = False) -> Published:
        """Make a version of the rows, or none when nothing changed. Raises HeldError, WarehouseError, StorageError.

        With rows refused nothing is closed: what is no longer there may be what was refused; its last value stays.
        """
        self._keep_catalogue()
        load = "append" if has_refused else source.load
        batch = Batch(source.id, source.table, load, rows_of(frame), run, self._catalogue_id)
        return self._writer.publish(batch)

    def hold(self, source: str, run: int | None = None) -> Published:
        """Hold a source: with a run for its quality until a run passes, without one until an operator releases it."""
        self._keep_catalogue()
        return self._writer.hold(source, run, self._catalogue_id)

    def release(self, source: str, run: int | None = None) -> Published:
        """Let a held source publish again; with a run only what is held for its quality."""
        self._keep_catalogue()
        return self._writer.release(source, run, self._catalogue_id)

    def rollback(self, source: str, version: int) -> Published:
        """Publish the rows of an earlier version again, and hold. Raises UnknownError."""
        self._keep_catalogue()
        return self._writer.rollback(source, version, None, self._catalogue_id)

    def _keep_catalogue(self) -> None:
        if not self._is_kept:
            self._writer.keep_catalogue(self._catalogue_id, dump_catalogue(self._catalogue))
            self._is_kept = True


def rows_of(frame: pd.DataFrame) -> Iterator[tuple[object, ...]]:
    """Rows as the writer takes them, in the frame's column order; NaN becomes None."""
    clean = frame.astype("object").where(frame.notna(), None)
    yield from clean.itertuples(index=False, name=None)
