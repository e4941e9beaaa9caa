"""Columns of a parsed frame that no publisher printed: where a row stood, and what is true of it as a whole."""

from __future__ import annotations

from collections.abc import Iterator

import pandas as pd

from data.warehouse.records import Finding

LINE = "baris_berkas"
SHEET = "lembar_berkas"
DELETED = "baris_dihapus"
FORMULAS = "sel_rumus"
SKIPPED = "dilewati"
RESERVED = frozenset({LINE, SHEET, DELETED, FORMULAS})
"""LINE: number of the line in its file or sheet. SHEET: the sheet, where a file has several.

DELETED: True where the source says that the row no longer holds. FORMULAS: names of the columns, one a line, whose cell
held a formula of which the stored value was read. SKIPPED: attribute of a frame, places and lines that are no records.
"""
REFUSED = "berkas_ditolak"
"""The finding of a file that was left out: what it no longer says may not be closed."""
_MOST_NAMED = 5


def noticed(frame: pd.DataFrame, file: str) -> Iterator[Finding]:
    """What the marks of a parsed frame say: formulas nobody worked out here, and lines taken for no record."""
    for place, lines in frame.attrs.get(SKIPPED, []):
        told = _few([str(line) for line in lines], ", ")
        yield Finding("bukan_catatan", "note", f"{place}: {len(lines)} baris bukan catatan, dilewati (baris {told}).")
    if FORMULAS in frame:
        yield from _formulas(frame, file)


def _formulas(frame: pd.DataFrame, file: str) -> Iterator[Finding]:
    sheets = frame[SHEET] if SHEET in frame else [""] * len(frame)
    found = [
        f"{f'lembar {sheet} ' if sheet else ''}baris {line} kolom {name}"
        for sheet, line, names in zip(sheets, frame[LINE], frame[FORMULAS], strict=True)
        for name in str(names).split("\n")
        if name
    ]
    if found:
        told = f"{file}: {len(found)} sel berisi rumus, dipakai nilai tersimpannya ({_few(found, '; ')})."
        yield Finding("rumus", "note", told)


def _few(found: list[str], joint: str) -> str:
    return joint.join(found[:_MOST_NAMED]) + (f"{joint}…" if len(found) > _MOST_NAMED else "")
