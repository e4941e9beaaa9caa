"""Official statistics that come with the product: one CSV for each source in the published folder."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime

from data.errors import FetchError
from data.settings import Settings
from etl.disk import reason_of
from etl.records import RawFile


def fetch_published(settings: Settings, source_id: str) -> Iterator[RawFile]:
    """Yield the source's file as it lies there. Raises FetchError when it cannot be read."""
    path = settings.published_dir / f"{source_id}.csv"
    try:
        body = path.read_bytes()
    except OSError as error:
        raise FetchError(f"Berkas {path.name} tidak dapat dibaca: {reason_of(error)}") from error
    yield RawFile(path.name, body, f"berkas:{path.name}", datetime.now(UTC))
