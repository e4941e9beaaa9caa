"""Bytes -> an immutable file named by its SHA-256, and its row in meta.snapshot."""

from __future__ import annotations

import hashlib
import os
import tempfile
from pathlib import Path

from data.catalog.models import Source
from data.errors import StorageError
from data.warehouse.writer import Writer
from etl.disk import reason_of
from etl.records import RawFile, Snapshot


def store(raw: RawFile, source: Source, folder: Path, writer: Writer) -> Snapshot:
    """Keep the bytes for good. Raises StorageError when the disk refuses; then nothing is left behind."""
    digest = hashlib.sha256(raw.body).hexdigest()
    path = keep_bytes(raw.body, folder / source.id / digest)
    snapshot_id = writer.add_snapshot(
        source=source.id,
        name=raw.name,
        url=raw.url,
        sha256=digest,
        byte_count=len(raw.body),
        path=str(path.relative_to(folder)),
        fetched_at=raw.fetched_at,
    )
    return Snapshot(snapshot_id, source.id, raw.name, digest, path, raw.valid_from, raw.valid_to, source)


def keep_bytes(body: bytes, path: Path) -> Path:
    """Write bytes under their final name in one step: a reader sees the whole file or none. Raises StorageError."""
    try:
        if path.exists() and path.read_bytes() == body:
            return path
        path.parent.mkdir(parents=True, exist_ok=True)
        _write_through(body, path)
    except OSError as error:
        raise StorageError(f"Arsip tidak dapat menulis {path.name[:12]}…: {reason_of(error)}") from error
    return path


def _write_through(body: bytes, path: Path) -> None:
    handle, scratch = tempfile.mkstemp(dir=path.parent, prefix=".part-")
    try:
        with os.fdopen(handle, "wb") as sink:
            sink.write(body)
            sink.flush()
            os.fsync(sink.fileno())
        os.chmod(scratch, 0o440)
        os.replace(scratch, path)
    finally:
        Path(scratch).unlink(missing_ok=True)
