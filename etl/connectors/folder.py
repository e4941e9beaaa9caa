"""A drop folder: what lies in it is the source. Nothing in it is changed or taken away."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from datetime import UTC, datetime
from fnmatch import fnmatchcase
from pathlib import Path

from data.catalog.connector import FolderConnector
from data.catalog.models import Source
from data.errors import FetchError
from data.settings import Settings
from data.warehouse.records import Finding
from etl.archive import keep_bytes
from etl.connectors import cursor
from etl.disk import reason_of
from etl.marks import REFUSED
from etl.records import RawFile

_UNFINISHED = (".part", ".tmp", ".crdownload", ".filepart")


def fetch(source: Source, connector: FolderConnector, settings: Settings, since: str | None) -> Iterator[RawFile]:
    """Every file, when one of them came, went or changed since; else none. Raises FetchError.

    A file larger than declared is not read at all: it is told, and the others go on without it.
    """
    folder = settings.drop_folder / connector.folder
    try:
        files = _files(folder, connector)
        if not _is_settled(files, connector):
            if since:
                return
            raise FetchError(f"Folder '{connector.folder}' sedang diisi; dibaca setelah {connector.settle_s:g} detik")
        listing = cursor.written(source, _listing(files))
        if listing == since:
            return
        small = [path for path in files if path.stat().st_size <= connector.layout.max_bytes]
        findings = tuple(_too_big(path, connector) for path in files if path not in small)
        if files and not small:
            raise FetchError(" ".join(finding.message for finding in findings))
        for path in small:
            body = path.read_bytes()
            yield RawFile(path.name, body, f"folder:{connector.folder}/{path.name}", datetime.now(UTC),
                          cursor=listing, findings=findings if path is small[0] else ())  # fmt: skip
    except OSError as error:
        raise FetchError(f"Folder '{connector.folder}' tidak dapat dibaca: {reason_of(error)}") from error


def drop(source: Source, connector: FolderConnector, settings: Settings, name: str, body: bytes) -> Path:
    """Lay a file that was given to us into the folder, whole or not at all. Raises FetchError, StorageError."""
    plain = Path(name).name
    if plain != name or name.startswith((".", "~$")) or not fnmatchcase(name, connector.pattern):
        raise FetchError(f"Nama berkas tidak sesuai; sumber '{source.id}' menerima {connector.pattern}")
    if len(body) > connector.layout.max_bytes:
        raise FetchError(f"{name}: lebih besar dari {connector.layout.max_bytes // 1024**2} MB")
    return keep_bytes(body, settings.drop_folder / connector.folder / name)


def _files(folder: Path, connector: FolderConnector) -> list[Path]:
    """Files of the pattern, by name. Raises FetchError for a folder that is missing, empty or too full."""
    if not folder.is_dir():
        raise FetchError(f"Folder '{connector.folder}' belum ada")
    found = [
        path
        for path in sorted(folder.iterdir())
        if path.is_file() and fnmatchcase(path.name, connector.pattern) and not _is_unfinished(path.name)
    ]
    if not found:
        raise FetchError(f"Folder '{connector.folder}' tidak berisi berkas {connector.pattern}")
    if len(found) > connector.max_files:
        raise FetchError(f"Folder '{connector.folder}' berisi lebih dari {connector.max_files} berkas")
    return found


def _is_settled(files: list[Path], connector: FolderConnector) -> bool:
    """False while one of them was written to a moment ago: half a file is not read, and no file is left out.

    What nobody may write to, as `drop` leaves it, is whole.
    """
    facts = [path.stat() for path in files]
    newest = max((max(one.st_mtime, one.st_ctime) for one in facts if one.st_mode & 0o222), default=0)
    return newest <= datetime.now(UTC).timestamp() - connector.settle_s


def _is_unfinished(name: str) -> bool:
    """What is still being copied, or lies open in an office program."""
    return name.startswith((".", "~$")) or name.lower().endswith(_UNFINISHED)


def _listing(files: list[Path]) -> str:
    facts = [(path.name, path.stat().st_size, path.stat().st_mtime_ns, path.stat().st_ctime_ns) for path in files]
    return hashlib.sha256(repr(facts).encode()).hexdigest()


def _too_big(path: Path, connector: FolderConnector) -> Finding:
    size, most = path.stat().st_size / 1024**2, connector.layout.max_bytes / 1024**2
    return Finding(REFUSED, "warn", f"{path.name}: {size:.0f} MB, lebih besar dari {most:.0f} MB; tidak dibaca.")
