"""What travels along the line before it is a frame."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from data.catalog.models import Source
from data.errors import StorageError
from data.warehouse.records import Finding
from etl.disk import reason_of


@dataclass(frozen=True, slots=True)
class RawFile:
    """Bytes as fetched; nothing is decided about them yet. `fetched_at` is UTC.

    `valid_from`, `valid_to`: what an operator says about the days for which the content holds (inclusive).
    `cursor`: how far the source is read once this is published. `findings`: what was noticed while fetching.
    """

    name: str
    body: bytes
    url: str
    fetched_at: datetime
    valid_from: date | None = None
    valid_to: date | None = None
    cursor: str = ""
    findings: tuple[Finding, ...] = ()


@dataclass(frozen=True, slots=True)
class Snapshot:
    """An archived file, named by the SHA-256 of its bytes; `id` is its row in meta.snapshot.

    `declared`: the declaration by which it was fetched, for sources that are parsed as it says.
    """

    id: int
    source: str
    name: str
    sha256: str
    path: Path
    valid_from: date | None = None
    valid_to: date | None = None
    declared: Source | None = None

    def read_bytes(self) -> bytes:
        """The bytes as they were fetched. Raises StorageError when the archive does not give them."""
        try:
            return self.path.read_bytes()
        except OSError as error:
            raise StorageError(f"Arsip tidak dapat membaca {self.name}: {reason_of(error)}") from error
