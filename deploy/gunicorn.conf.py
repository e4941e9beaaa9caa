"""How gunicorn serves `app:make_server()`: one process, threads for every live stream and 30 more."""

from __future__ import annotations

import signal
import threading
import time
from collections import deque
from types import FrameType
from typing import Any

from gunicorn.arbiter import Arbiter
from gunicorn.errors import HaltServer

from data.settings import load_settings

_settings = load_settings()
_host = f"[{_settings.host}]" if ":" in _settings.host else _settings.host

bind = f"{_host}:{_settings.port}"
worker_class = "gthread"
workers = 1
threads = _settings.threads
worker_connections = _settings.threads + 50
keepalive = 15
graceful_timeout = 2
preload_app = False
control_socket_disable = True
proc_name = "command-center"
_MOST_FORKS = 5
_FORKS_WITHIN_S = 30.0
_forked_at: deque[float] = deque(maxlen=_MOST_FORKS)


def pre_fork(_server: Any, _worker: Any) -> None:
    """Give up when workers die one after the other: gunicorn itself would fork for ever, as fast as it can."""
    now = time.monotonic()
    if len(_forked_at) == _MOST_FORKS and now - _forked_at[0] < _FORKS_WITHIN_S:
        raise HaltServer("worker terus berhenti", Arbiter.WORKER_BOOT_ERROR)
    _forked_at.append(now)


def post_worker_init(worker: Any) -> None:
    """End the live streams on SIGTERM: they never end by themselves, and each would use up the whole graceful time."""
    before = signal.getsignal(signal.SIGTERM)
    services = worker.wsgi.extensions["cc"]

    def close(number: int, frame: FrameType | None) -> None:
        threading.Thread(target=services.listener.stop, daemon=True).start()
        if callable(before):
            before(number, frame)

    signal.signal(signal.SIGTERM, close)
