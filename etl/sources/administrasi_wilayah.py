"""Area (Kemendagri, BPS) and number of kecamatan, desa and kelurahan, each as printed at its own level."""

from __future__ import annotations

from collections.abc import Iterator

import pandas as pd

from data.settings import Settings
from etl.csv_text import parse_csv
from etl.published_file import fetch_published
from etl.records import RawFile, Snapshot


def fetch(settings: Settings, since: str | None) -> Iterator[RawFile]:
    """The published file as a whole; it is small, so `since` makes no difference."""
    return fetch_published(settings, "administrasi_wilayah")


def parse(snapshot: Snapshot) -> pd.DataFrame:
    """One row per region, year and publication, all text."""
    return parse_csv(snapshot)
