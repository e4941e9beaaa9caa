"""`python -m etl watch`: execute commands as they come.

One instance; it heals when PostgreSQL comes back; SIGTERM ends it.
In time it will also run each source on its cadence.
"""

from __future__ import annotations

import logging
import os
import random
import selectors
import signal
import socket
from collections.abc import Callable

import psycopg
from psycopg.conninfo import make_conninfo

from data.catalog.loader import load_catalogue
from data.catalog.models import Catalogue
from data.control import commands
from data.control.commands import Command
from data.errors import CommandCenterError, ConfigError, UnknownError, WarehouseError
from data.log import event
from data.settings import Settings
from data.warehouse.engine import Role, conninfo, make_engine
from data.warehouse.records import Published
from etl.publish import Publisher

_LOG = logging.getLogger(__name__)
_LOCK = 3_316_000_003
_FIRST_S, _LONGEST_S = 0.2, 5.0
Session = psycopg.Connection[tuple[object, ...]]


class SecondWatchError(WarehouseError):
    """Another instance watches already; the message says which process."""


class Watch:
    """The loop and its stop signal."""

    def __init__(self, settings: Settings, catalogue: Catalogue) -> None:
        self._settings = settings
        self._catalogue = catalogue
        self._publisher = Publisher(settings, catalogue)
        self._app = make_engine(settings, Role.APP)
        self._wake, self._woken = socket.socketpair()
        self._is_stopped = False
        self._has_watched = False
        self._delay_s = _FIRST_S

    def run(self) -> int:
        """Until SIGTERM or SIGINT. Returns 0, or the code of WarehouseError when another instance watches already."""
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, lambda *_: self.stop())
        while not self._is_stopped:
            try:
                with psycopg.connect(self._address(), autocommit=True) as connection:
                    self._take_lock(connection)
                    self._listen(connection)
            except SecondWatchError as error:
                event(_LOG, "watch-refused", logging.ERROR, message=str(error))
                return error.exit_code
            except (psycopg.Error, WarehouseError) as error:
                event(_LOG, "watch-lost", logging.WARNING, error=type(error).__name__)
                self._pause(random.uniform(0, self._delay_s))
                self._delay_s = min(2 * self._delay_s, _LONGEST_S)
        return 0

    def stop(self) -> None:
        """End the loop after the command at hand."""
        self._is_stopped = True
        self._wake.send(b"\0")

    def _address(self) -> str:
        """By the name of its session a second instance can tell who runs."""
        name = f"etl watch, proses {os.getpid()} di {socket.gethostname()}"
        return make_conninfo(conninfo(self._settings, Role.APP), application_name=name[:63])

    def _take_lock(self, connection: Session) -> None:
        """The lock goes with the connection. Raises SecondWatchError, WarehouseError while our own lost one lingers."""
        row = connection.execute("SELECT pg_try_advisory_lock(%s)", (_LOCK,)).fetchone()
        if row and row[0]:
            self._has_watched = True
            return
        holder = _holder_of_lock(connection)
        if self._has_watched:
            raise WarehouseError(f"Kunci masih dipegang {holder}")
        raise SecondWatchError(f"sudah berjalan: {holder}")

    def _listen(self, connection: Session) -> None:
        connection.execute(f"LISTEN {commands.CHANNEL}".encode())
        event(_LOG, "watch", process=os.getpid())
        with selectors.DefaultSelector() as selector:
            selector.register(connection.fileno(), selectors.EVENT_READ)
            selector.register(self._woken, selectors.EVENT_READ)
            while not self._is_stopped:
                self._execute_waiting(connection)
                self._delay_s = _FIRST_S
                selector.select()
                list(connection.notifies(timeout=0))

    def _execute_waiting(self, connection: Session) -> None:
        for command in commands.waiting(self._app):
            try:
                message = self._execute(command)
            except CommandCenterError as error:
                # While PostgreSQL is away this raises, and the command waits; what it refused it would refuse for ever.
                connection.execute("SELECT 1")
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
        self._declare()
        if command.source not in self._catalogue.sources:
            raise UnknownError(f"Sumber '{command.source}' tidak dideklarasikan")
        done = verbs[command.verb]()
        return "Tidak ada yang berubah" if done.version is None else f"Menjadi versi {done.version}"

    def _declare(self) -> None:
        """Declarations change while this watches for months; a faulty one must not keep anybody from a hold."""
        try:
            self._catalogue = load_catalogue(self._settings.catalog_dir)
        except ConfigError as error:
            event(_LOG, "catalogue-faulty", logging.WARNING, faults=len(str(error).splitlines()))
        self._publisher.declare(self._catalogue)

    def _pause(self, seconds: float) -> None:
        """Wait, but wake at once when told to stop."""
        with selectors.DefaultSelector() as selector:
            selector.register(self._woken, selectors.EVENT_READ)
            selector.select(seconds)


def _holder_of_lock(connection: Session) -> str:
    """Name of the session that holds the lock; only the login role may see it, not the role taken on."""
    connection.execute("SET ROLE NONE")
    query = (
        "SELECT a.application_name FROM pg_locks AS l JOIN pg_stat_activity AS a USING (pid)"
        " WHERE l.locktype = 'advisory' AND l.granted AND l.database = a.datid AND a.datname = current_database()"
        " AND (l.classid::bigint << 32) + l.objid::bigint = %s"
    )
    row = connection.execute(query, (_LOCK,)).fetchone()
    return str(row[0]) if row else "etl watch lain"
