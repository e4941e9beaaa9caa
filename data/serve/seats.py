"""Seats for live streams: beyond the cap, threads would be missing for everything else."""

from __future__ import annotations

import threading


class Seats:
    """Counts open streams."""

    def __init__(self, cap: int) -> None:
        self._free = threading.BoundedSemaphore(cap)

    def take(self) -> bool:
        """True when a seat was free."""
        return self._free.acquire(blocking=False)

    def leave(self) -> None:
        """Give the seat back."""
        self._free.release()
