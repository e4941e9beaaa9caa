"""Typed rows -> the rows of mart.measure or mart.entitas."""

from __future__ import annotations

import pandas as pd

from data.catalog.models import Column, Source
from data.domain.entitas import Kode, induk_of
from data.errors import ConfigError
from etl.marks import DELETED

MEASURE_COLUMNS = (
    "measure", "entitas", "periode", "rincian", "varian", "value", "state", "vintage", "snapshot",
)  # fmt: skip
ENTITAS_COLUMNS = ("kode", "nama", "jenis", "induk", "kode_bps", "snapshot")
KEYS = {"measure": MEASURE_COLUMNS[:5], "entitas": ENTITAS_COLUMNS[:1], "batas": ("kode", "valid_from")}


def to_measures(frame: pd.DataFrame, source: Source, snapshot: int) -> pd.DataFrame:
    """One row per region, period, varian and measure column, in MEASURE_COLUMNS; for regions ENTITAS_COLUMNS.

    A published figure goes on as printed. An empty cell is state not_reported with no value, which is not zero.
    Left out is what a publication does not speak of: a measure its varian never gives, a cell declared "silent".
    What the source deleted is state deleted, which closes the row.
    """
    if source.table == "entitas":
        return _to_entitas(frame, snapshot)
    if DELETED not in frame:
        frame = frame.assign(**{DELETED: False})
    parts = [_of_column(frame, source, column, snapshot) for column in source.columns if column.role == "measure"]
    if not parts:
        raise ConfigError(f'{source.id}.toml: tidak ada kolom dengan role = "measure"')
    return pd.concat(parts, ignore_index=True)[list(MEASURE_COLUMNS)]


def _of_column(frame: pd.DataFrame, source: Source, column: Column, snapshot: int) -> pd.DataFrame:
    varian = _name_of(source, "varian")
    spoken = frame[column.name].notna().groupby(frame[varian]).transform("any")
    given = frame[column.name].notna() | frame[DELETED]
    frame = frame[spoken.astype(bool) | frame[DELETED] if column.blank == "not_reported" else given]
    value = frame[column.name].mask(frame[DELETED])
    return pd.DataFrame(
        {
            "measure": column.measure or column.name,
            "entitas": frame[_name_of(source, "entitas")],
            "periode": frame[_name_of(source, "periode")],
            "rincian": column.rincian,
            "varian": frame[varian],
            "value": value,
            "state": value.isna().map({True: "not_reported", False: "value"}).mask(frame[DELETED], "deleted"),
            "vintage": frame[_name_of(source, "vintage")],
            "snapshot": snapshot,
        }
    )


def _to_entitas(frame: pd.DataFrame, snapshot: int) -> pd.DataFrame:
    induk = frame["kode"].map(lambda kode: induk_of(Kode(str(kode))))
    rows = frame.assign(induk=induk.astype("object"), snapshot=snapshot)
    return rows[list(ENTITAS_COLUMNS)]


def _name_of(source: Source, role: str) -> str:
    named = [column.name for column in source.columns if column.role == role]
    if len(named) != 1:
        raise ConfigError(f'{source.id}.toml: perlu tepat satu kolom dengan role = "{role}", ada {len(named)}')
    return named[0]
