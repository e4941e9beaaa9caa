"""XLSX, XLS, ODS -> sheets of cells, by a process that may fail without us."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

from data.catalog.connector import TableLayout
from data.errors import ParseError
from data.settings import ROOT
from etl.connectors.grid import Number, Sheet

_LIMITS = ("max_unpacked_bytes", "max_rows", "max_columns", "max_memory_mb", "max_read_s")


def read_sheets(path: Path, name: str, layout: TableLayout) -> list[Sheet]:
    """All worksheets with what is in them. Raises ParseError for what is broken, locked or larger than declared."""
    limits = json.dumps({limit: getattr(layout, limit) for limit in _LIMITS})
    command = [sys.executable, "-X", "utf8", "-m", "etl.connectors.sheet_process", str(path.resolve()), limits]
    try:
        done = subprocess.run(command, cwd=ROOT, capture_output=True, timeout=2 * layout.max_read_s + 10, check=False)
    except subprocess.TimeoutExpired:
        raise ParseError(f"{name}: tidak selesai dibaca; berkasnya rusak atau terlalu besar") from None
    if done.returncode == 3:
        raise ParseError(f"{name}: {done.stderr.decode()}")
    if done.returncode != 0:
        told = f"{layout.max_memory_mb} MB memori atau {layout.max_read_s} detik"
        raise ParseError(f"{name}: tidak dapat dibaca dengan {told}; berkasnya rusak atau terlalu besar")
    return _sheets(done.stdout.decode())


def _sheets(answer: str) -> list[Sheet]:
    sheets: list[Sheet] = []
    for line in answer.splitlines():
        one: dict[str, Any] = json.loads(line, parse_float=Number, parse_int=Number)
        if "name" in one:
            formulas = frozenset((int(row), int(column)) for row, column in one["formulas"])
            merged = [(int(a), int(b), int(c), int(d)) for a, b, c, d in one["merged"]]
            sheets.append(Sheet(one["name"], bool(one["visible"]), {}, formulas, tuple(merged)))
        else:
            sheets[-1].rows[int(one["row"])] = [_text(cell) for cell in one["cells"]]
    return sheets


def _text(cell: str | bool) -> str:
    if isinstance(cell, bool):
        return "true" if cell else "false"
    return cell
