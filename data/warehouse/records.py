"""What the ETL hands to the writer, and what it gets back."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

Table = Literal["measure", "entitas", "batas"]
Load = Literal["full", "partition", "append"]
Outcome = Literal["published", "unchanged", "held", "failed"]


@dataclass(frozen=True, slots=True)
class Batch:
    """Rows of one dataset to publish. `load`: what becomes of rows that are no longer there.

    measure rows: (measure, entitas, periode, rincian, varian, value, state, vintage, snapshot); state `deleted` closes
    the row of that key.
    entitas rows: (kode, nama, jenis, induk, kode_bps, snapshot).
    batas rows: (kode, level, induk, geometry as GeoJSON text, valid_from as ISO text or '', valid_to, kind,
    snapshot).
    """

    dataset: str
    table: Table
    load: Load
    rows: Iterable[tuple[object, ...]]
    run: int | None
    catalogue: str


@dataclass(frozen=True, slots=True)
class Published:
    """What a publish changed, in rows. `version` None: nothing changed, so there is no new version."""

    version: int | None
    inserted: int = 0
    closed: int = 0


@dataclass(frozen=True, slots=True)
class RunResult:
    """How a run ended; `error` is the name of the error class, `message` what the operator reads.

    `cursor`: how far the source is read now; empty where that did not move or is no matter.
    """

    outcome: Outcome
    error: str = ""
    message: str = ""
    rows_read: int = 0
    rows_rejected: int = 0
    rows_closed: int = 0
    rows_inserted: int = 0
    version: int | None = None
    snapshots: tuple[int, ...] = ()
    cursor: str = ""


@dataclass(frozen=True, slots=True)
class Reject:
    """A refused row: where, which rule, and the masked shape of the value; never the value itself."""

    file: str
    line: int
    column: str
    rule: str
    message: str
    shape: str


@dataclass(frozen=True, slots=True)
class Finding:
    """What one quality check said about a run."""

    check: str
    verdict: str
    message: str
