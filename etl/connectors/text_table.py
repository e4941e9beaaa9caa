"""CSV as offices write it: UTF-8 with or without a mark, UTF-16, cp1252; any of the declared separators."""

from __future__ import annotations

import csv
import io
import re

from data.catalog.connector import TableLayout
from data.errors import ParseError
from etl.connectors.grid import Sheet

_UTF16 = (b"\xff\xfe", b"\xfe\xff")
_MULTIBYTE = re.compile(rb"[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}")


def decode(body: bytes, name: str, layout: TableLayout) -> str:
    """The text. Raises ParseError for what is binary, cut off, empty, or in none of the declared encodings."""
    if not body.strip():
        raise ParseError(f"{name}: berkas kosong")
    if body.startswith(_UTF16):
        text = _decoded(body, "utf-16", name)
    elif b"\x00" in body:
        raise ParseError(f"{name}: isinya biner, bukan tabel")
    else:
        text = _decoded(body, "utf-8-sig", name, fallback="cp1252" in layout.encodings)
    if not text.endswith(("\n", "\r")):
        line = text.count("\n") + 1
        raise ParseError(f"{name} baris {line}: tidak diakhiri baris baru; berkas mungkin terpotong")
    return text


def _decoded(body: bytes, encoding: str, name: str, *, fallback: bool = False) -> str:
    try:
        return body.decode(encoding)
    except UnicodeDecodeError as error:
        line = body[: error.start].count(b"\n") + 1
    if not fallback:
        raise ParseError(f"{name} baris {line}: bukan UTF-8")
    # Of cp1252 every byte means something: text that is partly UTF-8 would become other letters, unnoticed.
    if _MULTIBYTE.search(body):
        raise ParseError(f"{name} baris {line}: campuran UTF-8 dan cp1252")
    try:
        return body.decode("cp1252")
    except UnicodeDecodeError as error:
        line = body[: error.start].count(b"\n") + 1
        raise ParseError(f"{name} baris {line}: bukan UTF-8 dan bukan cp1252") from None


def split(text: str, name: str, delimiter: str, layout: TableLayout) -> Sheet:
    """The records as rows of a sheet, numbered by the line on which they begin. Raises ParseError."""
    rows: dict[int, list[str]] = {}
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    started = 0
    try:
        for fields in reader:
            if any(cell.strip() for cell in fields):
                rows[started] = fields
            started = reader.line_num
            if len(rows) > layout.max_rows:
                raise ParseError(f"{name}: lebih dari {layout.max_rows} baris")
    except csv.Error as error:
        told = "kutipan tidak ditutup; berkas terpotong atau rusak"
        raise ParseError(f"{name} baris {reader.line_num}: {told}") from error
    return Sheet("", True, rows, frozenset(), ())
