"""`python -m etl` in processes of its own, as an operator and the supervisor run it."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

from data.control import commands
from data.control.commands import Command
from data.settings import ROOT, Settings
from data.warehouse.engine import Role, make_engine

_SOON_S = 30.0


def environment(settings: Settings) -> dict[str, str]:
    """What makes a process use these settings."""
    given = {name: value for name, value in os.environ.items() if not name.startswith("CC_")}
    url = settings.database_url.get_secret_value() if settings.database_url else ""
    own = {"CC_DATA_DIR": settings.data_dir, "CC_PUBLISHED_DIR": settings.published_dir}
    texts = {name: str(value) for name, value in {**own, "CC_CATALOG_DIR": settings.catalog_dir}.items()}
    return {**given, **texts, **({"CC_DATABASE_URL": url} if url else {}), "PYTHONPATH": str(ROOT)}


def run_etl(settings: Settings, *arguments: str) -> subprocess.CompletedProcess[str]:
    """`python -m etl ...` to its end."""
    command = [sys.executable, "-m", "etl", *arguments]
    return subprocess.run(
        command, cwd=ROOT, env=environment(settings), capture_output=True, text=True, timeout=60, check=False
    )


class WatchProcess:
    """One `python -m etl watch`; its log is kept in a file."""

    def __init__(self, settings: Settings, folder: Path) -> None:
        self._settings = settings
        self._log = folder / "watch.log"
        self._process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        """Start; returns at once."""
        with self._log.open("ab") as log:
            self._process = subprocess.Popen(
                [sys.executable, "-m", "etl", "watch"],
                cwd=ROOT,
                env=environment(self._settings),
                stdout=log,
                stderr=log,
            )

    @property
    def pid(self) -> int:
        """Its process id."""
        assert self._process is not None
        return self._process.pid

    @property
    def exit_code(self) -> int | None:
        """None while it runs."""
        assert self._process is not None
        return self._process.poll()

    def log(self) -> str:
        """What it said so far."""
        return self._log.read_text() if self._log.exists() else ""

    def listens(self, times: int = 1) -> None:
        """Return once it listened that often."""
        until(lambda: self.log().count(" watch process=") >= times, self.log)

    def loses(self) -> None:
        """Return once it found the server away."""
        until(lambda: " watch-lost " in self.log(), self.log)

    def stop(self) -> int:
        """SIGTERM; its exit code within five seconds."""
        assert self._process is not None
        self._process.send_signal(signal.SIGTERM)
        return self._process.wait(5)

    def end(self) -> None:
        """Clean up whatever a failed test left."""
        if self._process is not None and self._process.poll() is None:
            self._process.kill()
            self._process.wait()


def until(is_so: Callable[[], bool], told: Callable[[], str] = str) -> None:
    """Poll until it is so; fails after half a minute with what is told."""
    deadline = time.monotonic() + _SOON_S
    while not is_so():
        assert time.monotonic() < deadline, told()
        time.sleep(0.02)


def closed(settings: Settings, number: int) -> Command:
    """The command once it is no longer waiting."""
    engine = make_engine(settings, Role.APP)
    try:
        until(lambda: _find(commands.recent(engine), number).state != "waiting")
        return _find(commands.recent(engine), number)
    finally:
        engine.dispose()


def _find(found: list[Command], number: int) -> Command:
    return next(command for command in found if command.id == number)
