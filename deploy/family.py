"""The launcher's hold on every process below it: nobody outlives it, whoever is killed."""

from __future__ import annotations

import ctypes
import os
import signal
import time
from collections.abc import Iterator
from pathlib import Path

_SET_PDEATHSIG = 1
_SET_CHILD_SUBREAPER = 36
_POLL_S = 0.05


def adopt_orphans() -> None:
    """Become the parent of every descendant whose own parent dies, instead of process 1."""
    _prctl(_SET_CHILD_SUBREAPER, 1)


def die_with_parent() -> None:
    """For a child, between fork and exec: get SIGTERM when the launcher dies, even by SIGKILL."""
    _prctl(_SET_PDEATHSIG, signal.SIGTERM)


def _prctl(option: int, value: int) -> None:
    if ctypes.CDLL(None, use_errno=True).prctl(option, value, 0, 0, 0) != 0:
        raise OSError(ctypes.get_errno(), f"prctl {option}")


def reap(except_pid: int) -> None:
    """Bury adopted processes that ended; `except_pid` is left to its own Popen."""
    for pid in list(_children()):
        if pid != except_pid:
            os.waitpid(pid, os.WNOHANG)


def end_all(wait_s: float) -> None:
    """End every child left, by its id: SIGTERM, after `wait_s` seconds SIGKILL; orphans of theirs come here in turn."""
    deadline = time.monotonic() + wait_s
    while children := list(_children()):
        number = signal.SIGTERM if time.monotonic() < deadline else signal.SIGKILL
        for pid in children:
            os.kill(pid, number)
        time.sleep(_POLL_S)
        reap(except_pid=0)


def _children() -> Iterator[int]:
    """From /proc; a process cannot vanish in between, since only we bury it."""
    me = os.getpid()
    for entry in Path("/proc").glob("[0-9]*"):
        try:
            after_name = (entry / "stat").read_text().rpartition(")")[2].split()
        except (FileNotFoundError, ProcessLookupError):
            continue
        if int(after_name[1]) == me:
            yield int(entry.name)
