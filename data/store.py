"""Bytes by key, computed once: flask-caching in the process or in Redis, with single flight on top.

flask-caching's own memoize computes as often as there are threads, hence the locks here.
"""

from __future__ import annotations

import logging
import threading
import time
import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from cachelib.serializers import BaseSerializer
from flask import Flask
from flask_caching import Cache as FlaskCache
from redis import Redis, RedisError

from data.log import event
from data.settings import Settings

_LOG = logging.getLogger(__name__)
_KEEP_S = 24 * 3600
_LOCK_MS = 10_000
_POLL_S = 0.02
_REST_S = 2.0
_RELEASE = "if redis.call('get', KEYS[1]) == ARGV[1] then return redis.call('del', KEYS[1]) end return 0"


class PlainBytes(BaseSerializer):
    """Keeps bytes as they are: whoever can write to Redis must not be able to run code here."""

    def dumps(self, value: bytes, protocol: int = 0) -> bytes:
        """The bytes themselves."""
        return value

    def loads(self, bvalue: bytes | None) -> bytes | None:
        """The bytes themselves; None where nothing is kept."""
        return bvalue


class Store:
    """Keeps answers for a day. Without Redis, or while it is away, each process keeps its own."""

    def __init__(self, server: Flask, settings: Settings) -> None:
        self._local = _backend(server, {"CACHE_TYPE": "SimpleCache", "CACHE_THRESHOLD": 4000})
        self._redis: Redis | None = None
        self._shared: FlaskCache | None = None
        if settings.redis_url is not None:
            url = settings.redis_url.get_secret_value()
            limits = {"socket_timeout": 1.0, "socket_connect_timeout": 0.3}
            self._redis = Redis.from_url(url, **limits)
            config = {"CACHE_TYPE": "RedisCache", "CACHE_REDIS_URL": url, "CACHE_KEY_PREFIX": "cc:"}
            self._shared = _backend(server, {**config, "CACHE_OPTIONS": limits})
        self._rest_until = 0.0
        self._locks: dict[str, tuple[threading.Lock, int]] = {}
        self._guard = threading.Lock()
        self.computed = 0

    def fetch(self, key: str, compute: Callable[[], bytes]) -> bytes:
        """The bytes kept under `key`, or those of `compute`, called once however many ask at once."""
        found = self._get(key)
        if found is not None:
            return found
        with self._one_thread(key):
            found = self._get(key)
            return found if found is not None else self._compute(key, compute)

    def _compute(self, key: str, compute: Callable[[], bytes]) -> bytes:
        with self._one_process(key) as other:
            if other is not None:
                return other
            value = compute()
            self.computed += 1
            self._set(key, value)
            return value

    def _get(self, key: str) -> bytes | None:
        local: bytes | None = self._local.get(key)
        if local is not None or not self._is_redis_up():
            return local
        try:
            shared: bytes | None = self._shared.get(key) if self._shared else None
        except RedisError as error:
            self._rest(error)
            return None
        if shared is not None:
            self._local.set(key, shared)
        return shared

    def _set(self, key: str, value: bytes) -> None:
        self._local.set(key, value)
        if self._shared is not None and self._is_redis_up():
            try:
                self._shared.set(key, value)
            except RedisError as error:
                self._rest(error)

    def _is_redis_up(self) -> bool:
        return self._redis is not None and time.monotonic() >= self._rest_until

    def _rest(self, error: RedisError) -> None:
        """Leave Redis alone for a moment, so that a dead one costs one timeout and not one per tile."""
        self._rest_until = time.monotonic() + _REST_S
        event(_LOG, "redis-away", logging.WARNING, error=type(error).__name__, rest_s=_REST_S)

    @contextmanager
    def _one_thread(self, key: str) -> Iterator[None]:
        with self._guard:
            lock, waiting = self._locks.get(key, (threading.Lock(), 0))
            self._locks[key] = (lock, waiting + 1)
        try:
            with lock:
                yield
        finally:
            with self._guard:
                lock, waiting = self._locks.pop(key)
                if waiting > 1:
                    self._locks[key] = (lock, waiting - 1)

    @contextmanager
    def _one_process(self, key: str) -> Iterator[bytes | None]:
        """Yield another process's answer if it computes or just computed this key, else None while we hold the key."""
        token = uuid.uuid4().hex
        if not self._claim(key, token):
            yield self._await(key)
            return
        try:
            # Whoever held the key may have answered between our look and our claim.
            yield self._get(key) if self._redis is not None else None
        finally:
            self._release(key, token)

    def _claim(self, key: str, token: str) -> bool:
        if self._redis is None or not self._is_redis_up():
            return True
        try:
            return bool(self._redis.set(f"cc:lock:{key}", token, nx=True, px=_LOCK_MS))
        except RedisError as error:
            self._rest(error)
            return True

    def _await(self, key: str) -> bytes | None:
        deadline = time.monotonic() + _LOCK_MS / 1000
        while time.monotonic() < deadline and self._is_redis_up():
            found = self._get(key)
            if found is not None:
                return found
            time.sleep(_POLL_S)
        return None

    def _release(self, key: str, token: str) -> None:
        if self._redis is not None and self._is_redis_up():
            try:
                self._redis.eval(_RELEASE, 1, f"cc:lock:{key}", token)
            except RedisError as error:
                self._rest(error)


def _backend(server: Flask, config: dict[str, object]) -> FlaskCache:
    cache = FlaskCache(config={**config, "CACHE_SERIALIZER": PlainBytes, "CACHE_DEFAULT_TIMEOUT": _KEEP_S})
    cache.init_app(server)
    return cache
