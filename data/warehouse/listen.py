"""The ear on PostgreSQL: a thread that holds the newest cut and wakes whoever waits for it.

It LISTENs first and reads the cut after, on every connection: a publish in between is in the cut or still to come
as a notification. Several notifications at once cost one read.
"""

from __future__ import annotations

import logging
import random
import selectors
import socket
import threading

import psycopg

from data.domain.provenance import Cut
from data.errors import CommandCenterError
from data.log import event
from data.warehouse.publish import CHANNEL
from data.warehouse.reader import Reader

_LOG = logging.getLogger(__name__)
_FIRST_S = 0.1
_GROWTH = 1.5
_LONGEST_S = 5.0


class Listener:
    """One daemon thread. It heals by itself when PostgreSQL comes back; until then `cut` is the last one known."""

    def __init__(self, conninfo: str, reader: Reader) -> None:
        self._conninfo = conninfo
        self._reader = reader
        self._changed = threading.Condition()
        self._cut: Cut | None = None
        self._is_connected = False
        self._stopped = threading.Event()
        self._thread = threading.Thread(target=self._run, name="cc-listener", daemon=True)
        self._wake, self._woken = socket.socketpair()

    @property
    def cut(self) -> Cut | None:
        """The newest cut known; None before the first."""
        return self._cut

    @property
    def is_connected(self) -> bool:
        """True while notifications can arrive."""
        return self._is_connected

    @property
    def is_stopped(self) -> bool:
        """True once `stop` was called."""
        return self._stopped.is_set()

    def start(self) -> None:
        """Start listening; returns at once, also while PostgreSQL is away."""
        self._thread.start()

    def stop(self) -> None:
        """Wake every waiter, end the thread and wait for it. Only the first call does anything."""
        if self.is_stopped:
            return
        self._stopped.set()
        with self._changed:
            self._changed.notify_all()
        self._wake.send(b"\0")
        if self._thread.ident is not None:
            self._thread.join()
        self._wake.close()
        self._woken.close()

    def wait(self, after: int, timeout_s: float) -> Cut | None:
        """The cut once its version is beyond `after`; None after `timeout_s` seconds or when the listener stops."""
        with self._changed:
            self._changed.wait_for(lambda: self.is_stopped or self._is_beyond(after), timeout_s)
            return self._cut if self._is_beyond(after) and not self.is_stopped else None

    def _is_beyond(self, after: int) -> bool:
        return self._cut is not None and self._cut.version > after

    def _run(self) -> None:
        delay_s = _FIRST_S
        while not self.is_stopped:
            try:
                with psycopg.connect(self._conninfo, autocommit=True) as connection:
                    self._listen(connection)
            except (psycopg.Error, OSError, CommandCenterError) as error:
                delay_s = _FIRST_S if self._is_connected else min(delay_s * _GROWTH, _LONGEST_S)
                event(_LOG, "listen-lost", logging.WARNING, error=type(error).__name__)
            self._is_connected = False
            self._stopped.wait(random.uniform(0, delay_s))

    def _listen(self, connection: psycopg.Connection[tuple[object, ...]]) -> None:
        connection.execute(f"LISTEN {CHANNEL}".encode())
        self._take_cut()
        self._is_connected = True
        event(_LOG, "listen", version=self._cut.version if self._cut else 0)
        with selectors.DefaultSelector() as selector:
            selector.register(connection.fileno(), selectors.EVENT_READ)
            selector.register(self._woken, selectors.EVENT_READ)
            while not self.is_stopped:
                selector.select()
                if list(connection.notifies(timeout=0)):
                    self._take_cut()

    def _take_cut(self) -> None:
        cut = self._reader.cut()
        with self._changed:
            self._cut = cut
            self._changed.notify_all()
