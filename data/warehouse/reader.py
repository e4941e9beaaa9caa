"""Everything that is read from the warehouse, at a version (role cc_baca). Each method is one statement: one snapshot.

A row is visible at version v from `from_version` on and before `to_version`. What is visible is told as it was then: a
later closing never shows, so an answer at an old version is the same for ever. Every method raises WarehouseError.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from typing import Any

from psycopg.sql import SQL, Composed
from sqlalchemy import Engine

from data.domain.batas import Boundary
from data.domain.entitas import INDONESIA, Entitas, Kode, Level
from data.domain.indicator import State
from data.domain.provenance import Cell, CellKey, Cut, RunFact, SnapshotFact
from data.errors import UnknownError, WarehouseError
from data.warehouse.engine import is_lost, session
from data.warehouse.statements import (
    BATAS,
    CELLS,
    CELLS_AMONG,
    CELLS_AT,
    CELLS_BELOW,
    CURSOR,
    CUT,
    DATASET,
    ENTITAS,
    FORMER,
    LATEST,
    RUN_OF,
    RUNS,
    SNAPSHOTS,
    VERSION_BEFORE,
    VERSIONS,
)

Row = tuple[Any, ...]


class Reader:
    """The door for pages, the API and the ETL's checks."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def cut(self, version: int | None = None) -> Cut:
        """What stands at a version, the newest by default; 0 is the empty warehouse. Raises UnknownError."""
        rows = self._rows(CUT, {"v": version})
        if not rows and version:
            raise UnknownError(f"Versi {version} tidak dikenal")
        if not rows or version == 0:
            return Cut(0, None, "", (), ())
        datasets = tuple((row[3], row[4]) for row in rows)
        return Cut(rows[0][0], rows[0][1], rows[0][2], datasets, tuple(row[3] for row in rows if row[5]))

    def version_before(self, instant: datetime) -> int:
        """The newest version that was committed before an instant, 0 when there was none."""
        return int(self._rows(VERSION_BEFORE, {"at": instant})[0][0])

    def catalogue(self, catalogue: str) -> str | None:
        """The declarations kept under a hash."""
        rows = self._rows(SQL("SELECT body FROM meta.catalogue WHERE hash = %(hash)s"), {"hash": catalogue})
        return str(rows[0][0]) if rows else None

    def entitas(self, version: int, dataset: str | None = None) -> tuple[Entitas, ...]:
        """Every region known at a version, or those of one dataset, by code."""
        return tuple(Entitas(*row) for row in self._rows(ENTITAS, {"v": version, "d": dataset}))

    def boundaries(self, dataset: str, version: int, level: Level | None = None) -> tuple[Boundary, ...]:
        """The boundaries of a dataset, or those of one level, by code, then by the first day for which they hold."""
        rows = self._rows(BATAS, {"d": dataset, "v": version, "level": level})
        return tuple(_boundary(row) for row in rows)

    def versions(self, dataset: str) -> list[int]:
        """Versions at which the rows of a dataset changed, newest first."""
        return [int(row[0]) for row in self._rows(VERSIONS, {"d": dataset})]

    def cells(self, keys: Sequence[CellKey], version: int) -> list[Cell]:
        """All periods of each key, ordered by key, then period."""
        return self._cells_of(CELLS, keys, version)

    def latest(self, keys: Sequence[CellKey], version: int) -> list[Cell]:
        """The newest period of each key that has one, ordered by key."""
        return self._cells_of(LATEST, keys, version)

    def former(self, keys: Sequence[CellKey], version: int) -> list[Cell]:
        """Rows of these keys that were closed by then, ordered by key, period, `from_version`; `to_version` is set."""
        return self._cells_of(FORMER, keys, version)

    def cells_at(
        self,
        dataset: str,
        measure: str,
        rincian: str,
        varian: str,
        periode: str,
        kodes: Sequence[Kode],
        version: int,
    ) -> list[Cell]:
        """One period of many regions, ordered by code."""
        facts = {"d": dataset, "m": measure, "r": rincian, "var": varian, "p": periode}
        rows = self._rows(CELLS_AT, {**facts, "kodes": sorted(set(kodes)), "v": version})
        return [_cell(CellKey(dataset, measure, rincian, varian, row[0]), row[1:]) for row in rows]

    def cells_among(
        self, wanted: Sequence[tuple[str, str, str, str, str]], kodes: Sequence[Kode], version: int
    ) -> list[Cell]:
        """Many regions in each (dataset, measure, rincian, varian, periode), ordered as asked, then by code."""
        columns = zip(("d", "m", "r", "var", "p"), map(list, zip(*wanted, strict=True)), strict=True)
        rows = self._rows(CELLS_AMONG, {**dict(columns), "kodes": sorted(set(kodes)), "v": version}) if wanted else []
        found = []
        for row in rows:
            dataset, measure, rincian, varian, _ = wanted[row[0] - 1]
            found.append(_cell(CellKey(dataset, measure, rincian, varian, row[1]), row[2:]))
        return found

    def cells_below(
        self, dataset: str, measure: str, rincian: str, varian: str, induk: Kode, level_dots: int, version: int
    ) -> list[Cell]:
        """All periods of all regions below one whose codes have `level_dots` dots, ordered by code, then period."""
        low, high = ("0:", ":") if induk == INDONESIA else (f"{induk}.", f"{induk}/")
        facts = {"d": dataset, "m": measure, "r": rincian, "var": varian, "low": low, "high": high}
        rows = self._rows(CELLS_BELOW, {**facts, "dots": level_dots, "v": version})
        return [_cell(CellKey(dataset, measure, rincian, varian, row[0]), row[1:]) for row in rows]

    def dataset(self, dataset: str, version: int) -> list[Cell]:
        """Every cell of a dataset, ordered by key, then period: what a new file is held against."""
        rows = self._rows(DATASET, {"d": dataset, "v": version})
        return [_cell(CellKey(dataset, *row[:4]), row[4:]) for row in rows]

    def snapshots(self, ids: Iterable[int]) -> list[SnapshotFact]:
        """Archived files by number, in the order of their numbers; the unknown ones are left out."""
        return [SnapshotFact(*row) for row in self._rows(SNAPSHOTS, {"ids": list(ids)})]

    def runs(self, source: str | None = None, limit: int = 50) -> list[RunFact]:
        """ETL runs, newest first."""
        return [RunFact(*row) for row in self._rows(RUNS, {"source": source, "limit": limit})]

    def cursor(self, source: str) -> str | None:
        """How far the newest good run read the source; None where it was never read so, or was rolled back since."""
        rows = self._rows(CURSOR, {"source": source})
        return str(rows[0][0]) if rows else None

    def run_of_version(self, dataset: str, version: int) -> RunFact | None:
        """The run that published what the dataset shows at a version; holds and releases publish nothing."""
        rows = self._rows(RUN_OF, {"d": dataset, "v": version})
        return RunFact(*rows[0]) if rows else None

    def _cells_of(self, query: Composed, keys: Sequence[CellKey], version: int) -> list[Cell]:
        ordered = sorted(set(keys), key=lambda k: (k.dataset, k.measure, k.rincian, k.varian, k.entitas))
        columns = {
            "d": [key.dataset for key in ordered],
            "m": [key.measure for key in ordered],
            "r": [key.rincian for key in ordered],
            "var": [key.varian for key in ordered],
            "e": [key.entitas for key in ordered],
        }
        return [_cell(ordered[row[0] - 1], row[1:]) for row in self._rows(query, {**columns, "v": version})]

    def _rows(self, query: SQL | Composed, facts: dict[str, object]) -> list[Row]:
        """Ask; when the connection is found broken, forget all of them and ask once more."""
        try:
            return self._ask(query, facts)
        except WarehouseError as error:
            if not is_lost(error):
                raise
        self._engine.dispose()
        return self._ask(query, facts)

    def _ask(self, query: SQL | Composed, facts: dict[str, object]) -> list[Row]:
        with session(self._engine) as connection:
            return connection.execute(query, facts).fetchall()


def _boundary(row: Row) -> Boundary:
    kode, level, induk, geometry, valid_from, valid_to, kind = row
    first = date.fromisoformat(valid_from) if valid_from else None
    return Boundary(kode, Level(level), induk, geometry, first, valid_to, kind)


def _cell(key: CellKey, row: Row) -> Cell:
    periode, value, state, vintage, snapshot, from_version, to_version = row
    return Cell(key, periode, value, State(state), vintage, snapshot, from_version, to_version)
