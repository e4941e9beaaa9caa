"""Commands of an operator: hold, release, roll back. A row each; `python -m etl watch` executes them in order."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from sqlalchemy import Engine

from data.errors import WarehouseError
from data.warehouse.engine import session

CHANNEL = "cc_command"
Verb = Literal["hold", "release", "rollback"]


@dataclass(frozen=True, slots=True)
class Command:
    """One request: who wants what done to which source, and why. `state`: waiting, done or failed."""

    id: int
    verb: Verb
    source: str
    version: int | None
    who: str
    why: str
    created_at: datetime
    state: str
    message: str


_COLUMNS = "id, verb, source, version, who, why, created_at, state, message"


def request(engine: Engine, verb: Verb, source: str, version: int | None, who: str, why: str) -> int:
    """Write a command and announce it; its number. Raises WarehouseError."""
    query = "INSERT INTO app.command (verb, source, version, who, why) VALUES (%s, %s, %s, %s, %s) RETURNING id"
    with session(engine) as connection:
        row = connection.execute(query, (verb, source, version, who, why)).fetchone()
    if row is None:
        raise WarehouseError("PostgreSQL tidak memberi nomor perintah")
    return int(row[0])


def waiting(engine: Engine) -> list[Command]:
    """Commands not yet executed, oldest first."""
    query = f"SELECT {_COLUMNS} FROM app.command WHERE state = 'waiting' ORDER BY id"
    with session(engine) as connection:
        return [Command(*row) for row in connection.execute(query.encode()).fetchall()]


def recent(engine: Engine, limit: int = 50) -> list[Command]:
    """The last commands, newest first."""
    query = f"SELECT {_COLUMNS} FROM app.command ORDER BY id DESC LIMIT %s"
    with session(engine) as connection:
        return [Command(*row) for row in connection.execute(query.encode(), (limit,)).fetchall()]


def finish(engine: Engine, command_id: int, *, is_done: bool, message: str) -> None:
    """Close a command with what came of it."""
    query = (
        "UPDATE app.command SET state = %s, message = %s, executed_at = clock_timestamp()"
        " WHERE id = %s AND state = 'waiting'"
    )
    with session(engine) as connection:
        connection.execute(query, ("done" if is_done else "failed", message, command_id))
