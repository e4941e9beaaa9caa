"""Rows of a database <-> the bytes that are archived: one JSON object a line, equal rows give equal bytes.

Every value is text or null, as the source holds it: a number keeps its digits, a time with a zone is UTC.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal

import pandas as pd

from data.catalog.connector import DeletedRule
from data.catalog.models import Source
from data.errors import ParseError
from etl.marks import DELETED, LINE
from etl.records import Snapshot

_ENCODE = json.JSONEncoder(ensure_ascii=False).encode


def write_ndjson(rows: Iterable[Mapping[str, object]]) -> bytes:
    """The page as it is archived."""
    return "".join(f"{_ENCODE({k: text_of(v) for k, v in row.items()})}\n" for row in rows).encode()


def text_of(value: object) -> str | None:
    """A cell as text; None where there is none."""
    if value is None or type(value) is str:
        return value
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, datetime):
        return (value.astimezone(UTC) if value.tzinfo else value).isoformat(sep=" ")
    if isinstance(value, date | time | timedelta):
        return str(value)
    if isinstance(value, Decimal):
        return f"{value:f}"
    return value.hex() if isinstance(value, bytes) else str(value)


def parse_ndjson(snapshot: Snapshot, source: Source, deleted: DeletedRule | None) -> pd.DataFrame:
    """One row per line, the declared columns only, all text; marked where the source deleted it. Raises ParseError."""
    rows = [_row(snapshot.name, number, line) for number, line in enumerate(_lines(snapshot), 1)]
    names = list(rows[0])
    declared = [column.name for column in source.columns if column.name in names]
    frame = pd.DataFrame([[row[name] or "" for name in declared] for row in rows], columns=declared, dtype="string")
    marks: dict[str, list[int] | list[bool]] = {LINE: list(range(1, len(rows) + 1))}
    if deleted is not None:
        marks[DELETED] = [is_deleted(deleted, row.get(deleted.column)) for row in rows]
    return frame.assign(**marks)


def is_deleted(rule: DeletedRule, value: str | None) -> bool:
    """What the rule says about a cell."""
    return value in rule.values if rule.values else value is not None and value != ""


def _lines(snapshot: Snapshot) -> list[str]:
    body = snapshot.read_bytes()
    if not body.endswith(b"\n"):
        raise ParseError(f"{snapshot.name}: halaman kosong atau terpotong")
    try:
        return body.decode().split("\n")[:-1]
    except UnicodeDecodeError as error:
        raise ParseError(f"{snapshot.name}: bukan UTF-8") from error


def _row(name: str, number: int, line: str) -> dict[str, str | None]:
    try:
        row = json.loads(line)
    except ValueError as error:
        raise ParseError(f"{name} baris {number}: bukan JSON") from error
    if not isinstance(row, dict):
        raise ParseError(f"{name} baris {number}: bukan objek JSON")
    return row
