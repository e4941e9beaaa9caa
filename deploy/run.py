"""`python -m deploy.run`, what `make run` starts: one Command Center on this data folder, until Ctrl-C.

Exit codes: 0 stopped as asked, or another one runs here already; 1 a program keeps failing; else by error class
(data/errors.py).
"""

from __future__ import annotations

import signal
import sys
import threading
import time
from collections import defaultdict
from pathlib import Path
from types import FrameType

from data.catalog.loader import load_catalogue
from data.errors import CommandCenterError, StorageError
from data.settings import Settings, load_settings
from deploy.instance import InstanceLock, address_of, choose_port
from deploy.progress import LogFollower, Progress, Readiness, ask_readiness
from deploy.supervisor_process import Program, SupervisorProcess

_STARTING_POLL_S = 0.1
_RUNNING_POLL_S = 1.0
_VITAL = ("web", "postgres")
_MOST_STARTS = 5
_STARTS_WITHIN_S = 60.0


def main() -> int:
    """Run until asked to stop; the exit code says how it ended."""
    try:
        settings = load_settings()
        sources = load_catalogue(settings.catalog_dir).sources.values()
        source_count = sum(not source.is_given for source in sources)
        return _run(settings, source_count)
    except CommandCenterError as error:
        print(f"{error.title}: {error}", file=sys.stderr)
        return error.exit_code


def _run(settings: Settings, source_count: int) -> int:
    lock = InstanceLock(_data_dir(settings))
    if not lock.take():
        _tell_holder(lock)
        return 0
    port = choose_port(settings)
    address = address_of(settings.host, port)
    lock.sign(address)
    asked = _listen_for_stop()
    supervisor = SupervisorProcess(settings, port)
    launch = Launch(settings, supervisor, source_count, address)
    try:
        supervisor.start()
        return launch.watch_over(asked)
    finally:
        print("  menghentikan semua proses …", flush=True)
        supervisor.stop()
        print("  berhenti.", flush=True)


def _data_dir(settings: Settings) -> Path:
    try:
        settings.data_dir.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise StorageError(f"Folder data {settings.data_dir} tidak dapat dibuat: {error.strerror}") from error
    return settings.data_dir


def _tell_holder(lock: InstanceLock) -> None:
    holder = lock.holder()
    if holder is None:
        print("Command Center di folder data ini sedang dimulai oleh proses lain.")
    else:
        print(f"Command Center sudah berjalan: {holder.address} (proses {holder.pid}, sejak {holder.since}).")


def _listen_for_stop() -> threading.Event:
    asked = threading.Event()

    def stop(_number: int, _frame: FrameType | None) -> None:
        asked.set()

    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, stop)
    return asked


class Launch:
    """From the first process to the open page, and then on guard."""

    def __init__(self, settings: Settings, supervisor: SupervisorProcess, source_count: int, address: str) -> None:
        self._supervisor = supervisor
        self._address = address
        self._is_embedded = settings.database_url is None
        self._logs = {name: LogFollower(supervisor.log_dir / f"{name}.log") for name in (*_VITAL, "muat")}
        self._progress = Progress(source_count, self._logs["muat"])
        self._started_at: dict[str, dict[int, float]] = defaultdict(dict)
        self._is_open = False

    def watch_over(self, asked: threading.Event) -> int:
        """Until `asked` is set (0) or a vital program keeps failing (1)."""
        self._progress.say("menyiapkan basis data" if self._is_embedded else "menghubungi basis data (CC_DATABASE_URL)")
        while not asked.wait(_RUNNING_POLL_S if self._is_open else _STARTING_POLL_S):
            programs = self._supervisor.programs()
            if not programs:
                continue
            failed = self._failed(programs)
            if failed:
                self._tell_failure(failed)
                return 1
            is_loaded = programs["muat"].state == "EXITED"
            if not self._is_open:
                self._show(programs["muat"].exit_code if is_loaded else None)
            if (self._is_open or is_loaded) and programs["watch"].state == "STOPPED":
                self._supervisor.start_program("watch")
        return 0

    def _show(self, load_code: int | None) -> None:
        """Tell what is new; `load_code` is None until the loading ended."""
        readiness = ask_readiness(self._address)
        self._progress.observe(readiness)
        if readiness.is_ready:
            self._is_open = True
            self._progress.announce(self._address)
        elif load_code is not None:
            self._tell_unready(readiness, load_code)

    def _failed(self, programs: dict[str, Program]) -> str | None:
        """The vital program that gave up, or starts again and again."""
        for name in _VITAL:
            program = programs.get(name)
            if program is None:
                continue
            if program.state == "FATAL" or self._starts(program) > _MOST_STARTS:
                return name
        return None

    def _starts(self, program: Program) -> int:
        """How often it was started lately."""
        now = time.monotonic()
        starts = self._started_at[program.name]
        if program.pid:
            starts.setdefault(program.pid, now)
        return sum(now - at < _STARTS_WITHIN_S for at in starts.values())

    def _tell_unready(self, readiness: Readiness, exit_code: int) -> None:
        if exit_code:
            log = self._supervisor.log_dir / "muat.log"
            self._progress.say(f"pemuatan data berakhir dengan kode {exit_code}; lihat {log}")
        for item in readiness.missing:
            self._progress.say(f"masih kurang: {item}")

    def _tell_failure(self, name: str) -> None:
        log = self._logs[name]
        print(
            f"\n  Program '{name}' terus gagal. Baris terakhir {self._supervisor.log_dir}/{name}.log:", file=sys.stderr
        )
        print(log.tail(), file=sys.stderr, flush=True)


if __name__ == "__main__":
    sys.exit(main())
