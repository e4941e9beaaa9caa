"""Workbooks as offices make them, written here: XLSX by openpyxl, ODS and XLS by hand, since nobody else needs to."""

from __future__ import annotations

import io
import struct
import zipfile
from collections.abc import Callable, Iterable, Mapping, Sequence
from xml.sax.saxutils import escape

import openpyxl
from openpyxl.worksheet.worksheet import Worksheet

Cell = str | float | None
Rows = Iterable[Sequence[Cell]]
_OFFICE = "urn:oasis:names:tc:opendocument:xmlns"


def xlsx(sheets: Mapping[str, Rows], change: Callable[[Worksheet], None] = lambda sheet: None) -> bytes:
    """Sheets by name; `change` is given the first."""
    book = openpyxl.Workbook()
    book.remove(book.worksheets[0])
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(list(row))
    change(book.worksheets[0])
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def edited(body: bytes, part: str, change: Callable[[str], str]) -> bytes:
    """A workbook with one of its parts changed, as other programs write it."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(body)) as old, zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as new:
        for info in old.infolist():
            text = old.read(info)
            new.writestr(info.filename, change(text.decode()).encode() if info.filename == part else text)
    return buffer.getvalue()


def ods(sheets: Mapping[str, Iterable[str]]) -> bytes:
    """Sheets by name, each row the XML of its cells."""
    tables = "".join(
        f'<table:table table:name="{name}">{"".join(f"<table:table-row>{row}</table:table-row>" for row in rows)}'
        "</table:table>"
        for name, rows in sheets.items()
    )
    spaces = " ".join(f'xmlns:{name}="{_OFFICE}:{name}:1.0"' for name in ("office", "table", "text"))
    content = f'<?xml version="1.0" encoding="UTF-8"?><office:document-content {spaces} office:version="1.3">'
    content += f"<office:body><office:spreadsheet>{tables}</office:spreadsheet></office:body></office:document-content>"
    manifest = (
        f'<m:manifest xmlns:m="{_OFFICE}:manifest:1.0"><m:file-entry m:full-path="/"'
        ' m:media-type="application/vnd.oasis.opendocument.spreadsheet"/></m:manifest>'
    )
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as bundle:
        bundle.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet", zipfile.ZIP_STORED)
        bundle.writestr("META-INF/manifest.xml", manifest)
        bundle.writestr("content.xml", content)
    return buffer.getvalue()


def ods_cell(value: Cell, facts: str = "") -> str:
    """One cell; `facts` are further attributes."""
    if value is None:
        return f"<table:table-cell {facts}/>"
    if isinstance(value, str):
        kind = 'office:value-type="string"'
    else:
        kind = f'office:value-type="float" office:value="{value}"'
    return f"<table:table-cell {kind} {facts}><text:p>{escape(str(value))}</text:p></table:table-cell>"


def ods_rows(rows: Rows) -> list[str]:
    """Plain rows."""
    return ["".join(ods_cell(value) for value in row) for row in rows]


def xls(name: str, rows: Rows, merged: Sequence[tuple[int, int, int, int]] = ()) -> bytes:
    """One sheet as Excel 97 keeps it: BIFF8 records in an OLE container. `merged`: rows, then columns."""
    globals_ = _record(0x809, struct.pack("<HHHHII", 0x600, 5, 0, 0, 0, 6)) + _record(0x42, struct.pack("<H", 1200))
    title = name.encode("utf-16-le")
    bound_size = 4 + 6 + 2 + len(title)
    end = _record(0x0A, b"")
    at = len(globals_) + bound_size + len(end)
    bound = _record(0x85, struct.pack("<IBBBB", at, 0, 0, len(name), 1) + title)
    sheet = _record(0x809, struct.pack("<HHHHII", 0x600, 0x10, 0, 0, 0, 6))
    for row, cells in enumerate(rows):
        for column, value in enumerate(cells):
            if isinstance(value, str):
                text = value.encode("utf-16-le")
                sheet += _record(0x204, struct.pack("<HHHHB", row, column, 0, len(value), 1) + text)
            elif value is not None:
                sheet += _record(0x203, struct.pack("<HHHd", row, column, 0, value))
    if merged:
        places = b"".join(struct.pack("<HHHH", top, bottom, left, right) for top, left, bottom, right in merged)
        sheet += _record(0xE5, struct.pack("<H", len(merged)) + places)
    return _container(globals_ + bound + end + sheet + end)


def _record(kind: int, body: bytes) -> bytes:
    return struct.pack("<HH", kind, len(body)) + body


def _container(stream: bytes) -> bytes:
    """The stream `Workbook`, long enough to lie in sectors of its own."""
    size = max(4096, len(stream))
    sectors = -(-size // 512)
    stream = stream.ljust(sectors * 512, b"\0")
    table = [0xFFFFFFFD, 0xFFFFFFFE, *range(3, sectors + 2), 0xFFFFFFFE]
    assert len(table) <= 128
    fat = struct.pack("<128I", *table, *[0xFFFFFFFF] * (128 - len(table)))
    header = bytes.fromhex("D0CF11E0A1B11AE1") + bytes(16) + struct.pack("<HHHHH", 0x3E, 3, 0xFFFE, 9, 6) + bytes(6)
    header += struct.pack("<IIIIIIIII", 0, 1, 1, 0, 4096, 0xFFFFFFFE, 0, 0xFFFFFFFE, 0)
    header += struct.pack("<109I", 0, *[0xFFFFFFFF] * 108)
    entries = _entry("Root Entry", 5, 0xFFFFFFFE, 0, 1) + _entry("Workbook", 2, 2, size) + bytes(256)
    return header + fat + entries + stream


def _entry(name: str, kind: int, start: int, size: int, child: int = 0xFFFFFFFF) -> bytes:
    title = name.encode("utf-16-le") + b"\0\0"
    links = struct.pack("<III", 0xFFFFFFFF, 0xFFFFFFFF, child)
    return (
        title.ljust(64, b"\0")
        + struct.pack("<HBB", len(title), kind, 1)
        + links
        + bytes(36)
        + struct.pack("<IQ", start, size)
    )
