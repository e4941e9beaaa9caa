"""The header is a contract: a column that was renamed, dropped or added stops the file."""

from __future__ import annotations

import pandas as pd

from data.catalog.models import Source
from data.errors import ParseError
from etl.marks import RESERVED


def check_headers(frame: pd.DataFrame, source: Source, file: str) -> pd.DataFrame:
    """The frame when its headers are exactly those declared. Raises ParseError that shows both lists."""
    frame = _declared(frame, source)
    found = [str(name) for name in frame.columns if name not in RESERVED]
    declared = [column.name for column in source.columns]
    missing = [name for name in declared if name not in found]
    unknown = [name for name in found if name not in declared]
    doubled = sorted({name for name in found if found.count(name) > 1})
    if missing or unknown or doubled:
        raise ParseError(
            f"{file} baris 1: judul kolom tidak sesuai deklarasi {source.id}.toml."
            f"{_told(' Hilang', missing)}{_told(' Tidak dikenal', unknown)}{_told(' Ganda', doubled)}"
            f" Dideklarasikan: {', '.join(declared)}. Ditemukan: {', '.join(found)}."
        )
    return frame


def _declared(frame: pd.DataFrame, source: Source) -> pd.DataFrame:
    """Columns under their declared names where the publisher uses an alias, and without those that are dropped."""
    for column in source.columns:
        if column.aliases and column.name not in frame.columns:
            lower = {str(name).lower(): str(name) for name in frame.columns}
            alias = next((lower[name] for name in (column.name, *column.aliases) if name in lower), None)
            frame = frame.rename(columns={alias: column.name}) if alias else frame
    if source.other_columns == "dropped":
        kept = {*RESERVED, *(column.name for column in source.columns)}
        frame = frame[[name for name in frame.columns if name in kept]]
    return frame


def _told(word: str, names: list[str]) -> str:
    return f"{word}: {', '.join(names)}." if names else ""
