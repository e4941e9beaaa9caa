"""A real MariaDB on a free port, without anything of the machine's own configuration; it can be killed."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pymysql
from pymysql.cursors import Cursor

from data.warehouse.cluster import owner
from deploy.family import die_with_parent
from tests.servers import open_folder

BINARY = Path("/usr/sbin/mariadbd")
_SQL = Path("/usr/share/mysql")
_PASSWORD = "sandi-mariadb"
_READY_S = 60.0


class MariadbProcess:
    """Owns one mariadbd. User `uji` may do everything, `pembaca` only read."""

    def __init__(self, folder: Path) -> None:
        assert BINARY.exists(), "MariaDB tidak terpasang; make test memasangnya"
        self._folder = folder
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self.port: int = probe.getsockname()[1]
        self._process: subprocess.Popen[bytes] | None = None
        self._user = owner().pw_name if os.geteuid() == 0 else ""

    def install(self) -> None:
        """Make its data folder, once, as mariadb-install-db does: that script needs the client's package besides."""
        if self._user:
            shutil.chown(self._folder, self._user)
        (self._folder / "data" / "mysql").mkdir(parents=True)
        for path in (self._folder / "data", self._folder / "data" / "mysql"):
            if self._user:
                shutil.chown(path, self._user)
        tables = "".join((_SQL / f"mysql_system_tables{name}.sql").read_text() for name in ("", "_data"))
        script = f"USE mysql;\nSET @auth_root_socket=NULL;\nSET @current_hostname='localhost';\n{tables}"
        options = [
            "--bootstrap",
            "--skip-grant-tables",
            f"--datadir={self._folder}/data",
        ]
        done = subprocess.run([*self._command(), *options], input=script.encode(), capture_output=True, check=False)
        assert done.returncode == 0, done.stderr.decode()[-2000:]

    def _command(self) -> list[str]:
        return [str(BINARY), "--no-defaults", *([f"--user={self._user}"] if self._user else [])]

    def start(self) -> None:
        """Start and wait until it answers."""
        options = [
            f"--datadir={self._folder}/data", f"--socket={self._folder}/s", f"--port={self.port}",
            "--bind-address=127.0.0.1", f"--pid-file={self._folder}/pid", f"--log-error={self._folder}/log",
            "--innodb-buffer-pool-size=32M", "--innodb-flush-log-at-trx-commit=0", "--skip-log-bin",
        ]  # fmt: skip
        self._process = subprocess.Popen([*self._command(), *options], preexec_fn=die_with_parent)
        deadline = time.monotonic() + _READY_S
        while True:
            try:
                pymysql.connect(host="127.0.0.1", port=self.port, user="root", connect_timeout=2).close()
                return
            except pymysql.OperationalError:
                assert time.monotonic() < deadline, (self._folder / "log").read_text()[-2000:]
                time.sleep(0.05)

    def grant(self) -> None:
        """The two users and the database `sumber`."""
        self.execute("CREATE DATABASE sumber", database="")
        for user, rights in (("uji", "ALL"), ("pembaca", "SELECT")):
            self.execute(f"CREATE USER {user}@'127.0.0.1' IDENTIFIED BY '{_PASSWORD}'")
            self.execute(f"GRANT {rights} ON sumber.* TO {user}@'127.0.0.1'")

    def execute(self, *statements: str, database: str = "sumber") -> None:
        """Run statements as the administrator, each committed."""
        with (
            pymysql.connect(
                host="127.0.0.1", port=self.port, user="root", database=database or None, autocommit=True
            ) as connection,
            connection.cursor(Cursor) as cursor,
        ):
            for statement in statements:
                cursor.execute(statement)

    def url(self, port: int | None = None, user: str = "pembaca") -> str:
        """Address for the settings, through another port where something stands between."""
        return f"mysql://{user}:{_PASSWORD}@127.0.0.1:{port or self.port}/sumber"

    def kill(self) -> None:
        """kill -9, as a power cut would."""
        if self._process is not None:
            self._process.kill()
            self._process.wait()
            self._process = None


@contextmanager
def mariadb() -> Iterator[MariadbProcess]:
    """A server for as long as the block lasts."""
    with open_folder() as folder:
        one = MariadbProcess(folder)
        one.install()
        try:
            one.start()
            one.grant()
            yield one
        finally:
            one.kill()
