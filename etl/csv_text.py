"""CSV bytes -> a frame of text, headers as published. Nothing is guessed: no type, no missing mark, no separator."""

from __future__ import annotations

import csv
import io

import pandas as pd

from data.errors import ParseError
from etl.marks import LINE
from etl.records import Snapshot

_BINARY_STARTS = {
    b"\x89PNG": "gambar PNG",
    b"PK\x03\x04": "berkas ZIP atau XLSX",
    b"%PDF": "berkas PDF",
    b"\xff\xd8": "gambar JPEG",
}


def parse_csv(snapshot: Snapshot) -> pd.DataFrame:
    """A row for each record, all text, plus `baris_berkas`: the line an editor shows.

    Raises ParseError for what is no UTF-8 CSV, an empty file, a record with more or fewer fields than the header or a
    file that does not end in a newline (both are what a file cut off looks like), or a header that comes twice.
    """
    text = _decode(snapshot)
    if not text.strip():
        raise ParseError(f"{snapshot.name}: berkas kosong")
    if not text.endswith("\n"):
        line = text.count("\n") + 1
        raise ParseError(f"{snapshot.name} baris {line}: tidak diakhiri baris baru; berkas mungkin terpotong")
    header, records = _split(snapshot.name, text)
    frame = pd.DataFrame([fields for _, fields in records], columns=header, dtype="string")
    return frame.assign(**{LINE: [line for line, _ in records]})


def _decode(snapshot: Snapshot) -> str:
    body = snapshot.read_bytes()
    for start, what in _BINARY_STARTS.items():
        if body.startswith(start):
            raise ParseError(f"{snapshot.name}: isinya {what}, bukan CSV")
    if b"\x00" in body:
        raise ParseError(f"{snapshot.name}: isinya biner, bukan CSV")
    try:
        return body.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = body[: error.start].count(b"\n") + 1
        raise ParseError(f"{snapshot.name} baris {line}: bukan UTF-8") from error


def _split(name: str, text: str) -> tuple[list[str], list[tuple[int, list[str]]]]:
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    records: list[tuple[int, list[str]]] = []
    try:
        header = next(reader)
        started = reader.line_num + 1
        for fields in reader:
            if fields:
                _check_width(name, started, header, fields)
                records.append((started, fields))
            started = reader.line_num + 1
    except csv.Error as error:
        raise ParseError(
            f"{name} baris {reader.line_num}: kutipan tidak ditutup; berkas terpotong atau rusak"
        ) from error
    if LINE in header:
        raise ParseError(f"{name} baris 1: judul kolom '{LINE}' dipakai sistem ini sendiri")
    if not records:
        raise ParseError(f"{name}: hanya ada judul kolom, tidak ada baris data")
    return header, records


def _check_width(name: str, line: int, header: list[str], fields: list[str]) -> None:
    if fields == header:
        raise ParseError(f"{name} baris {line}: judul kolom muncul lagi; berkas ini gabungan dua berkas")
    if len(fields) != len(header):
        found = f"{len(fields)} isian, seharusnya {len(header)}"
        raise ParseError(f"{name} baris {line}: {found}; berkas terpotong atau pemisahnya berbeda")
