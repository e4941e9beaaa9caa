"""Official boundaries of desa and kelurahan, from a file that an operator gives: GeoJSON, GeoPackage or shapefile."""

from __future__ import annotations

from collections.abc import Iterator

import pandas as pd

from data.errors import FetchError
from data.settings import Settings
from etl.records import RawFile, Snapshot


def fetch(settings: Settings, since: str | None) -> Iterator[RawFile]:
    """Nothing can be fetched: raises FetchError that says how the file is given."""
    raise FetchError("Batas resmi dimuat dari berkas: python -m etl run batas_wilayah --file BERKAS")


def parse(snapshot: Snapshot) -> pd.DataFrame:
    """One row per object, all text."""
    from etl.batas.files import parse_shapes  # GDAL: only a run of boundaries waits for it

    return parse_shapes(snapshot)
