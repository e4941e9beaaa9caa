"""The one supervisord of a data folder: started, asked, stopped."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from http.client import HTTPException
from pathlib import Path
from typing import Any
from xmlrpc.client import Fault, ServerProxy

from supervisor.xmlrpc import SupervisorTransport

from data.errors import CommandCenterError
from data.settings import ROOT, Settings
from deploy.family import adopt_orphans, die_with_parent, end_all, reap

_STOP_S = 14.0
_KILL_S = 2.0
_SOCKET = "kendali.sock"
# Linux allows 107 bytes, and supervisord first binds to the name with its process id behind it.
_LONGEST_SOCKET = 95


def _fresh_run_dir(data_dir: Path) -> Path:
    """A private folder for the socket, below the data folder if the path may be that long; leftovers are removed."""
    parent = data_dir / ".kendali"
    shutil.rmtree(parent, ignore_errors=True)
    folder = parent / str(os.getpid())
    if len(os.fsencode(folder / _SOCKET)) > _LONGEST_SOCKET:
        return Path(tempfile.mkdtemp(prefix="cc-", dir="/tmp"))
    folder.mkdir(mode=0o700, parents=True)
    return folder


@dataclass(frozen=True, slots=True)
class Program:
    """State of one supervised program; `exit_code` counts only when `state` is EXITED."""

    name: str
    state: str
    pid: int
    exit_code: int


class SupervisorProcess:
    """Owns supervisord and, through it, every process of the product."""

    def __init__(self, settings: Settings, port: int) -> None:
        self.log_dir = settings.data_dir.resolve() / "log"
        self._settings = settings
        self._port = port
        self._run_dir = _fresh_run_dir(settings.data_dir.resolve())
        self._process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        """Start supervisord, which starts all programs at once; returns without waiting for any of them."""
        adopt_orphans()
        self.log_dir.mkdir(exist_ok=True)
        command = [sys.executable, "-W", "ignore", "-m", "supervisor.supervisord"]
        with (self.log_dir / "supervisord.err").open("wb") as said:
            self._process = subprocess.Popen(
                [*command, "-n", "-c", str(ROOT / "deploy" / "supervisord.conf")],
                env=self._environment(),
                cwd=ROOT,
                stdin=subprocess.DEVNULL,
                stdout=said,
                stderr=subprocess.STDOUT,
                start_new_session=True,
                preexec_fn=die_with_parent,
            )

    def programs(self) -> dict[str, Program]:
        """State by program name; empty until supervisord answers. Raises CommandCenterError when it ended."""
        if self._process is None or self._process.poll() is not None:
            raise CommandCenterError("supervisord berhenti sendiri")
        reap(except_pid=self._process.pid)
        answer = self._ask("getAllProcessInfo") or ()
        return {i["name"]: Program(i["name"], i["statename"], i["pid"], i["exitstatus"]) for i in answer}

    def start_program(self, name: str) -> None:
        """Start a program that waits for it; does nothing when it runs already."""
        self._ask("startProcess", f"kerja:{name}", False)

    def _ask(self, method: str, *arguments: object) -> Any:
        transport = SupervisorTransport(None, None, f"unix://{self._run_dir / _SOCKET}")
        try:
            return getattr(ServerProxy("http://localhost", transport=transport).supervisor, method)(*arguments)
        except (OSError, HTTPException, Fault):
            return None
        finally:
            transport.close()

    def stop(self) -> None:
        """Stop everything in order, within about ten seconds; whatever is left then is killed by its id."""
        if self._process is not None and self._process.poll() is None:
            self._process.terminate()
            try:
                self._process.wait(_STOP_S)
            except subprocess.TimeoutExpired:
                self._process.kill()
                self._process.wait()
        end_all(_KILL_S)
        shutil.rmtree(self._run_dir, ignore_errors=True)

    def _environment(self) -> dict[str, str]:
        return {
            **os.environ,
            "CC_DATA_DIR": str(self._settings.data_dir.resolve()),
            "CC_PORT": str(self._port),
            "DEPLOY_ROOT": str(ROOT),
            "DEPLOY_PYTHON": sys.executable,
            "DEPLOY_RUN_DIR": str(self._run_dir),
            "DEPLOY_LOG_DIR": str(self.log_dir),
            "DEPLOY_IS_EMBEDDED": str(self._settings.database_url is None).lower(),
            "PYTHONUNBUFFERED": "1",
        }
