"""Bring the schema to the newest revision: `python -m data.warehouse.migrate`. Safe to run twice, also at once."""

from __future__ import annotations

import logging
import sys
import time
from functools import lru_cache
from pathlib import Path

import psycopg
from alembic import command
from alembic.config import Config
from alembic.script import ScriptDirectory
from psycopg import errors as pg
from sqlalchemy import Connection, text

from data import log
from data.errors import CommandCenterError, WarehouseError
from data.settings import Settings, load_settings
from data.warehouse.engine import Role, conninfo, guarded, make_engine

_LOG = logging.getLogger(__name__)
_LOCK = 3_316_000_001
_POLL_S = 0.05


def upgrade(settings: Settings, wait_s: float = 30, revision: str = "head") -> None:
    """Wait up to `wait_s` seconds for PostgreSQL, then migrate in one transaction. Raises WarehouseError."""
    _await_server(settings, wait_s)
    engine = make_engine(settings, Role.ADMIN)
    try:
        with guarded(), engine.begin() as connection:
            connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": _LOCK})
            connection.execute(text("CREATE SCHEMA IF NOT EXISTS meta"))
            command.upgrade(_config(connection), revision)
    finally:
        engine.dispose()
    log.event(_LOG, "migrate", revision=_head() if revision == "head" else revision)


def current_revision(settings: Settings) -> str | None:
    """The revision the database is at; None before the first migration. Raises WarehouseError when it is away."""
    with guarded(), psycopg.connect(conninfo(settings, Role.ADMIN), autocommit=True) as connection:
        try:
            row = connection.execute("SELECT version_num FROM meta.alembic_version").fetchone()
        except (pg.UndefinedTable, pg.InvalidSchemaName):
            return None
    return str(row[0]) if row else None


def is_current(settings: Settings) -> bool:
    """True when the database has the schema this code was written for. Raises WarehouseError when it is away."""
    return current_revision(settings) == _head()


@lru_cache(maxsize=1)
def _head() -> str | None:
    return ScriptDirectory.from_config(_config(None)).get_current_head()


def _config(connection: Connection | None) -> Config:
    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent / "migrations").replace("%", "%%"))
    config.attributes["connection"] = connection
    return config


def _await_server(settings: Settings, wait_s: float) -> None:
    deadline = time.monotonic() + wait_s
    while True:
        try:
            psycopg.connect(conninfo(settings, Role.ADMIN)).close()
            return
        except psycopg.OperationalError as error:
            if time.monotonic() > deadline:
                raise WarehouseError(f"PostgreSQL tidak menjawab dalam {wait_s:.0f} detik") from error
        time.sleep(_POLL_S)


def main() -> int:
    """Migrate by the settings of the environment; exit code by error class."""
    log.configure()
    try:
        upgrade(load_settings())
    except CommandCenterError as error:
        log.event(_LOG, "migrate-failed", logging.ERROR, message=f"{error.title}: {error}")
        return error.exit_code
    return 0


if __name__ == "__main__":
    sys.exit(main())
