"""What travels along the line before it is a frame."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path


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
        """The bytes as they were fetched."""
        return self.path.read_bytes()
