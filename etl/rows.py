"""Typed rows -> the rows of the table that the source is for."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from data.catalog.models import Source
from data.domain.entitas import Entitas, Kode
from data.warehouse.records import Finding
from etl.measures import to_measures
from etl.records import Snapshot


def to_rows(
    frame: pd.DataFrame, source: Source, snapshot: Snapshot, known: Mapping[Kode, Entitas]
) -> tuple[pd.DataFrame, list[Finding]]:
    """Rows as the writer takes them, and what was noticed on the way."""
    if source.table == "batas":
        from etl.batas.rows import to_batas  # shapely and PROJ: only a run of boundaries waits for them

        return to_batas(frame, source, snapshot, known)
    return to_measures(frame, source, snapshot.id), []
