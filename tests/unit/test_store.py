"""The store computes once, keeps plain bytes, and survives the loss of Redis."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from flask import Flask
from pydantic import SecretStr
from redis import Redis

from data.settings import Settings
from data.store import Store
from tests.redis_process import RedisProcess


@pytest.fixture
def redis(tmp_path: Path) -> Iterator[RedisProcess]:
    process = RedisProcess(tmp_path)
    process.start()
    yield process
    process.kill()


@pytest.fixture(params=["in process", "redis"])
def make_store(request: pytest.FixtureRequest) -> Callable[[], Store]:
    url = SecretStr(request.getfixturevalue("redis").url) if request.param == "redis" else None
    return lambda: Store(Flask("test"), Settings(redis_url=url))


def test_a_hundred_threads_cause_one_computation(make_store: Callable[[], Store]) -> None:
    store = make_store()
    calls: list[int] = []

    def compute() -> bytes:
        calls.append(1)
        return b"17.3"

    start = threading.Barrier(100)

    def ask(_: int) -> bytes:
        start.wait()
        return store.fetch("tile", compute)

    with ThreadPoolExecutor(100) as pool:
        answers = set(pool.map(ask, range(100)))
    assert answers == {b"17.3"}
    assert len(calls) == store.computed == 1


def test_different_keys_do_not_wait_for_each_other(make_store: Callable[[], Store]) -> None:
    store = make_store()
    inner_done = threading.Event()

    def inner() -> None:
        store.fetch("b", lambda: b"2")
        inner_done.set()

    def outer() -> bytes:
        worker = threading.Thread(target=inner)
        worker.start()
        worker.join(5)
        return b"1"

    assert store.fetch("a", outer) == b"1"
    assert inner_done.is_set()


def test_a_failing_computation_is_not_kept_and_frees_its_key(make_store: Callable[[], Store]) -> None:
    store = make_store()

    def fail() -> bytes:
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        store.fetch("tile", fail)
    assert store.fetch("tile", lambda: b"ok") == b"ok"


def test_two_processes_share_one_computation_through_redis(redis: RedisProcess) -> None:
    stores = [Store(Flask(name), Settings(redis_url=SecretStr(redis.url))) for name in ("one", "two")]
    entered, release = threading.Event(), threading.Event()

    def slow() -> bytes:
        entered.set()
        release.wait(5)
        return b"once"

    with ThreadPoolExecutor(2) as pool:
        first = pool.submit(stores[0].fetch, "tile", slow)
        entered.wait(5)
        second = pool.submit(stores[1].fetch, "tile", lambda: b"twice")
        release.set()
        assert (first.result(), second.result()) == (b"once", b"once")
    assert [store.computed for store in stores] == [1, 0]


def test_redis_holds_the_bytes_and_no_pickle(redis: RedisProcess) -> None:
    Store(Flask("one"), Settings(redis_url=SecretStr(redis.url))).fetch("tile", lambda: b'{"nilai":3.28}')
    with Redis(port=redis.port) as client:
        assert client.get("cc:tile") == b'{"nilai":3.28}'


def test_losing_redis_loses_no_answer(redis: RedisProcess) -> None:
    store = Store(Flask("one"), Settings(redis_url=SecretStr(redis.url)))
    assert store.fetch("before", lambda: b"1") == b"1"
    redis.kill()
    assert store.fetch("after", lambda: b"2") == b"2"
    assert store.fetch("before", lambda: b"other") == b"1"
