"""The embedded server as a process: how it starts, stops, and clears what an earlier one left behind."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import psutil
import psycopg
import pytest

from data.errors import ConfigError, WarehouseError
from data.settings import ROOT
from data.warehouse.cluster import ClusterFiles
from data.warehouse.embedded import EmbeddedServer
from tests.servers import open_folder


@pytest.fixture(scope="module")
def data_dir() -> Iterator[Path]:
    """A data folder whose cluster is made once for the tests of this file."""
    with open_folder() as folder:
        yield folder / "data"


class Foreground:
    """`python -m data.warehouse.embedded` on a data folder."""

    def __init__(self, data_dir: Path) -> None:
        self.files = ClusterFiles(data_dir)
        environment = {**os.environ, "CC_DATA_DIR": str(data_dir)}
        environment.pop("CC_DATABASE_URL", None)
        command = [sys.executable, "-m", "data.warehouse.embedded"]
        self._log = data_dir.parent / "embedded.log"
        with self._log.open("wb") as log:
            self.process = subprocess.Popen(command, cwd=ROOT, env=environment, stdout=log, stderr=log)

    def wait_until_ready(self) -> psutil.Process:
        """The postmaster, once it accepts connections."""
        deadline = time.monotonic() + 30
        while "postgres-ready" not in self.said:
            assert self.process.poll() is None and time.monotonic() < deadline, self.said
            time.sleep(0.02)
        psycopg.connect(self.files.conninfo).close()
        return psutil.Process(self.process.pid).children()[0]

    @property
    def said(self) -> str:
        """What it wrote so far."""
        return self._log.read_text()

    def end(self, number: signal.Signals) -> int:
        """Its exit code after a signal."""
        self.process.send_signal(number)
        return self.process.wait(30)


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_signal_is_a_fast_shutdown_though_a_client_is_connected(data_dir: Path, number: signal.Signals) -> None:
    foreground = Foreground(data_dir)
    postmaster = foreground.wait_until_ready()
    with psycopg.connect(foreground.files.conninfo) as client:
        client.execute("SELECT 1")
        started = time.monotonic()
        assert foreground.end(number) == 0
        client.close()
    assert time.monotonic() - started < 10
    assert not postmaster.is_running()


def test_exit_code_tells_that_the_server_was_killed(data_dir: Path) -> None:
    foreground = Foreground(data_dir)
    foreground.wait_until_ready().kill()
    assert foreground.process.wait(30) == 128 + signal.SIGKILL


def test_second_owner_is_told_who_runs_it(data_dir: Path) -> None:
    server = EmbeddedServer(data_dir)
    server.start()
    try:
        second = Foreground(data_dir)
        assert second.process.wait(30) == WarehouseError.exit_code
        assert str(os.getpid()) in second.said
        with pytest.raises(WarehouseError, match=str(server.pid)):
            server.start()
        psycopg.connect(server.conninfo).close()
    finally:
        server.stop()


def test_server_whose_owner_was_killed_is_taken_over(data_dir: Path) -> None:
    foreground = Foreground(data_dir)
    orphan = foreground.wait_until_ready()
    with psycopg.connect(foreground.files.conninfo, autocommit=True) as client:
        client.execute("CREATE TABLE sebelum_mati (n int)")
    foreground.process.kill()
    foreground.process.wait()
    assert orphan.is_running()
    server = EmbeddedServer(data_dir)
    server.start()
    try:
        assert not orphan.is_running() or orphan.status() == psutil.STATUS_ZOMBIE
        with psycopg.connect(server.conninfo) as client:
            assert client.execute("SELECT count(*) FROM sebelum_mati").fetchone() == (0,)
    finally:
        server.stop()


def test_pid_file_that_names_a_stranger_is_stale(data_dir: Path) -> None:
    server = EmbeddedServer(data_dir)
    server.start()
    os.kill(server.pid, signal.SIGKILL)
    server.wait()
    stranger = subprocess.Popen(["sleep", "60"], user="nobody" if os.geteuid() == 0 else None)
    try:
        pid_file = server.files.cluster / "postmaster.pid"
        lines = pid_file.read_text().splitlines()
        pid_file.write_text("\n".join([str(stranger.pid), *lines[1:]]) + "\n")
        server.start()
        psycopg.connect(server.conninfo).close()
        assert stranger.poll() is None
    finally:
        server.stop()
        stranger.kill()
        stranger.wait()


def test_cut_initdb_is_made_anew() -> None:
    with open_folder() as folder:
        server = EmbeddedServer(folder / "data")
        part = server.files.home / "cluster.part"
        part.mkdir(parents=True)
        (part / "PG_VERSION").write_text("18")
        server.start()
        psycopg.connect(server.conninfo).close()
        server.stop()
        assert not part.exists()


def test_password_is_private_and_in_no_connection_string(data_dir: Path) -> None:
    server = EmbeddedServer(data_dir)
    server.start()
    files = server.files
    try:
        assert files.passfile.stat().st_mode & 0o777 == 0o600
        password = files.passfile.read_text().strip().rpartition(":")[2]
        assert len(password) >= 24 and password not in files.conninfo
        assert len(str(files.socket_dir / ".s.PGSQL.5432")) < 107
        assert files.socket_dir.stat().st_mode & 0o777 == 0o700
    finally:
        server.stop()
    assert not files.socket_dir.exists()


def test_wrong_password_is_refused(data_dir: Path) -> None:
    server = EmbeddedServer(data_dir)
    server.start()
    try:
        with pytest.raises(psycopg.OperationalError, match="password authentication failed"):
            psycopg.connect(server.conninfo, password="salah")
    finally:
        server.stop()


@pytest.mark.skipif(os.geteuid() != 0, reason="hanya root yang menyerahkan foldernya kepada pengguna lain")
def test_closed_folder_is_named() -> None:
    with open_folder() as folder:
        (folder / "tertutup").mkdir(mode=0o700)
        with pytest.raises(ConfigError, match="tertutup bagi pengguna 'nobody'"):
            EmbeddedServer(folder / "tertutup" / "data").start()
