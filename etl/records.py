"""What travels along the line before it is a frame."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from data.errors import StorageError
from etl.disk import reason_of


@dataclass(frozen=True, slots=True)
class RawFile:
    """Bytes as fetched; nothing is decided about them yet. `fetched_at` is UTC."""

    name: str
    body: bytes
    url: str
    fetched_at: datetime


@dataclass(frozen=True, slots=True)
class Snapshot:
    """An archived file, named by the SHA-256 of its bytes; `id` is its row in meta.snapshot."""

    id: int
    source: str
    name: str
    sha256: str
    path: Path

    def read_bytes(self) -> bytes:
        """The bytes as they were fetched. Raises StorageError when the archive does not give them."""
        try:
            return self.path.read_bytes()
        except OSError as error:
            raise StorageError(f"Arsip tidak dapat membaca {self.name}: {reason_of(error)}") from error
