"""Rows -> CSV and XLSX as an Indonesian office opens them.

CSV: UTF-8 with a byte order mark, `;` between cells and a decimal comma. Excel under the Indonesian regional settings
(list separator `;`, decimal `,`) opens that by a double click into columns with numbers; with `,` between cells it
would put a whole row into one cell. Machines have `/api/v1`, with JSON and an international CSV.
A text that a spreadsheet would take for a formula gets an apostrophe in CSV; in XLSX it is stored as text.
"""

from __future__ import annotations

import csv
import io
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

import xlsxwriter

Cell = str | float | None
_FORMULA: Final = ("=", "+", "-", "@", "\t", "\r")
_WIDTHS: Final = (12, 48)


@dataclass(frozen=True, slots=True)
class Sheet:
    """What is downloaded: facts about it (term, text), columns, rows; `decimals` is how numbers are shown in XLSX."""

    facts: tuple[tuple[str, str], ...]
    columns: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]
    decimals: int
    made_at: datetime


@dataclass(frozen=True, slots=True)
class Table:
    """Rows of a download: what a file of them is called, the regions they are about, further facts for its head."""

    label: str
    regions: tuple[str, ...]
    columns: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]
    facts: tuple[tuple[str, str], ...] = ()

    def told(self, column: str) -> tuple[str, ...]:
        """The different words of a column, in their order."""
        at = self.columns.index(column)
        return tuple(dict.fromkeys(str(row[at]) for row in self.rows if row[at]))


def csv_bytes(sheet: Sheet) -> bytes:
    """The facts, an empty row, the heading, the rows."""
    buffer = io.StringIO()
    writer = csv.writer(buffer, delimiter=";", lineterminator="\r\n")
    writer.writerows([[_plain(cell) for cell in fact] for fact in sheet.facts])
    writer.writerow([])
    writer.writerow(sheet.columns)
    writer.writerows([[_plain(cell) for cell in row] for row in sheet.rows])
    return b"\xef\xbb\xbf" + buffer.getvalue().encode()


def _plain(cell: Cell) -> str:
    if cell is None:
        return ""
    if isinstance(cell, float):
        return repr(cell).removesuffix(".0").replace(".", ",")
    return f"'{cell}" if cell.startswith(_FORMULA) else cell


def xlsx_bytes(sheet: Sheet) -> bytes:
    """A sheet `Data` with the rows and a sheet `Keterangan` with the facts; equal input gives equal bytes."""
    buffer = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    book = xlsxwriter.Workbook(buffer, options)
    book.set_properties({"created": sheet.made_at.replace(tzinfo=None)})
    bold = book.add_format({"bold": True})
    number = book.add_format({"num_format": "#,##0" + ("." + "0" * sheet.decimals if sheet.decimals else "")})
    _fill_data(book.add_worksheet("Data"), sheet, bold, number)
    notes = book.add_worksheet("Keterangan")
    notes.set_column(0, 0, 18, bold)
    notes.set_column(1, 1, 110)
    for index, fact in enumerate(sheet.facts):
        notes.write_row(index, 0, fact)
    book.close()
    return buffer.getvalue()


def _fill_data(page: Any, sheet: Sheet, bold: Any, number: Any) -> None:
    page.write_row(0, 0, sheet.columns, bold)
    page.freeze_panes(1, 0)
    for row, cells in enumerate(sheet.rows, start=1):
        for column, cell in enumerate(cells):
            if isinstance(cell, float):
                page.write_number(row, column, cell, number)
            elif cell is not None:
                page.write_string(row, column, cell)
    for column, title in enumerate(sheet.columns):
        longest = max((len(str(cells[column] or "")) for cells in sheet.rows), default=0)
        page.set_column(column, column, min(max(len(title) + 2, longest + 1, _WIDTHS[0]), _WIDTHS[1]))
    if sheet.rows:
        page.autofilter(0, 0, len(sheet.rows), len(sheet.columns) - 1)
