"""`python -m etl watch`: execute commands as they come.

One instance; it heals when PostgreSQL comes back; SIGTERM ends it.
In time it will also run each source on its cadence.
"""

from __future__ import annotations

import logging
import random
import selectors
import signal
import socket
from collections.abc import Callable

import psycopg

from data.control import commands
from data.control.commands import Command
from data.errors import CommandCenterError, WarehouseError
from data.log import event
from data.settings import Settings
from data.warehouse.engine import Role, conninfo, make_engine
from data.warehouse.records import Published
from etl.publish import Publisher

_LOG = logging.getLogger(__name__)
_LOCK = 3_316_000_003
_FIRST_S, _LONGEST_S = 0.2, 5.0


class Watch:
    """The loop and its stop signal."""

    def __init__(self, settings: Settings, publisher: Publisher) -> None:
        self._settings = settings
        self._publisher = publisher
        self._app = make_engine(settings, Role.APP)
        self._wake, self._woken = socket.socketpair()
        self._is_stopped = False
        self._delay_s = _FIRST_S

    def run(self) -> int:
        """Until SIGTERM or SIGINT. Returns 0, or the code of WarehouseError when another instance watches already."""
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, lambda *_: self.stop())
        while not self._is_stopped:
            try:
                with psycopg.connect(conninfo(self._settings, Role.APP), autocommit=True) as connection:
                    if not _is_only(connection):
                        event(_LOG, "watch-refused", logging.ERROR, message="sudah ada etl watch yang berjalan")
                        return WarehouseError.exit_code
                    self._listen(connection)
            except (psycopg.Error, WarehouseError) as error:
                event(_LOG, "watch-lost", logging.WARNING, error=type(error).__name__)
                self._pause(random.uniform(0, self._delay_s))
                self._delay_s = min(2 * self._delay_s, _LONGEST_S)
        return 0

    def stop(self) -> None:
        """End the loop after the command at hand."""
        self._is_stopped = True
        self._wake.send(b"\0")

    def _listen(self, connection: psycopg.Connection[tuple[object, ...]]) -> None:
        connection.execute(f"LISTEN {commands.CHANNEL}".encode())
        event(_LOG, "watch")
        with selectors.DefaultSelector() as selector:
            selector.register(connection.fileno(), selectors.EVENT_READ)
            selector.register(self._woken, selectors.EVENT_READ)
            while not self._is_stopped:
                self._execute_waiting()
                self._delay_s = _FIRST_S
                selector.select()
                list(connection.notifies(timeout=0))

    def _execute_waiting(self) -> None:
        for command in commands.waiting(self._app):
            try:
                message = self._execute(command)
            except WarehouseError:
                raise
            except CommandCenterError as error:
                commands.finish(self._app, command.id, is_done=False, message=f"{error.title}: {error}")
            else:
                commands.finish(self._app, command.id, is_done=True, message=message)
            event(_LOG, "command", id=command.id, verb=command.verb, source=command.source, version=command.version)

    def _execute(self, command: Command) -> str:
        verbs: dict[str, Callable[[], Published]] = {
            "hold": lambda: self._publisher.hold(command.source),
            "release": lambda: self._publisher.release(command.source),
            "rollback": lambda: self._publisher.rollback(command.source, command.version or 0),
        }
        done = verbs[command.verb]()
        return "Tidak ada yang berubah" if done.version is None else f"Menjadi versi {done.version}"

    def _pause(self, seconds: float) -> None:
        """Wait, but wake at once when told to stop."""
        with selectors.DefaultSelector() as selector:
            selector.register(self._woken, selectors.EVENT_READ)
            selector.select(seconds)


def _is_only(connection: psycopg.Connection[tuple[object, ...]]) -> bool:
    """True when no other instance holds the lock; it goes with the connection."""
    row = connection.execute("SELECT pg_try_advisory_lock(%s)", (_LOCK,)).fetchone()
    return bool(row and row[0])
