"""The listener tells of a publish when it is committed, and wakes all who wait."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from pydantic import SecretStr

from data.settings import Settings
from data.warehouse.engine import Role, conninfo, make_engine
from data.warehouse.listen import Listener
from data.warehouse.reader import Reader
from tests.db.desk import CATALOGUE, Desk

BLORA = ("33.16", "2024")


@pytest.fixture
def listener(desk: Desk) -> Iterator[Listener]:
    """A listener that is connected."""
    one = Listener(conninfo(desk.settings, Role.BACA), desk.reader)
    one.start()
    cut = one.wait(-1, 10)
    assert cut is not None and cut.version == 0
    yield one
    one.stop()


def test_publish_wakes_everybody_who_waits(desk: Desk, listener: Listener) -> None:
    with ThreadPoolExecutor(20) as pool:
        waiting = [pool.submit(listener.wait, 0, 10) for _ in range(20)]
        desk.publish("spbe", {BLORA: 1.0})
        cuts = [one.result() for one in waiting]
    assert [cut.version for cut in cuts if cut] == [1] * 20
    assert listener.cut == desk.reader.cut()


def test_hold_is_pushed_too(desk: Desk, listener: Listener) -> None:
    desk.writer.hold("spbe", None, CATALOGUE)
    cut = listener.wait(0, 10)
    assert cut is not None and cut.held == ("spbe",)


def test_nothing_new_is_none_after_the_time_given(listener: Listener) -> None:
    started = time.monotonic()
    assert listener.wait(0, 0.1) is None
    assert 0.1 <= time.monotonic() - started < 2
    assert listener.is_connected


def test_publish_between_two_waits_is_not_missed(desk: Desk, listener: Listener) -> None:
    seen = 0
    for number in range(20):
        desk.publish("spbe", {BLORA: float(number)})
        cut = listener.wait(seen, 10)
        assert cut is not None
        seen = cut.version
    assert seen == 20


def test_stop_wakes_who_waits_and_ends_the_thread(desk: Desk) -> None:
    one = Listener(conninfo(desk.settings, Role.BACA), desk.reader)
    one.start()
    assert one.wait(-1, 10) is not None
    with ThreadPoolExecutor(1) as pool:
        waiting = pool.submit(one.wait, 0, 60)
        one.stop()
        assert waiting.result(5) is None
    one.stop()
    assert one.is_stopped
    assert not any(thread.name == "cc-listener" for thread in threading.enumerate())


def test_starts_and_stops_while_the_server_is_away(tmp_path: Path) -> None:
    away = Settings(data_dir=tmp_path, database_url=SecretStr("postgresql://uji@127.0.0.1:1/uji"))
    engine = make_engine(away, Role.BACA)
    one = Listener(conninfo(away, Role.BACA), Reader(engine))
    one.start()
    assert one.wait(-1, 0.3) is None
    assert (one.is_connected, one.cut) == (False, None)
    one.stop()
    engine.dispose()
