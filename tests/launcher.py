"""`python -m deploy.run` as tests and benches start it: owned, read, and stopped by its process id."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
import time
from pathlib import Path

import psutil

from data.settings import ROOT

_OPEN_S = 90.0
STOP_S = 15.0
_ADDRESS = re.compile(r"http://127\.0\.0\.1:\d+")


class Launcher:
    """One launcher on one data folder; owned and stopped by its process id."""

    def __init__(self, data_dir: Path) -> None:
        self.data_dir = data_dir
        self.said = data_dir.parent / "said.txt"
        self.process: subprocess.Popen[bytes] | None = None

    def environment(self, **extra: str) -> dict[str, str]:
        """Settings for this data folder, on a port the launcher chooses."""
        own = {"CC_DATA_DIR": str(self.data_dir), "CC_PORT": "0", "PYTHONPATH": str(ROOT)}
        return {**os.environ, **own, **extra}

    def start(self, **extra: str) -> None:
        """Start; returns at once."""
        with self.said.open("wb") as said:
            self.process = subprocess.Popen(
                [sys.executable, "-m", "deploy.run"], cwd=ROOT, env=self.environment(**extra), stdout=said, stderr=said
            )

    def await_address(self) -> str:
        """The address it prints once the first page can be opened."""
        deadline = time.monotonic() + _OPEN_S
        while not (found := _ADDRESS.search(self.said.read_text())):
            assert self.process and self.process.poll() is None, self.said.read_text()
            assert time.monotonic() < deadline, self.said.read_text()
            time.sleep(0.05)
        return found.group()

    def family(self) -> list[psutil.Process]:
        """The launcher's descendants."""
        assert self.process
        return psutil.Process(self.process.pid).children(recursive=True)

    def end(self, number: signal.Signals) -> int:
        """Send a signal; the exit code."""
        assert self.process
        self.process.send_signal(number)
        return self.process.wait(STOP_S)

    def second(self, **extra: str) -> subprocess.CompletedProcess[str]:
        """Another launcher while this one runs."""
        command = [sys.executable, "-m", "deploy.run"]
        return subprocess.run(
            command, cwd=ROOT, env=self.environment(**extra), capture_output=True, text=True, timeout=60, check=False
        )
