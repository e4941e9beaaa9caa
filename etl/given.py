"""A file that an operator names on the command line, with the dates for which it holds."""

from __future__ import annotations

import io
import zipfile
from datetime import UTC, date, datetime
from pathlib import Path

from data.errors import FetchError
from etl.disk import reason_of
from etl.records import RawFile

_SIBLINGS = (".shp", ".shx", ".dbf", ".prj", ".cpg")
_MOST_BYTES = 256 * 1024 * 1024
_EPOCH = (1980, 1, 1, 0, 0, 0)


def read_given(path: Path, valid_from: date | None = None, valid_to: date | None = None) -> RawFile:
    """The file; a .shp becomes a zip with its siblings, the same bytes every time. Raises FetchError."""
    if valid_from and valid_to and valid_to < valid_from:
        raise FetchError("--valid-to lebih awal dari --valid-from")
    try:
        if not path.is_file():
            raise FetchError(f"Berkas {path.name} tidak ada, atau bukan berkas")
        if path.stat().st_size > _MOST_BYTES:
            raise FetchError(f"Berkas {path.name} lebih besar dari {_MOST_BYTES // 1024**2} MB")
        body = _zipped(path) if path.suffix.lower() == ".shp" else path.read_bytes()
    except OSError as error:
        raise FetchError(f"Berkas {path.name} tidak dapat dibaca: {reason_of(error)}") from error
    return RawFile(path.name, body, f"berkas:{path.name}", datetime.now(UTC), valid_from, valid_to)


def _zipped(path: Path) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as bundle:
        for part in sorted(path.parent.glob(f"{path.stem}.*")):
            if part.stem == path.stem and part.suffix.lower() in _SIBLINGS:
                bundle.writestr(zipfile.ZipInfo(part.name, _EPOCH), part.read_bytes())
    return buffer.getvalue()
