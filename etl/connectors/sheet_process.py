"""Opens one workbook (XLSX, XLS, ODS) in a process of its own, with a limit on memory and time, and tells its cells.

Run as a module with the path and the limits (JSON); answers one JSON object a line: a sheet, then its rows. A file of
somebody else's that is a bomb, or breaks the reader, ends this process and nothing else. Before anything is unpacked
its declared size counts, while it is unpacked its true one, and no grid is laid out that is larger than declared.
"""

from __future__ import annotations

import datetime
import json
import resource
import sys
import zipfile
from collections.abc import Iterator
from typing import Any
from xml.etree import ElementTree
from xml.parsers import expat

import python_calamine as calamine

from etl.connectors.sheet_scan import CHUNK, Marks, OdsScan, RefusedError, Scan, XlsxScan


def scanned(path: str, limits: dict[str, int]) -> dict[str, Marks]:
    """Marks by sheet; every part of the archive is unpacked once and counted. Raises RefusedError."""
    with zipfile.ZipFile(path) as archive:
        parts = archive.infolist()
        if sum(part.file_size for part in parts) > limits["max_unpacked_bytes"]:
            raise _too_big(limits)
        names = {part.filename for part in parts}
        if "xl/workbook.bin" in names:
            raise RefusedError("berformat XLSB; simpan sebagai XLSX")
        if not names & {"xl/workbook.xml", "content.xml"}:
            raise RefusedError("ZIP ini bukan XLSX atau ODS")
        sheets = _xlsx_sheets(archive) if "xl/workbook.xml" in names else {}
        scans: dict[str, Scan] = {part: XlsxScan(limits) for part in sheets}
        if not sheets:
            scans["content.xml"] = OdsScan(limits)
        left = limits["max_unpacked_bytes"]
        for part in parts:
            left = _unpack(archive, part, scans.get(part.filename), left, limits)
    found: dict[str, Marks] = {}
    for name, scan in scans.items():
        if isinstance(scan, OdsScan):
            found.update(scan.sheets)
        elif isinstance(scan, XlsxScan):
            found[sheets[name]] = scan.marks
    return found


def _unpack(
    archive: zipfile.ZipFile, part: zipfile.ZipInfo, scan: Scan | None, left: int, limits: dict[str, int]
) -> int:
    with archive.open(part) as source:
        while chunk := source.read(CHUNK):
            left -= len(chunk)
            if left < 0:
                raise _too_big(limits)
            if scan is not None:
                scan.parser.Parse(chunk, False)
    if scan is not None:
        scan.parser.Parse(b"", True)
    return left


def _too_big(limits: dict[str, int]) -> RefusedError:
    return RefusedError(f"isinya setelah dibuka lebih besar dari {limits['max_unpacked_bytes'] // 1024**2} MB")


def _xlsx_sheets(archive: zipfile.ZipFile) -> dict[str, str]:
    """Part -> name of the sheet, as the workbook lists them."""
    relations = ElementTree.fromstring(archive.read("xl/_rels/workbook.xml.rels"))
    parts = {one.get("Id"): str(one.get("Target")) for one in relations}
    found = {}
    for one in ElementTree.fromstring(archive.read("xl/workbook.xml")).iter():
        if one.tag.rpartition("}")[2] == "sheet":
            ids = [value for key, value in one.attrib.items() if key.rpartition("}")[2] == "id"]
            target = parts.get(ids[0], "") if ids else ""
            found[target.lstrip("/") if target.startswith("/") else f"xl/{target}"] = str(one.get("name"))
    return found


def told(path: str, limits: dict[str, int], is_zip: bool) -> Iterator[dict[str, Any]]:
    """Sheets and their rows. Raises RefusedError."""
    marks = scanned(path, limits) if is_zip else {}
    with calamine.CalamineWorkbook.from_path(path) as book:
        for number, facts in enumerate(book.sheets_metadata):
            if facts.typ != calamine.SheetTypeEnum.WorkSheet:
                continue
            sheet = book.get_sheet_by_index(number)
            mine = marks.get(facts.name, Marks())
            if sheet.total_height > limits["max_rows"] or sheet.total_width > limits["max_columns"]:
                raise RefusedError(f"lebih dari {limits['max_rows']} baris atau {limits['max_columns']} kolom")
            if not mine.merged:
                mine.merged = [(*first, *last) for first, last in sheet.merged_cell_ranges or []]
            is_visible = facts.visible == calamine.SheetVisibleEnum.Visible
            yield {"name": facts.name, "visible": is_visible, "formulas": mine.formulas, "merged": mine.merged}
            yield from _rows(sheet, mine)


def _rows(sheet: calamine.CalamineSheet, marks: Marks) -> Iterator[dict[str, Any]]:
    """What could not be worked out stands as its error, or as the sign that a formula begins with."""
    instead = {(row, column): "=" for row, column in marks.unworked}
    instead.update({(row, column): words or "#GALAT" for row, column, words in marks.errors})
    rows = {row for row, _ in instead}
    for number, values in enumerate(sheet.to_python(skip_empty_area=False)):
        cells = [_cell(value) for value in values]
        if number in rows:
            cells = [instead.get((number, at), cell) for at, cell in enumerate(cells)]
        if any(cell != "" for cell in cells):
            yield {"row": number, "cells": cells}


def _cell(value: Any) -> str | float | int | bool:
    if isinstance(value, datetime.datetime):
        return value.date().isoformat() if value.time() == datetime.time() else value.isoformat(sep=" ")
    if isinstance(value, float) and value.is_integer() and abs(value) < 1e15:
        return int(value)
    return value if isinstance(value, str | int | float) else str(value)


def main() -> int:
    """Returns 0, or 3 after a refusal on stderr."""
    path, limits = sys.argv[1], json.loads(sys.argv[2])
    memory = limits["max_memory_mb"] * 1024**2
    resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    resource.setrlimit(resource.RLIMIT_CPU, (limits["max_read_s"], limits["max_read_s"]))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    try:
        for one in told(path, limits, zipfile.is_zipfile(path)):
            sys.stdout.write(json.dumps(one, ensure_ascii=False, allow_nan=False) + "\n")
    except RefusedError as error:
        said = str(error)
    except calamine.PasswordError:
        said = "dikunci dengan sandi"
    except MemoryError:
        said = f"membutuhkan memori lebih dari {limits['max_memory_mb']} MB untuk dibaca"
    except (calamine.CalamineError, zipfile.BadZipFile, expat.ExpatError, ElementTree.ParseError, EOFError, KeyError,
            NotImplementedError, RuntimeError, ValueError, zipfile.LargeZipFile):  # fmt: skip
        said = "terpotong atau rusak"
    else:
        return 0
    sys.stderr.write(said)
    return 3


if __name__ == "__main__":
    sys.exit(main())
