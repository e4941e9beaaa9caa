"""Somebody else's database in a test: PostgreSQL or MariaDB, with one table as such systems have it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from pathlib import Path
from typing import Protocol
from zoneinfo import ZoneInfo

import psycopg
from psycopg.conninfo import conninfo_to_dict, make_conninfo

from tests.declared import Declared, Read, declaration
from tests.mariadb_process import MariadbProcess
from tests.servers import Server, create_database, drop_database

WIB = ZoneInfo("Asia/Jakarta")
CONNECTOR = """
kind = "sql"
dsn = "eoffice"
table = "capaian"
key = ["id"]
page_rows = 3
timeout_s = 1
deleted = { column = "deleted_at" }
"""
CURSOR = '\n[connector.cursor]\ncolumn = "updated_at"\noverlap = 900\n'
TABLE = """
CREATE TABLE capaian (
    id varchar(26) PRIMARY KEY, kode varchar(20), tahun integer, nilai varchar(20), terbit_pada date,
    rahasia varchar(40) DEFAULT 'Siti Aminah', updated_at {time} NULL, deleted_at {time} NULL
)
"""


class ForeignDatabase(Protocol):
    """What a test needs of it."""

    port: int

    def execute(self, *statements: str) -> None:
        """Run statements, each committed."""

    def url(self, port: int | None = None) -> str:
        """Address for the settings, through another port where something stands between."""


class PostgresBase:
    """A database of its own on a PostgreSQL server."""

    def __init__(self, server: Server) -> None:
        self._facts = {**conninfo_to_dict(server.conninfo), "dbname": "sumber"}
        self.port = int(str(self._facts["port"]))

    def execute(self, *statements: str) -> None:
        """Run statements, each committed."""
        with psycopg.connect(make_conninfo("", **self._facts), autocommit=True) as connection:
            for statement in statements:
                connection.execute(statement.encode())

    def url(self, port: int | None = None) -> str:
        """Address for the settings."""
        return f"postgresql://{self._facts['user']}:{self._facts['password']}@127.0.0.1:{port or self.port}/sumber"


@contextmanager
def postgres_base(server: Server) -> Iterator[PostgresBase]:
    """An empty database for one test."""
    create_database(server, "sumber")
    try:
        yield PostgresBase(server)
    finally:
        drop_database(server, "sumber")


@contextmanager
def mariadb_base(server: MariadbProcess) -> Iterator[MariadbProcess]:
    """Its database, emptied after the test."""
    try:
        yield server
    finally:
        server.execute("DROP DATABASE sumber", "CREATE DATABASE sumber")


def at(minutes_ago: float) -> str:
    """A clock of the source, some minutes ago: what both kinds take for a time in WIB."""
    return f"{datetime.now(WIB) - timedelta(minutes=minutes_ago):%Y-%m-%d %H:%M:%S.%f}"


def add(base: ForeignDatabase, id: str, nilai: str, tahun: int, updated: str | None, kode: str = "33.16") -> None:
    """One row; its time as the source writes it."""
    zone = "+07" if updated and not isinstance(base, MariadbProcess) else ""
    stamp = f"'{updated}{zone}'" if updated else "NULL"
    base.execute(
        "INSERT INTO capaian (id, kode, tahun, nilai, terbit_pada, updated_at)"
        f" VALUES ('{id}', '{kode}', {tahun}, '{nilai}', '2025-02-01', {stamp})"
    )


def set_time(base: ForeignDatabase, column: str, id: str, updated: str) -> None:
    """Change a time of a row."""
    zone = "" if isinstance(base, MariadbProcess) else "+07"
    base.execute(f"UPDATE capaian SET {column} = '{updated}{zone}' WHERE id = '{id}'")


def declared(
    base: ForeignDatabase, folder: Path, connector: str = CONNECTOR + CURSOR, port: int | None = None
) -> Declared:
    """The source that reads it."""
    load = "append" if "cursor" in connector else "full"
    return Declared(folder, declaration(connector, load=load), {"eoffice": base.url(port)})


def values(read: Read) -> dict[tuple[str, str], float]:
    """What a read brought that still holds."""
    return {key: value for key, value in read.values().items() if value == value}
