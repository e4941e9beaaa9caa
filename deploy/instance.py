"""One Command Center per data folder: the lock, and who holds it."""

from __future__ import annotations

import fcntl
import json
import os
import socket
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from data.errors import ConfigError
from data.settings import Settings

_WIB = ZoneInfo("Asia/Jakarta")


@dataclass(frozen=True, slots=True)
class Holder:
    """Who runs: process id, address, and the WIB time it was started."""

    pid: int
    address: str
    since: str


class InstanceLock:
    """An flock on `<data_dir>/run.lock`: the kernel lets go of it however its holder ends."""

    def __init__(self, data_dir: Path) -> None:
        self._path = data_dir / "run.lock"
        self._handle: int | None = None

    def take(self) -> bool:
        """Take it and keep it until this process ends; False when another process has it."""
        handle = os.open(self._path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o644)
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            os.close(handle)
            return False
        os.truncate(handle, 0)
        self._handle = handle
        return True

    def sign(self, address: str) -> None:
        """Write down who holds it, for a second one to read."""
        if self._handle is not None:
            since = datetime.now(_WIB).strftime("%d-%m-%Y %H.%M WIB")
            os.pwrite(self._handle, json.dumps(asdict(Holder(os.getpid(), address, since))).encode(), 0)

    def holder(self) -> Holder | None:
        """Who holds it; None while it has not signed yet."""
        try:
            return Holder(**json.loads(self._path.read_text()))
        except (ValueError, TypeError):
            return None


def choose_port(settings: Settings) -> int:
    """The port to serve on; for port 0 one that is free now. Raises ConfigError when it is taken or not ours to use."""
    family = socket.AF_INET6 if ":" in settings.host else socket.AF_INET
    with socket.socket(family) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((settings.host, settings.port))
        except OSError as error:
            raise ConfigError(
                f"Alamat {settings.host}:{settings.port} tidak dapat dipakai ({error.strerror}). "
                "Hentikan program yang memakainya, atau pilih porta lain: CC_PORT=8051 make run"
            ) from error
        return int(probe.getsockname()[1])


def address_of(host: str, port: int) -> str:
    """The URL of the first page."""
    return f"http://[{host}]:{port}" if ":" in host else f"http://{host}:{port}"
