"""Columns of a parsed frame that no publisher printed: where a row stood, and what is true of it as a whole."""

from __future__ import annotations

from collections.abc import Iterator

import pandas as pd

from data.warehouse.records import Finding

LINE = "baris_berkas"
SHEET = "lembar_berkas"
DELETED = "baris_dihapus"
FORMULAS = "sel_rumus"
RESERVED = frozenset({LINE, SHEET, DELETED, FORMULAS})
"""LINE: number of the line in its file or sheet. SHEET: the sheet, where a file has several.

DELETED: True where the source says that the row no longer holds. FORMULAS: names of the columns, one a line, whose cell
held a formula of which the stored value was read.
"""
_MOST_NAMED = 5


def noticed(frame: pd.DataFrame, file: str) -> Iterator[Finding]:
    """What the marks of a frame say and an operator should know: cells whose formula was not worked out by us."""
    if FORMULAS not in frame:
        return
    sheets = frame[SHEET] if SHEET in frame else [""] * len(frame)
    found = [
        f"{f'lembar {sheet} ' if sheet else ''}baris {line} kolom {name}"
        for sheet, line, names in zip(sheets, frame[LINE], frame[FORMULAS], strict=True)
        for name in str(names).split("\n")
        if name
    ]
    if found:
        told = "; ".join(found[:_MOST_NAMED]) + ("; …" if len(found) > _MOST_NAMED else "")
        yield Finding("rumus", "note", f"{file}: {len(found)} sel berisi rumus, dipakai nilai tersimpannya ({told}).")
