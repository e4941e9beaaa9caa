"""Publishes one small correction after the other, and knows when each was committed."""

from __future__ import annotations

from typing import Any

from data.settings import Settings
from data.warehouse.engine import Role, make_engine, session
from data.warehouse.records import Batch
from data.warehouse.writer import Writer

_ROW = (
    "SELECT measure, entitas, periode, rincian, varian, value, state, vintage, snapshot FROM mart.measure WHERE"
    " dataset = 'spbe' AND measure = 'spbe_indeks' AND entitas = '33.16' AND periode = '2024' AND to_version IS NULL"
)
_COMMITTED_MS = "SELECT extract(epoch FROM committed_at) * 1000 FROM meta.version WHERE version = %s"


class Publisher:
    """Publishes one corrected value of SPBE 2024 after the other."""

    def __init__(self, settings: Settings) -> None:
        self._engine = make_engine(settings, Role.ETL)
        self._writer = Writer(self._engine)
        self._run = self._writer.start_run("spbe")
        with session(self._engine) as connection:
            self._row: tuple[Any, ...] = connection.execute(_ROW).fetchall()[0]
            self._catalogue = connection.execute("SELECT catalogue FROM meta.version LIMIT 1").fetchall()[0][0]

    def publish(self, value: float) -> int:
        """The version that holds the value."""
        row = (*self._row[:5], value, *self._row[6:])
        done = self._writer.publish(Batch("spbe", "measure", "append", [row], self._run, self._catalogue))
        assert done.version, "nothing changed"
        return done.version

    def committed_ms(self, version: int) -> float:
        """Unix time of the version by PostgreSQL's clock."""
        with session(self._engine) as connection:
            return float(connection.execute(_COMMITTED_MS, (version,)).fetchall()[0][0])

    def close(self) -> None:
        """Give the connections back."""
        self._engine.dispose()
