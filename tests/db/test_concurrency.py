"""Publishers at the same time: one order, whole cuts, no waiting for somebody else's file."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import psycopg

from data.warehouse.engine import Role, conninfo
from tests.db.desk import Desk, key

BLORA = ("33.16", "2024")
KEYS = (key("spbe"), key("sakip"))


def test_versions_become_visible_in_their_order_and_without_gaps(desk: Desk) -> None:
    is_over = threading.Event()
    seen: list[list[int]] = []

    def watch() -> None:
        with psycopg.connect(conninfo(desk.settings, Role.ADMIN), autocommit=True) as connection:
            while not is_over.is_set():
                rows = connection.execute("SELECT version FROM meta.version ORDER BY committed_at").fetchall()
                seen.append([row[0] for row in rows])

    watcher = threading.Thread(target=watch)
    watcher.start()
    with ThreadPoolExecutor(6) as pool:
        list(pool.map(lambda n: desk.publish(f"sumber_{n % 4}", {BLORA: float(n)}), range(48)))
    is_over.set()
    watcher.join()
    assert all(versions == list(range(1, len(versions) + 1)) for versions in seen)
    assert desk.reader.cut().version == 48
    assert len(seen) > 10


def test_a_cut_is_consistent_across_datasets_while_publishers_run(desk: Desk) -> None:
    names = ("spbe", "sakip")
    taken: dict[int, tuple[object, ...]] = {}
    is_over = threading.Event()

    def look(version: int | None) -> tuple[int, tuple[object, ...]]:
        cut = desk.reader.cut(version)
        cells = [desk.reader.cells([key_of], cut.version) for key_of in KEYS]
        assert all(cell.from_version == dict(cut.datasets)[cell.key.dataset] for part in cells for cell in part)
        return cut.version, (cut, cells)

    def read() -> None:
        while not is_over.is_set():
            version, facts = look(None)
            taken.setdefault(version, facts)

    readers = [threading.Thread(target=read) for _ in range(2)]
    for reader in readers:
        reader.start()
    with ThreadPoolExecutor(2) as pool:
        list(pool.map(lambda n: desk.publish(names[n % 2], {BLORA: float(n)}), range(40)))
    is_over.set()
    for reader in readers:
        reader.join()
    assert len(taken) > 3
    for version, facts in taken.items():
        assert look(version)[1] == facts


def test_publisher_whose_file_is_slow_does_not_hold_up_another(desk: Desk) -> None:
    is_half_read, may_go_on = threading.Event(), threading.Event()

    def slowly() -> Iterator[tuple[object, ...]]:
        yield from desk.rows({BLORA: 1.0})
        is_half_read.set()
        assert may_go_on.wait(20)

    with ThreadPoolExecutor(1) as pool:
        slow = pool.submit(lambda: desk.writer.publish(desk.batch("spbe", slowly())))
        assert is_half_read.wait(20)
        assert desk.publish("sakip", {BLORA: 60.0}).version == 1
        may_go_on.set()
        assert slow.result(20).version == 2


def test_publisher_waits_for_the_one_before_it_and_no_longer(desk: Desk) -> None:
    with psycopg.connect(conninfo(desk.settings, Role.ADMIN)) as before, ThreadPoolExecutor(1) as pool:
        before.execute("SELECT pg_advisory_xact_lock(3316000002)")
        after = pool.submit(desk.publish, "spbe", {BLORA: 1.0})
        deadline = time.monotonic() + 10
        while not waits(desk):
            assert time.monotonic() < deadline, "penerbit tidak antre"
        before.execute(
            "INSERT INTO meta.version (version, dataset, kind, catalogue) SELECT 1, 'sakip', 'publish', hash"
            " FROM meta.catalogue"
        )
        assert not after.done()
        before.commit()
        assert after.result(10).version == 2


def waits(desk: Desk) -> bool:
    """True while somebody waits for the publish lock."""
    with psycopg.connect(conninfo(desk.settings, Role.ADMIN)) as connection:
        query = "SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND NOT granted"
        row = connection.execute(query).fetchone()
    return row is not None and row[0] > 0
