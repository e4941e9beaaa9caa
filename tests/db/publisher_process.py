"""A publisher that waits for permission before each statement, so that a test can kill it anywhere.

stdin: a JSON line {"url", "dataset", "rows", "snapshot", "verb"} for each publisher, then a line for each of its steps.
stdout: its process id, a line naming each step before it is taken, and `selesai CODE` at its end.
"""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Iterator
from contextlib import _GeneratorContextManager
from pathlib import Path
from typing import Any

import psycopg
from pydantic import SecretStr
from sqlalchemy import Engine, event

from data.settings import Settings
from data.warehouse.engine import Role, make_engine
from data.warehouse.records import Batch
from data.warehouse.writer import Writer
from tests.db.desk import CATALOGUE, VINTAGE


def say(line: str) -> None:
    """One line to the test."""
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


def step(name: str) -> None:
    """Say what comes next and wait for a line."""
    say(" ".join(name.split())[:60])
    sys.stdin.readline()


class SteppedCursor(psycopg.Cursor[Any]):
    """A cursor that asks before it speaks."""

    def execute(self, query: Any, *args: Any, **kwargs: Any) -> Any:
        """Ask, then execute."""
        step(query if isinstance(query, str) else query.as_string())
        return super().execute(query, *args, **kwargs)

    def copy(self, statement: Any, *args: Any, **kwargs: Any) -> _GeneratorContextManager[psycopg.Copy]:
        """Ask, then copy."""
        step("COPY")
        return super().copy(statement, *args, **kwargs)


def step_through(engine: Engine) -> None:
    """Make every connection of the pool ask before each statement and before its commit."""

    @event.listens_for(engine, "checkout")
    def watch(connection: psycopg.Connection[Any], _record: object, _proxy: object) -> None:
        connection.cursor_factory = SteppedCursor
        commit = psycopg.Connection.commit

        def ask_and_commit() -> None:
            step("COMMIT")
            commit(connection)

        connection.commit = ask_and_commit  # type: ignore[method-assign]


def rows(asked: dict[str, Any]) -> Iterator[tuple[object, ...]]:
    """The rows asked for; one more step in the middle of them."""
    for number, (kode, periode, value) in enumerate(asked["rows"]):
        if number == len(asked["rows"]) // 2:
            step("COPY, tengah berkas")
        yield ("ukuran", kode, periode, "", "x", value, "value", VINTAGE, asked["snapshot"])


def publish(asked: dict[str, Any]) -> None:
    """Publish or roll back what was asked for."""
    settings = Settings(data_dir=Path("/tidak-dipakai"), database_url=SecretStr(asked["url"]))
    engine = make_engine(settings, Role.ETL)
    with engine.connect():
        pass
    step_through(engine)
    writer = Writer(engine)
    if asked["verb"] == "publish":
        writer.publish(Batch(asked["dataset"], "measure", "full", rows(asked), None, CATALOGUE))
    else:
        writer.rollback(asked["dataset"], 1, None, CATALOGUE)
    engine.dispose()


def main() -> None:
    """A process of its own for each line; importing once saves a second for each."""
    for line in iter(sys.stdin.readline, ""):
        if not line.strip():
            continue
        child = os.fork()
        if child == 0:
            say(str(os.getpid()))
            publish(json.loads(line))
            os._exit(0)
        say(f"selesai {os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])}")


if __name__ == "__main__":
    main()
