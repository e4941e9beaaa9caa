"""One pass over the XML of a sheet, without keeping it: what its values alone do not tell, and how far it reaches."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from xml.parsers import expat

CHUNK = 1 << 16
_PLACE = re.compile(r"([A-Z]{1,3})(\d{1,7})")
_ODS = "urn:oasis:names:tc:opendocument:xmlns:"
Place = tuple[int, int]


class RefusedError(Exception):
    """The message is Indonesian and names no path."""


@dataclass(slots=True)
class Marks:
    """What the values alone do not tell of a sheet: rows and columns count from 0."""

    formulas: list[Place] = field(default_factory=list)
    unworked: list[Place] = field(default_factory=list)
    errors: list[tuple[int, int, str]] = field(default_factory=list)
    merged: list[tuple[int, int, int, int]] = field(default_factory=list)


class Scan:
    """One pass over the XML of a sheet, without keeping it: size of the grid, formulas, errors, merged cells."""

    def __init__(self, limits: dict[str, int]) -> None:
        self._limits = limits
        self.parser = expat.ParserCreate(namespace_separator=" ")
        self.parser.StartElementHandler = self.start
        self.parser.EndElementHandler = self.end
        self.parser.CharacterDataHandler = self.text
        self.parser.StartDoctypeDeclHandler = self.refuse

    def refuse(self, *_: object) -> None:
        """A document type is how a small XML grows without end."""
        raise RefusedError("memuat definisi dokumen XML, yang tidak pernah ada dalam lembar kerja")

    def start(self, name: str, facts: dict[str, str]) -> None:
        """An element begins."""

    def end(self, name: str) -> None:
        """An element ends."""

    def text(self, words: str) -> None:
        """Text inside."""

    def reach(self, row: int, column: int) -> None:
        """A cell with something in it lies here."""
        if row >= self._limits["max_rows"]:
            raise RefusedError(f"lebih dari {self._limits['max_rows']} baris")
        if column >= self._limits["max_columns"]:
            raise RefusedError(f"lebih dari {self._limits['max_columns']} kolom")


class XlsxScan(Scan):
    """A worksheet of XLSX."""

    def __init__(self, limits: dict[str, int]) -> None:
        super().__init__(limits)
        self.marks = Marks()
        self._place: Place = (0, -1)
        self._row = -1
        self._is_error = self._has_formula = self._has_value = self._is_value = False
        self._words = ""

    def start(self, name: str, facts: dict[str, str]) -> None:
        """See Scan."""
        tag = name.rpartition(" ")[2]
        if tag == "c":
            self._place = _place_of(facts["r"]) if "r" in facts else (self._row, self._place[1] + 1)
            self._is_error, self._has_formula, self._has_value = facts.get("t") == "e", False, False
            self._words = ""
        elif tag == "row":
            self._row = int(facts["r"]) - 1 if "r" in facts else self._row + 1
            self._place = (self._row, -1)
        elif tag in ("v", "is"):
            self._is_value = True
            self.reach(*self._place)
        elif tag == "f":
            self._has_formula = True
            self.reach(*self._place)
        elif tag == "mergeCell":
            first, _, last = facts["ref"].partition(":")
            self.marks.merged.append((*_place_of(first), *_place_of(last or first)))

    def end(self, name: str) -> None:
        """See Scan."""
        tag = name.rpartition(" ")[2]
        if tag in ("v", "is"):
            self._is_value = False
        elif tag == "c":
            if self._is_error:
                self.marks.errors.append((*self._place, self._words))
            if self._has_formula:
                (self.marks.formulas if self._has_value else self.marks.unworked).append(self._place)
            self._is_error = False

    def text(self, words: str) -> None:
        """See Scan."""
        if self._is_value:
            self._has_value = True
            self._words += words if self._is_error else ""


class OdsScan(Scan):
    """The content of ODS: all its sheets."""

    def __init__(self, limits: dict[str, int]) -> None:
        super().__init__(limits)
        self.sheets: dict[str, Marks] = {}
        self._marks = Marks()
        self._row = self._column = 0
        self._rows = self._columns = 1
        self._words, self._is_inside, self._is_error, self._is_formula = "", False, False, False

    def start(self, name: str, facts: dict[str, str]) -> None:
        """See Scan."""
        space, _, tag = name.rpartition(" ")
        if space != f"{_ODS}table:1.0":
            return
        if tag == "table":
            self._marks = self.sheets.setdefault(facts.get(f"{space} name", ""), Marks())
            self._row = 0
        elif tag == "table-row":
            self._rows, self._column = int(facts.get(f"{space} number-rows-repeated", "1")), 0
        elif tag in ("table-cell", "covered-table-cell"):
            self._columns = int(facts.get(f"{space} number-columns-repeated", "1"))
            self._words, self._is_inside = "", True
            self._is_formula = f"{space} formula" in facts
            self._is_error = "error" in [value for key, value in facts.items() if key.endswith(" value-type")]
            self._span(int(facts.get(f"{space} number-rows-spanned", "1")),
                       int(facts.get(f"{space} number-columns-spanned", "1")))  # fmt: skip

    def _span(self, rows: int, columns: int) -> None:
        if rows > 1 or columns > 1:
            last = (self._row + rows - 1, self._column + columns - 1)
            self._marks.merged.append((self._row, self._column, *last))

    def end(self, name: str) -> None:
        """See Scan."""
        space, _, tag = name.rpartition(" ")
        if space != f"{_ODS}table:1.0":
            return
        if tag == "table-row":
            self._row += self._rows
        elif tag in ("table-cell", "covered-table-cell"):
            place = (self._row, self._column)
            if self._words or self._is_formula:
                self.reach(self._row + self._rows - 1, self._column + self._columns - 1)
            if self._is_formula:
                (self._marks.formulas if self._words else self._marks.unworked).append(place)
            if self._is_error:
                self._marks.errors.append((*place, self._words))
            self._column += self._columns
            self._is_inside = False

    def text(self, words: str) -> None:
        """See Scan."""
        if self._is_inside and len(self._words) < CHUNK:
            self._words += words


def _place_of(reference: str) -> Place:
    found = _PLACE.fullmatch(reference.replace("$", ""))
    if found is None:
        raise RefusedError("alamat selnya rusak")
    column = 0
    for letter in found.group(1):
        column = column * 26 + ord(letter) - 64
    return int(found.group(2)) - 1, column - 1
