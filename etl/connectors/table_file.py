"""A table in a file of an office -> a frame of text. What the file is, is read off its bytes, not its name."""

from __future__ import annotations

from fnmatch import fnmatchcase

import pandas as pd

from data.catalog.connector import TableLayout
from data.catalog.models import Source
from data.errors import ParseError
from etl.connectors.grid import Sheet, find_header, found_columns, frame_of, missing_header
from etl.connectors.sheet_file import read_sheets
from etl.connectors.text_table import decode, split
from etl.marks import SHEET, SKIPPED
from etl.records import Snapshot

_WORKBOOKS = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0")
_FOREIGN = {b"%PDF": "berkas PDF", b"\x89PNG": "gambar PNG", b"\xff\xd8": "gambar JPEG", b"{\\rtf": "berkas RTF"}


def parse_table(snapshot: Snapshot, source: Source, layout: TableLayout) -> pd.DataFrame:
    """One row per record, all text, with its line and sheet. Raises ParseError naming file, sheet and row."""
    size = snapshot.path.stat().st_size
    if size > layout.max_bytes:
        raise ParseError(f"{snapshot.name}: {size // 1024**2} MB, lebih besar dari {layout.max_bytes // 1024**2} MB")
    with snapshot.path.open("rb") as file:
        start = file.read(16)
    for sign, what in _FOREIGN.items():
        if start.startswith(sign):
            raise ParseError(f"{snapshot.name}: isinya {what}, bukan tabel")
    if start.startswith(_WORKBOOKS):
        sheets = _chosen(read_sheets(snapshot.path, snapshot.name, layout), snapshot.name, layout)
    else:
        sheets = [_text_sheet(snapshot, source, layout)]
    frames = [_frame(snapshot.name, sheet, source, layout) for sheet in sheets]
    if all(frame.empty for frame in frames):
        raise ParseError(f"{snapshot.name}: hanya ada judul kolom, tidak ada baris data")
    return _joined(frames, sheets)


def _text_sheet(snapshot: Snapshot, source: Source, layout: TableLayout) -> Sheet:
    """Split by the declared separator under which most declared columns are found, the first of equals."""
    text = decode(snapshot.read_bytes(), snapshot.name, layout)
    sheets, errors = [], []
    for mark in [mark for mark in layout.delimiters if mark in text] or layout.delimiters[:1]:
        try:
            sheets.append(split(text, snapshot.name, mark, layout))
        except ParseError as error:
            errors.append(error)
    if not sheets:
        raise errors[0]
    return max(sheets, key=lambda sheet: found_columns(sheet, source, layout))


def _chosen(sheets: list[Sheet], name: str, layout: TableLayout) -> list[Sheet]:
    """The declared sheets in the order of the workbook. Raises ParseError for one that is missing, or too many."""
    shown = [sheet for sheet in sheets if sheet.is_visible]
    names = ", ".join(sheet.name for sheet in sheets)
    if not layout.sheets:
        filled = [sheet for sheet in shown if sheet.rows]
        if len(filled) != 1:
            raise ParseError(f"{name}: ada {len(filled)} lembar berisi ({names}), deklarasi tidak menyebut yang mana")
        return filled
    missing = [wanted for wanted in layout.sheets if not any(fnmatchcase(sheet.name, wanted) for sheet in sheets)]
    if missing:
        raise ParseError(f"{name}: lembar {', '.join(missing)} tidak ada. Ditemukan: {names}")
    if "*" in layout.sheets:
        return [sheet for sheet in shown if sheet.rows]
    return [sheet for sheet in sheets if any(fnmatchcase(sheet.name, wanted) for wanted in layout.sheets)]


def _frame(name: str, sheet: Sheet, source: Source, layout: TableLayout) -> pd.DataFrame:
    header = find_header(sheet, source, layout)
    if header is None:
        raise missing_header(name, sheet, source, layout)
    doubled = sorted({one for one in header.names.values() if list(header.names.values()).count(one) > 1})
    if doubled:
        raise ParseError(f"{name} baris {header.last_row + 1}: judul kolom ganda: {', '.join(doubled)}")
    return frame_of(name, sheet, header, source, layout)


def _joined(frames: list[pd.DataFrame], sheets: list[Sheet]) -> pd.DataFrame:
    skipped = [one for frame in frames for one in frame.attrs.get(SKIPPED, [])]
    if any(sheet.name for sheet in sheets):
        frames = [frame.assign(**{SHEET: sheet.name}) for frame, sheet in zip(frames, sheets, strict=True)]
    for frame in frames:
        frame.attrs.clear()
    joined = pd.concat(frames, ignore_index=True)
    joined.attrs[SKIPPED] = skipped
    return joined
