"""A server per kind and session, a fresh migrated database per test."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from pathlib import Path

import pytest

from data.settings import Settings
from tests.db.desk import Desk
from tests.db.foreign_database import TABLE, ForeignDatabase, mariadb_base, postgres_base
from tests.mariadb_process import MariadbProcess, mariadb
from tests.servers import TEMPLATE, Server, create_database, create_template, drop_database, running, url_of

_NUMBERS = itertools.count(1)


@pytest.fixture(scope="session", params=["embedded", "debian"])
def server(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """The embedded PostgreSQL and Debian's, each started once."""
    with running(request.param) as one:
        create_template(one, tmp_path_factory.mktemp("template"))
        yield one


@pytest.fixture
def warehouse(server: Server, tmp_path: Path) -> Iterator[Settings]:
    """Settings that point to a fresh migrated database and an empty data folder."""
    name = f"uji_{next(_NUMBERS)}"
    create_database(server, name, TEMPLATE)
    yield Settings(data_dir=tmp_path, database_url=url_of(server, name))
    drop_database(server, name)


@pytest.fixture
def empty_database(server: Server, tmp_path: Path) -> Iterator[Settings]:
    """Settings that point to a database nobody migrated."""
    name = f"uji_{next(_NUMBERS)}"
    create_database(server, name)
    yield Settings(data_dir=tmp_path, database_url=url_of(server, name))
    drop_database(server, name)


@pytest.fixture
def desk(warehouse: Settings) -> Iterator[Desk]:
    """Writer and reader on a fresh database."""
    with Desk(warehouse) as one:
        yield one


@pytest.fixture(scope="session")
def maria() -> Iterator[MariadbProcess]:
    """A MariaDB, started once."""
    with mariadb() as one:
        yield one


@pytest.fixture(scope="session")
def postgres() -> Iterator[Server]:
    """A PostgreSQL of somebody else's, started once."""
    with running("debian") as one:
        yield one


@pytest.fixture(params=["mariadb", "postgresql"])
def base(request: pytest.FixtureRequest) -> Iterator[ForeignDatabase]:
    """The table, empty, in a database of either kind. A time has a zone in PostgreSQL and none in MariaDB."""
    if request.param == "mariadb":
        with mariadb_base(request.getfixturevalue("maria")) as one:
            one.execute(TABLE.format(time="datetime(6)"))
            yield one
    else:
        with postgres_base(request.getfixturevalue("postgres")) as other:
            other.execute(TABLE.format(time="timestamptz"))
            yield other
