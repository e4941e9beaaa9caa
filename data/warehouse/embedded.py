"""The embedded PostgreSQL: the wheel's own server, in the foreground, over a socket only.

`python -m data.warehouse.embedded` prepares the cluster and runs until SIGTERM or SIGINT (fast shutdown, exit code 0).
When the server dies by itself the exit code is its own, so that a supervisor starts it again.
"""

from __future__ import annotations

import fcntl
import logging
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from types import FrameType

import psycopg

from data import log
from data.errors import CommandCenterError, WarehouseError
from data.settings import load_settings
from data.warehouse.cluster import ClusterFiles, prepare, spawn

_LOG = logging.getLogger(__name__)
_READY_S = 60.0
_STOP_S = 30.0
_DYING_S = 2.0
_POLL_S = 0.02
_TUNED = {
    "listen_addresses": "",
    "unix_socket_permissions": "0700",
    "shared_buffers": "512MB",
    "max_wal_size": "4GB",
    "work_mem": "64MB",
    "maintenance_work_mem": "256MB",
    "random_page_cost": "1.1",
    "jit": "off",
    "timezone": "UTC",
    "log_timezone": "UTC",
    "log_min_error_statement": "panic",
}


class EmbeddedServer:
    """One server process for a data folder; its messages go to `log_to`, or to stderr in the foreground."""

    def __init__(self, data_dir: Path, log_to: Path | None = None) -> None:
        self.files = ClusterFiles(data_dir)
        self._log_to = log_to or self.files.home / "server.log"
        self._process: subprocess.Popen[bytes] | None = None
        self._lock: int | None = None

    @property
    def conninfo(self) -> str:
        """libpq connection string of the administrator."""
        return self.files.conninfo

    @property
    def pid(self) -> int:
        """Process id of the postmaster. Raises WarehouseError when it was not started."""
        if self._process is None:
            raise WarehouseError("PostgreSQL tertanam belum dijalankan")
        return self._process.pid

    def start(self, *, is_foreground: bool = False) -> None:
        """Prepare and start; returns when it accepts connections.

        Raises WarehouseError when another process runs it or it does not come up, and what `prepare` raises.
        """
        self._refuse_second()
        binaries = prepare(self.files)
        self._take_lock()
        try:
            _clear_orphans(self.files.cluster)
            self._process = self._spawn(binaries / "postgres", is_foreground)
            self._await_ready()
        except (OSError, CommandCenterError):
            self.stop()
            raise

    def wait(self) -> int:
        """Block until the server ends; its exit code, negative for a signal."""
        if self._process is None:
            raise WarehouseError("PostgreSQL tertanam belum dijalankan")
        return self._process.wait()

    def interrupt(self) -> None:
        """Ask for a fast shutdown and return at once."""
        if self._process is not None and self._process.poll() is None:
            self._process.send_signal(signal.SIGINT)

    def stop(self) -> None:
        """Fast shutdown: open transactions are rolled back. Does nothing when it does not run."""
        if self._process is not None:
            self.interrupt()
            try:
                self._process.wait(_STOP_S)
            except subprocess.TimeoutExpired:
                self._process.send_signal(signal.SIGQUIT)
                self._process.wait()
            self._process = None
            with suppress(OSError):
                self.files.socket_dir.rmdir()
        if self._lock is not None:
            os.close(self._lock)
            self._lock = None

    def _refuse_second(self) -> None:
        if self._process is None:
            return
        try:
            self._process.wait(_DYING_S)
        except subprocess.TimeoutExpired as error:
            raise WarehouseError(f"PostgreSQL tertanam sudah berjalan sebagai proses {self._process.pid}") from error

    def _take_lock(self) -> None:
        if self._lock is not None:
            return
        path = self.files.home / "owner.lock"
        handle = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            holder = os.read(handle, 20).decode() or "?"
            os.close(handle)
            raise WarehouseError(f"PostgreSQL tertanam sudah dijalankan oleh proses {holder}") from error
        os.truncate(handle, 0)
        os.write(handle, str(os.getpid()).encode())
        self._lock = handle

    def _spawn(self, postgres: Path, is_foreground: bool) -> subprocess.Popen[bytes]:
        options = [f"-c{name}={value}" for name, value in _TUNED.items()]
        command = [str(postgres), "-D", str(self.files.cluster), "-k", str(self.files.socket_dir), *options]
        if is_foreground:
            return spawn(command, sys.stderr.fileno())
        with self._log_to.open("ab") as log_file:
            return spawn(command, log_file)

    def _await_ready(self) -> None:
        deadline = time.monotonic() + _READY_S
        while True:
            code = self._process.poll() if self._process else None
            if code is not None:
                raise WarehouseError(f"PostgreSQL tertanam berhenti saat dimulai (kode {code}); lihat {self._log_to}")
            try:
                psycopg.connect(self.conninfo, connect_timeout=2).close()
                return
            except psycopg.OperationalError as error:
                if time.monotonic() > deadline:
                    raise WarehouseError(f"PostgreSQL tertanam tidak siap dalam {_READY_S:.0f} detik") from error
            time.sleep(_POLL_S)


def _clear_orphans(cluster: Path) -> None:
    """End what a killed owner left behind: a postmaster by fast shutdown, backends without one by signal.

    PostgreSQL itself discards the pid file of a dead postmaster, unless its number now belongs to a stranger.
    """
    pid_file = cluster / "postmaster.pid"
    orphans = list(_processes_in(cluster))
    postmaster = _pid_in(pid_file)
    if not orphans:
        if postmaster is not None:
            pid_file.unlink(missing_ok=True)
        return
    log.event(_LOG, "postgres-orphans", logging.WARNING, count=len(orphans), has_postmaster=postmaster in orphans)
    if postmaster in orphans:
        _end([postmaster], signal.SIGINT)
    _end(list(_processes_in(cluster)), signal.SIGQUIT)
    _end(list(_processes_in(cluster)), signal.SIGKILL)


def _end(pids: list[int], number: signal.Signals) -> None:
    for pid in pids:
        _signal(pid, number)
    deadline = time.monotonic() + _STOP_S / 3
    while any(Path(f"/proc/{pid}/exe").exists() for pid in pids) and time.monotonic() < deadline:
        time.sleep(_POLL_S)


def _signal(pid: int, number: signal.Signals) -> None:
    try:
        os.kill(pid, number)
    except ProcessLookupError:
        return


def _processes_in(cluster: Path) -> Iterator[int]:
    """Every process of a server works inside its cluster folder, so /proc tells them from strangers."""
    for entry in Path("/proc").glob("[0-9]*"):
        try:
            if (entry / "cwd").readlink() == cluster and (entry / "exe").readlink().name == "postgres":
                yield int(entry.name)
        except OSError:
            continue


def _pid_in(pid_file: Path) -> int | None:
    try:
        return int(pid_file.read_text().splitlines()[0])
    except (FileNotFoundError, IndexError, ValueError):
        return None


def main() -> int:
    """Run in the foreground; the exit code says how it ended."""
    log.configure()
    try:
        server = EmbeddedServer(load_settings().data_dir)
        asked = _stop_on_signal(server)
        server.start(is_foreground=True)
        log.event(_LOG, "postgres-ready", pid=server.pid, socket=server.files.socket_dir)
        if asked:
            server.interrupt()
        code = server.wait()
        server.stop()
    except CommandCenterError as error:
        log.event(_LOG, "postgres-failed", logging.ERROR, message=f"{error.title}: {error}")
        return error.exit_code
    log.event(_LOG, "postgres-ended", code=code)
    if asked:
        return abs(code)
    return 128 - code if code < 0 else code or 1


def _stop_on_signal(server: EmbeddedServer) -> list[int]:
    asked: list[int] = []

    def stop(number: int, _frame: FrameType | None) -> None:
        asked.append(number)
        server.interrupt()

    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, stop)
    return asked


if __name__ == "__main__":
    sys.exit(main())
