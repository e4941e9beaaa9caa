"""Real PostgreSQL servers for tests: the embedded one and Debian's, each in its own folder, stopped by process id."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Protocol
from urllib.parse import quote, urlencode

import psycopg
from psycopg.conninfo import conninfo_to_dict
from psycopg.sql import SQL, Identifier
from pydantic import SecretStr

from data.settings import Settings
from data.warehouse.cluster import owner, spawn
from data.warehouse.embedded import EmbeddedServer
from data.warehouse.migrate import upgrade

DEBIAN_BIN = Path("/usr/lib/postgresql/15/bin")
TEMPLATE = "cc_template"
_PASSWORD = "rahasia-uji"
_READY_S = 30.0


class Server(Protocol):
    """What a test needs of a server."""

    @property
    def conninfo(self) -> str:
        """libpq connection string of the administrator."""

    def start(self) -> None:
        """Return when it accepts connections."""

    def stop(self) -> None:
        """Return when it is gone."""


class DebianServer:
    """Debian's PostgreSQL with its default settings, on a free port, by password: as somebody's own server would be."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self._port = int(probe.getsockname()[1])
        self._process: subprocess.Popen[bytes] | None = None

    @property
    def conninfo(self) -> str:
        """libpq connection string of the administrator."""
        return f"host=127.0.0.1 port={self._port} user=uji password={_PASSWORD} dbname=postgres"

    def start(self) -> None:
        """initdb once, start, wait until it answers."""
        assert DEBIAN_BIN.exists(), "PostgreSQL 15 dari Debian tidak terpasang; make test memasangnya"
        cluster = self._folder / "cluster"
        if not cluster.exists():
            self._initdb(cluster)
        # A pytest that is killed takes its server along.
        mortal = ["setpriv", "--pdeathsig", "INT", "--"]
        command = [*mortal, str(DEBIAN_BIN / "postgres"), "-D", str(cluster), "-p", str(self._port), "-k", ""]
        with (self._folder / "server.log").open("ab") as log:
            self._process = spawn(command, log)
        deadline = time.monotonic() + _READY_S
        while True:
            try:
                psycopg.connect(self.conninfo, connect_timeout=2).close()
                return
            except psycopg.OperationalError:
                assert time.monotonic() < deadline, (self._folder / "server.log").read_text()[-2000:]
                time.sleep(0.02)

    def stop(self) -> None:
        """Fast shutdown."""
        if self._process is not None:
            self._process.send_signal(2)
            self._process.wait(30)
            self._process = None

    def _initdb(self, cluster: Path) -> None:
        given = self._folder / "password"
        given.write_text(_PASSWORD)
        cluster.mkdir(mode=0o700)
        if os.geteuid() == 0:
            os.chown(cluster, owner().pw_uid, owner().pw_gid)
        options = ["--username=uji", "--auth=scram-sha-256", "--encoding=UTF8", "--locale=C.UTF-8", "--no-sync"]
        process = spawn(
            [str(DEBIAN_BIN / "initdb"), f"--pgdata={cluster}", f"--pwfile={given}", *options], subprocess.PIPE
        )
        said = process.communicate()[0]
        assert process.returncode == 0, said.decode()


class MortalEmbedded(EmbeddedServer):
    """The embedded server; when the process that started it is killed, a guard ends it too."""

    _guard: subprocess.Popen[bytes] | None = None

    def start(self, *, is_foreground: bool = False) -> None:
        """Start it, and the guard: its input ends with this process."""
        super().start(is_foreground=is_foreground)
        self._dismiss()
        command = [sys.executable, "-c", _GUARD, str(self.pid), str(self.files.cluster)]
        self._guard = subprocess.Popen(command, stdin=subprocess.PIPE, start_new_session=True)

    def stop(self) -> None:
        """Stop it and dismiss the guard."""
        super().stop()
        self._dismiss()

    def _dismiss(self) -> None:
        if self._guard is not None:
            self._guard.communicate()
            self._guard = None


# Ends only what still works inside that cluster folder: the number may be somebody else's by then.
_GUARD = """
import os, signal, sys
sys.stdin.read()
try:
    if os.readlink(f"/proc/{sys.argv[1]}/cwd") == sys.argv[2]:
        os.kill(int(sys.argv[1]), signal.SIGINT)
except OSError:
    pass
"""


@contextmanager
def open_folder() -> Iterator[Path]:
    """A temporary folder that the user PostgreSQL runs as can reach; pytest's own are closed to it."""
    folder = Path(tempfile.mkdtemp(prefix="cc-uji-"))
    folder.chmod(0o755)
    try:
        yield folder
    finally:
        shutil.rmtree(folder)


def let_through(folder: Path) -> Path:
    """Let the user PostgreSQL runs as pass through a temporary folder and those above it; the folder itself."""
    for part in (folder, *folder.parents):
        mode = part.stat().st_mode
        if os.geteuid() == 0 and not mode & 0o001:
            part.chmod(mode | 0o011)
    return folder


@contextmanager
def running(kind: str) -> Iterator[Server]:
    """A server of its own, 'embedded' or 'debian', for as long as the block lasts."""
    with open_folder() as folder:
        server: Server = MortalEmbedded(folder / "data") if kind == "embedded" else DebianServer(folder)
        try:
            server.start()
            yield server
        finally:
            server.stop()


def url_of(server: Server, database: str, **login: str) -> SecretStr:
    """CC_DATABASE_URL of a database on a server; `user` and `password` for another login than the administrator's."""
    facts = {**conninfo_to_dict(server.conninfo), **login}
    facts.pop("dbname")
    query = {name: str(value) for name, value in facts.items()}
    return SecretStr(f"postgresql:///{quote(database)}?{urlencode(query)}")


def create_database(server: Server, name: str, template: str = "template1") -> None:
    """A new database; the template must have no open connection."""
    query = SQL("CREATE DATABASE {} TEMPLATE {}").format(Identifier(name), Identifier(template))
    with psycopg.connect(server.conninfo, autocommit=True) as connection:
        connection.execute(query)


def drop_database(server: Server, name: str) -> None:
    """Drop it, whoever is still connected."""
    query = SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(Identifier(name))
    with psycopg.connect(server.conninfo, autocommit=True) as connection:
        connection.execute(query)


def create_template(server: Server, data_dir: Path) -> None:
    """The migrated database that every test's own is copied from."""
    create_database(server, TEMPLATE)
    upgrade(Settings(data_dir=data_dir, database_url=url_of(server, TEMPLATE)))
