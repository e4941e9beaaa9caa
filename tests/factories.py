"""A small source of innovation figures, its regions and its files: what tests of the ETL line are written with."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pandas as pd

from data.catalog.models import Column, Quality, Source, Varian
from data.domain.entitas import Entitas, Kode
from data.domain.periode import Cadence
from etl.csv_text import parse_csv
from etl.marks import LINE
from etl.records import Snapshot

HEADER = ("kode", "tahun", "inovasi", "varian", "terbit_pada", "catatan")
GOOD = ("33.16", "2024", "57", "badan", "2025-02-01", "")
COLUMNS = (
    Column(name="kode", role="entitas"),
    Column(name="tahun", role="periode"),
    Column(name="inovasi", role="measure", measure="inovasi_jumlah", minimum=0, maximum=500, missing=("-",)),
    Column(name="varian", role="varian"),
    Column(name="terbit_pada", role="vintage"),
    Column(name="catatan", role="note"),
)
KNOWN: Mapping[Kode, Entitas] = {
    Kode(kode): Entitas(Kode(kode), nama, "kabupaten", Kode(kode[:2]))
    for kode, nama in {"33.16": "Blora", "33.17": "Rembang", "32.11": "Sumedang"}.items()
}


def source_of(columns: tuple[Column, ...] = COLUMNS, **changes: object) -> Source:
    """The declaration, with other columns or facts where a test needs them."""
    varian = (Varian(id="badan", publisher="Badan Contoh", citation="Badan Contoh, Laporan"),)
    source = Source(
        id="contoh",
        title="Contoh",
        publisher="Badan Contoh",
        cadence=Cadence.TAHUNAN,
        due_days=90,
        columns=columns,
        varian=varian,
        quality=Quality(max_rejected_ratio=0.2, max_vanished_ratio=0.1, max_jump_ratio=0.5),
    )
    return source.model_copy(update=changes)


def with_column(name: str, **changes: object) -> Source:
    """The declaration with one column changed."""
    return source_of(tuple(c.model_copy(update=changes) if c.name == name else c for c in COLUMNS))


def row(**changes: str) -> tuple[str, ...]:
    """The good row with some cells changed."""
    return tuple(changes.get(name, value) for name, value in zip(HEADER, GOOD, strict=True))


def frame_of(*rows: tuple[str, ...]) -> pd.DataFrame:
    """What parse_csv makes of these rows: the first is on line 2."""
    frame = pd.DataFrame(list(rows), columns=list(HEADER), dtype="string")
    return frame.assign(**{LINE: range(2, len(rows) + 2)})


def snapshot_of(path: Path, body: bytes | str) -> Snapshot:
    """A file written to `path`, as the archive would hand it out."""
    path.write_bytes(body.encode() if isinstance(body, str) else body)
    return Snapshot(7, "contoh", path.name, "0" * 64, path)


def parsed(path: Path, body: bytes | str) -> pd.DataFrame:
    """The frame of a file with this body."""
    return parse_csv(snapshot_of(path, body))
