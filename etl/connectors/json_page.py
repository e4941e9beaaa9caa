"""A page of a JSON service: does it say that all is well, which rows does it hold, and the rows as a frame of text."""

from __future__ import annotations

import json
from typing import Any

import pandas as pd

from data.catalog.connector import Envelope, HttpConnector
from data.errors import FetchError, ParseError
from etl.connectors.ndjson import is_deleted
from etl.marks import DELETED, LINE
from etl.records import Snapshot

_LONGEST = 160
Record = dict[str, str]


def at_path(content: Any, path: str) -> Any:
    """What lies at `data.0.total`; None where the way breaks off."""
    for step in filter(None, path.split(".")):
        if isinstance(content, dict):
            content = content.get(step)
        elif isinstance(content, list) and step.isascii() and step.isdigit() and int(step) < len(content):
            content = content[int(step)]
        else:
            return None
    return content


def check_envelope(content: Any, ok: Envelope | None, host: str, secret: str) -> None:
    """Raises FetchError for an answer 200 that says inside that it is none; what it says of why is shown, masked."""
    if ok is None:
        return
    said = at_path(content, ok.path)
    if text_of(said) in ok.values:
        return
    why = text_of(at_path(content, ok.message)) if ok.message else ""
    why = why.replace(secret, "•••") if secret else why
    shown = " ".join("".join(letter if letter.isprintable() else " " for letter in why).split())[:_LONGEST]
    raise FetchError(f"{host}: menjawab 200 tetapi menyatakan gagal ({ok.path}){f': {shown}' if shown else ''}")


def records_of(content: Any, path: str) -> list[Record] | None:
    """The rows with dotted names and text; None where there is no list of objects."""
    found = at_path(content, path)
    if not isinstance(found, list) or not all(isinstance(one, dict) for one in found):
        return None
    return [_flat(one) for one in found]


def parse_json(snapshot: Snapshot, connector: HttpConnector) -> pd.DataFrame:
    """One row per record, all text, `baris_berkas` its number from 1. Raises ParseError."""
    try:
        content = json.loads(snapshot.read_bytes(), parse_float=str, parse_int=str)
    except ValueError as error:
        raise ParseError(f"{snapshot.name}: bukan JSON") from error
    records = records_of(content, connector.records)
    if not records:
        raise ParseError(f"{snapshot.name}: tidak ada daftar baris di '{connector.records}'")
    names = list(dict.fromkeys(name for record in records for name in record))
    rows = [[record.get(name, "") for name in names] for record in records]
    frame = pd.DataFrame(rows, columns=names, dtype="string").assign(**{LINE: range(1, len(records) + 1)})
    rule = connector.deleted
    if rule is None:
        return frame
    return frame.assign(**{DELETED: [is_deleted(rule, record.get(rule.column) or None) for record in records]})


def text_of(value: Any) -> str:
    """A JSON value as text; '' for null."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)


def _flat(value: dict[str, Any], before: str = "") -> Record:
    found: Record = {}
    for name, inner in value.items():
        if isinstance(inner, dict):
            found.update(_flat(inner, f"{before}{name}."))
        else:
            found[f"{before}{name}"] = text_of(inner)
    return found
