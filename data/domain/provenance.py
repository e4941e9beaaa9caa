"""Where a number comes from: the cell, the file, the run, the version."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from data.domain.entitas import Kode
from data.domain.indicator import Former, State
from data.domain.query import Query


@dataclass(frozen=True, slots=True)
class Cut:
    """What meta.version says at one version: `datasets` holds each dataset's newest version <= `version`, by name;
    `held` the datasets on hold at that version; `catalogue` the hash stored with it. Version 0 is the empty warehouse.
    """

    version: int
    committed_at: datetime | None
    catalogue: str
    datasets: tuple[tuple[str, int], ...]
    held: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Moment:
    """A consistent cut through all datasets, and the day (WIB) on which age is judged.

    `catalogue` is the hash of the declarations that apply; `datasets` holds each dataset's newest version at the cut;
    `held` the datasets on hold at the cut. `is_pinned` is True when somebody asked for this very version.
    """

    version: int
    as_of: date
    catalogue: str
    datasets: tuple[tuple[str, int], ...]
    held: tuple[str, ...]
    committed_at: datetime | None
    is_pinned: bool = False

    def version_of(self, dataset: str) -> int:
        """The dataset's newest version at this cut, 0 when it never published."""
        return dict(self.datasets).get(dataset, 0)


@dataclass(frozen=True, slots=True)
class CellKey:
    """One row of cells in mart.measure, over all its periods."""

    dataset: str
    measure: str
    rincian: str
    varian: str
    entitas: Kode


@dataclass(frozen=True, slots=True)
class Cell:
    """One value of mart.measure as it is visible at a version."""

    key: CellKey
    periode: str
    value: float | None
    state: State
    vintage: date
    snapshot: int
    from_version: int
    to_version: int | None = None


@dataclass(frozen=True, slots=True)
class SnapshotFact:
    """An archived file: what it was called, where it came from, its SHA-256, and the run that read it."""

    id: int
    source: str
    name: str
    url: str
    sha256: str
    byte_count: int
    fetched_at: datetime


@dataclass(frozen=True, slots=True)
class RunFact:
    """One ETL run: outcome is `published`, `unchanged`, `held`, `failed` or `running`."""

    id: int
    source: str
    started_at: datetime
    finished_at: datetime | None
    outcome: str
    message: str
    rows_read: int
    rows_rejected: int
    version: int | None


@dataclass(frozen=True, slots=True)
class PassportQuery(Query["Passport"]):
    """Which rows, file, run and former values stand behind this indicator in this region?"""

    indicator: str
    entitas: Kode


@dataclass(frozen=True, slots=True)
class PassportRow:
    """One cell with its whole ancestry. `part` names it where a value is made of several; `printed` is what the
    publication itself calls the value.
    """

    line: str
    periode: str
    value: float | None
    state: State
    vintage: date
    dataset: str
    varian: str
    publisher: str
    citation: str
    url: str
    version: int
    is_authoritative: bool
    snapshot: SnapshotFact
    former: tuple[Former, ...]
    part: str = ""
    printed: str = ""


@dataclass(frozen=True, slots=True)
class Passport:
    """Answer to a PassportQuery: every row, and the newest run of each dataset behind it."""

    indicator: str
    entitas: Kode
    nama: str
    rows: tuple[PassportRow, ...]
    runs: tuple[RunFact, ...]
