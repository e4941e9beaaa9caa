"""Cells of a sheet -> a frame of text: where the header stands, what merged cells mean, which rows are records."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal

import pandas as pd

from data.catalog.connector import TableLayout
from data.catalog.models import Source
from data.errors import ParseError
from etl.marks import FORMULAS, LINE, SKIPPED

_NUMBERS = ("measure", "lon", "lat")
Merge = tuple[int, int, int, int]


class Number(str):
    """A cell that holds a number; as text it gets the decimal mark that its column declares."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """Rows by number from 0, without those that are empty. `merged`: first row and column, last row and column."""

    name: str
    is_visible: bool
    rows: dict[int, list[str]]
    formulas: frozenset[tuple[int, int]]
    merged: tuple[Merge, ...]


@dataclass(frozen=True, slots=True)
class Header:
    """Where it ends, and the declared or printed name of each column that has one."""

    last_row: int
    names: Mapping[int, str]


def place_of(name: str, sheet: Sheet) -> str:
    """File and sheet, as an operator reads them."""
    return f"{name} lembar {sheet.name}" if sheet.name else name


def find_header(sheet: Sheet, source: Source, layout: TableLayout) -> Header | None:
    """The declared row, or the first that names every declared column; None when no row does."""
    wanted = set(_wanted(source))
    for row in _candidates(sheet, layout):
        header = _header_at(sheet, row, source, layout)
        if wanted <= set(header.names.values()):
            return header
    return None


def found_columns(sheet: Sheet, source: Source, layout: TableLayout) -> int:
    """How many declared columns the row names that comes nearest to a header."""
    wanted = set(_wanted(source))
    headers = [_header_at(sheet, row, source, layout) for row in _candidates(sheet, layout)]
    return max((len(wanted & set(header.names.values())) for header in headers), default=0)


def missing_header(name: str, sheet: Sheet, source: Source, layout: TableLayout) -> ParseError:
    """What is told when no row is the header: the one that comes nearest, and both lists."""
    wanted = _wanted(source)
    headers = [(row, _header_at(sheet, row, source, layout)) for row in _candidates(sheet, layout)]
    where = place_of(name, sheet)
    if not headers:
        return ParseError(f"{where}: lembar kosong")
    row, best = max(headers, key=lambda one: len(set(wanted) & set(one[1].names.values())))
    found = list(best.names.values())
    missing = [one for one in wanted if one not in found]
    return ParseError(
        f"{where}: judul kolom tidak ditemukan; paling mirip baris {row + 1}. Hilang: {', '.join(missing)}."
        f" Dideklarasikan: {', '.join(wanted)}. Ditemukan: {', '.join(found)}."
    )


def frame_of(name: str, sheet: Sheet, header: Header, source: Source, layout: TableLayout) -> pd.DataFrame:
    """Records below the header as text. Raises ParseError for a row that is cut or a number cell that is merged."""
    filled = _filled(name, sheet, header, source, layout)
    columns = _named(filled, header)
    lines, records, formulas, skipped = [], [], [], []
    for row, cells in sorted(filled.items()):
        values = [_text(cells[at] if at < len(cells) else "", source, title) for at, title in columns.items()]
        if _is_record(values, list(columns.values()), layout):
            _check_width(place_of(name, sheet), row, cells, header)
            lines.append(row + 1)
            records.append(values)
            formulas.append("\n".join(title for at, title in columns.items() if (row, at) in sheet.formulas))
        elif any(values):
            skipped.append(row + 1)
    frame = pd.DataFrame(records, columns=list(columns.values()), dtype="string")
    frame[LINE] = pd.Series(lines, dtype="int64")
    frame[FORMULAS] = pd.Series(formulas, dtype="string")
    if skipped:
        frame.attrs[SKIPPED] = [(place_of(name, sheet), skipped)]
    return frame


def _candidates(sheet: Sheet, layout: TableLayout) -> list[int]:
    if layout.header_row is not None:
        return [layout.header_row - 1] if layout.header_row - 1 in sheet.rows else []
    return [row for row in sorted(sheet.rows) if row < layout.header_within]


def _header_at(sheet: Sheet, row: int, source: Source, layout: TableLayout) -> Header:
    spread = _spread(sheet, row, row + layout.header_rows)
    parts = [spread.get(one, {}) for one in range(row, row + layout.header_rows)]
    names: dict[int, str] = {}
    for at in sorted({at for part in parts for at in part}):
        words = list(dict.fromkeys(" ".join(part.get(at, "").split()) for part in parts))
        if title := " ".join(word for word in words if word):
            names[at] = _declared_name(title, source)
    return Header(row + layout.header_rows - 1, names)


def _spread(sheet: Sheet, first: int, end: int) -> dict[int, dict[int, str]]:
    """Header rows with the text of a merged cell in all the cells it covers."""
    rows = {row: dict(enumerate(sheet.rows.get(row, []))) for row in range(first, end)}
    for top, left, bottom, right in sheet.merged:
        if first <= top < end:
            text = rows[top].get(left, "")
            for row in range(top, min(bottom + 1, end)):
                rows[row].update(dict.fromkeys(range(left, right + 1), text))
    return rows


def _declared_name(title: str, source: Source) -> str:
    folded = title.casefold()
    for column in source.columns:
        if folded in (one.casefold() for one in (column.name, *column.aliases)):
            return column.name
    return title


def _wanted(source: Source) -> list[str]:
    constants = source.connector.constants if source.connector else {}
    return [column.name for column in source.columns if column.name not in constants]


def _filled(name: str, sheet: Sheet, header: Header, source: Source, layout: TableLayout) -> dict[int, list[str]]:
    """Rows below the header; a word that is merged over several rows holds for each of them."""
    rows = {row: list(cells) for row, cells in sheet.rows.items() if row > header.last_row}
    for merge in sheet.merged:
        top, left, bottom, right = merge
        if top <= header.last_row or (top, left) == (bottom, right) or top not in rows:
            continue
        numbers = [title for at, title in header.names.items() if left <= at <= right and _is_number(title, source)]
        if numbers and _is_told(rows[top], left):
            where = f"{place_of(name, sheet)} sel {_reference(merge)}"
            raise ParseError(f"{where}: sel digabung pada kolom angka {', '.join(numbers)}; pisahkan dahulu")
        for row in range(top + 1, bottom + 1):
            if row in rows:
                rows[row] += [""] * (left + 1 - len(rows[row]))
                rows[row][left] = rows[top][left]
    return rows


def _is_told(cells: list[str], left: int) -> bool:
    """A title across the table stands alone in its row; a number that is merged stands among others."""
    return any(cell != "" for at, cell in enumerate(cells) if at != left)


def _is_number(title: str, source: Source) -> bool:
    return any(column.name == title and column.role in _NUMBERS for column in source.columns)


def _named(rows: Mapping[int, list[str]], header: Header) -> dict[int, str]:
    """Columns with a heading, and those without one that hold something: that is told, not dropped."""
    used = {at for cells in rows.values() for at, cell in enumerate(cells) if cell.strip()}
    return {at: header.names.get(at, f"kolom_{at + 1}") for at in sorted(used | set(header.names))}


def _is_record(values: list[str], titles: list[str], layout: TableLayout) -> bool:
    if layout.record_column in titles:
        return bool(values[titles.index(layout.record_column)].strip())
    return any(value.strip() for value in values)


def _check_width(where: str, row: int, cells: list[str], header: Header) -> None:
    """A record of a text file that ends early was cut; cells of a workbook are always there."""
    needed = max(header.names) + 1
    if len(cells) < needed:
        told = f"{len(cells)} isian, seharusnya {needed}"
        raise ParseError(f"{where} baris {row + 1}: {told}; berkas terpotong atau pemisahnya berbeda")


def _text(cell: str, source: Source, title: str) -> str:
    if not isinstance(cell, Number):
        return cell.strip()
    plain = f"{Decimal(cell):f}"
    marks = [column.decimal for column in source.columns if column.name == title and column.role in _NUMBERS]
    return plain.replace(".", marks[0]) if marks else plain


def _reference(merge: Merge) -> str:
    top, left, bottom, right = merge
    return f"{''.join(_letters(left))}{top + 1}:{''.join(_letters(right))}{bottom + 1}"


def _letters(column: int) -> Iterator[str]:
    if column >= 26:
        yield from _letters(column // 26 - 1)
    yield chr(65 + column % 26)
