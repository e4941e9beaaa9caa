"""kill -9 of PostgreSQL during a read, a publish and while the listener listens: named, harmless, healed by itself."""

from __future__ import annotations

import os
import signal
import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import psycopg
import pytest

from data.errors import WarehouseError
from data.settings import Settings
from data.warehouse.embedded import EmbeddedServer
from data.warehouse.engine import Role, conninfo
from data.warehouse.listen import Listener
from data.warehouse.migrate import upgrade
from tests.db.desk import Desk, key
from tests.servers import open_folder

OLD = {("33.16", "2023"): 1.0, ("33.16", "2024"): 2.0}
NEW = {("33.16", "2024"): 9.0}


@pytest.fixture(scope="module")
def own_server() -> Iterator[EmbeddedServer]:
    """A server that the tests of this file may kill."""
    with open_folder() as folder:
        server = EmbeddedServer(folder / "data")
        server.start()
        upgrade(Settings(data_dir=folder / "data"))
        yield server
        server.stop()


@pytest.fixture
def own_desk(own_server: EmbeddedServer) -> Iterator[Desk]:
    """Writer and reader on it, with a first version."""
    with Desk(Settings(data_dir=own_server.files.data_dir)) as desk:
        desk.publish("spbe", OLD)
        yield desk


def kill(server: EmbeddedServer) -> None:
    """kill -9 of the postmaster by its own process id."""
    os.kill(server.pid, signal.SIGKILL)
    assert server.wait() == -signal.SIGKILL


def wait_until_waiting(desk: Desk, query: str) -> None:
    """Until a backend waits for a lock in a statement of this kind."""
    deadline = time.monotonic() + 10
    with psycopg.connect(conninfo(desk.settings, Role.ADMIN), autocommit=True) as watch:
        sql = "SELECT pid FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND query LIKE %s"
        while not watch.execute(sql, (f"%{query}%",)).fetchall():
            assert time.monotonic() < deadline, "tidak ada yang menunggu"


def test_killed_during_a_read(own_server: EmbeddedServer, own_desk: Desk) -> None:
    blocker = psycopg.connect(conninfo(own_desk.settings, Role.ADMIN))
    blocker.execute("LOCK TABLE mart.measure")
    version = own_desk.reader.cut().version
    with ThreadPoolExecutor(1) as pool:
        reading = pool.submit(own_desk.reader.cells, [key("spbe")], version)
        wait_until_waiting(own_desk, "unnest")
        kill(own_server)
        with pytest.raises(WarehouseError, match="terputus"):
            reading.result(10)
    blocker.close()
    with pytest.raises(WarehouseError):
        own_desk.reader.cut()
    own_server.start()
    assert own_desk.read("spbe") == OLD


def test_killed_while_rows_are_loaded(own_server: EmbeddedServer, own_desk: Desk) -> None:
    def rows() -> Iterator[tuple[object, ...]]:
        yield from own_desk.rows(NEW)
        kill(own_server)
        yield from own_desk.rows({("33.16", f"{year}"): 0.0 for year in range(1000, 9999)})

    version = own_desk.reader.cut().version
    with pytest.raises(WarehouseError):
        own_desk.writer.publish(own_desk.batch("spbe", rows()))
    own_server.start()
    assert (own_desk.reader.cut().version, own_desk.read("spbe")) == (version, OLD)
    assert own_desk.publish("spbe", NEW).version == version + 1
    own_desk.publish("spbe", OLD)


def test_killed_between_lock_and_commit(own_server: EmbeddedServer, own_desk: Desk) -> None:
    version = own_desk.reader.cut().version
    blocker = psycopg.connect(conninfo(own_desk.settings, Role.ADMIN))
    blocker.execute("LOCK TABLE meta.version IN SHARE MODE")
    with ThreadPoolExecutor(1) as pool:
        publishing = pool.submit(own_desk.publish, "spbe", NEW)
        wait_until_waiting(own_desk, "INSERT INTO meta.version")
        kill(own_server)
        with pytest.raises(WarehouseError):
            publishing.result(10)
    blocker.close()
    own_server.start()
    assert (own_desk.reader.cut().version, own_desk.read("spbe")) == (version, OLD)
    assert own_desk.publish("spbe", NEW).version == version + 1
    own_desk.publish("spbe", OLD)


def test_listener_outlives_the_server_and_catches_up(own_server: EmbeddedServer, own_desk: Desk) -> None:
    listener = Listener(conninfo(own_desk.settings, Role.BACA), own_desk.reader)
    listener.start()
    try:
        first = listener.wait(-1, 10)
        assert first is not None
        kill(own_server)
        deadline = time.monotonic() + 10
        while listener.is_connected:
            assert time.monotonic() < deadline, "putusnya gudang tidak diketahui"
        assert listener.cut == first
        own_server.start()
        published = own_desk.publish("spbe", NEW).version
        assert published is not None
        caught_up = listener.wait(published - 1, 15)
        assert caught_up is not None and caught_up.version == published
    finally:
        listener.stop()
    own_desk.publish("spbe", OLD)
    assert not any(thread.name == "cc-listener" for thread in threading.enumerate())
