"""Protocol clients that hold `/live` as a wall screen does and, when told to, ask at once for what changed."""

from __future__ import annotations

import http.client
import socket
import threading
import time
from collections.abc import Sequence
from urllib.parse import urlsplit

_TIMEOUT_S = 20.0
_HEADERS = {"Content-Type": "application/json", "Accept": "application/json", "Accept-Encoding": "gzip, deflate, br"}


class Audience:
    """Threads, one for each client. `requests` are bodies of `_dash-update-component`; empty: the clients only listen.

    In a body the text `VERSI` stands for the version a client has just heard.
    """

    VERSI = "__versi__"

    def __init__(self, url: str, count: int) -> None:
        parts = urlsplit(url)
        self._host, self._port = parts.hostname or "127.0.0.1", parts.port or 80
        self.requests: Sequence[str] = ()
        self.answer_ms: list[float] = []
        self._heard: dict[int, int] = {}
        self._changed = threading.Condition()
        self._streams: list[socket.socket] = []
        self._threads = [threading.Thread(target=self._listen, args=(n,), daemon=True) for n in range(count)]

    def start(self) -> None:
        """Return when every client is seated and has heard a first cut."""
        for thread in self._threads:
            thread.start()
        self.await_version(1)

    def await_version(self, version: int) -> None:
        """Until every client has heard `version` and has all it asked for. Raises TimeoutError."""
        with self._changed:
            done = self._changed.wait_for(lambda: self._count(version) == len(self._threads), _TIMEOUT_S)
        if not done:
            raise TimeoutError(f"{self._count(version)} of {len(self._threads)} clients at version {version}")

    def stop(self) -> None:
        """Hang up and wait for the threads."""
        for stream in self._streams:
            stream.shutdown(socket.SHUT_RDWR)
        for thread in self._threads:
            thread.join(_TIMEOUT_S)

    def _count(self, version: int) -> int:
        return sum(heard >= version for heard in self._heard.values())

    def _listen(self, number: int) -> None:
        stream = socket.create_connection((self._host, self._port), _TIMEOUT_S)
        stream.sendall(f"GET /live HTTP/1.1\r\nHost: {self._host}\r\nAccept: text/event-stream\r\n\r\n".encode())
        self._streams.append(stream)
        asking = http.client.HTTPConnection(self._host, self._port, timeout=_TIMEOUT_S)
        with stream.makefile("rb") as lines:
            for line in lines:
                if line.startswith(b"id: "):
                    self._hear(number, int(line[4:]), asking)
        asking.close()

    def _hear(self, number: int, version: int, asking: http.client.HTTPConnection) -> None:
        for body in self.requests:
            began = time.perf_counter()
            asking.request("POST", "/_dash-update-component", body.replace(self.VERSI, str(version)), _HEADERS)
            answer = asking.getresponse()
            size = len(answer.read())
            if answer.status != 200 or not size:
                raise RuntimeError(f"answer {answer.status} of {size} bytes")
            self.answer_ms.append((time.perf_counter() - began) * 1000)
        with self._changed:
            self._heard[number] = version
            self._changed.notify_all()
