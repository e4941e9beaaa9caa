"""A wire between a client and a server on loopback, that a test can cut or let fall silent."""

from __future__ import annotations

import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import Literal


class Wire:
    """Passes bytes on. After `limit` bytes from the server it is `cut` (closed) or `silent` (open, nothing passes)."""

    def __init__(self, port: int, end: Literal["cut", "silent"], limit: int) -> None:
        self._to, self._end, self._limit = port, end, limit
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.port: int = self._listener.getsockname()[1]
        self.ended = threading.Event()
        self._open: list[socket.socket] = []
        threading.Thread(target=self._accept, daemon=True).start()

    def close(self) -> None:
        """Close it and all that went through."""
        for one in (self._listener, *self._open):
            with suppress(OSError):
                one.shutdown(socket.SHUT_RDWR)  # close alone leaves a socket open that a thread waits on
            one.close()

    def _accept(self) -> None:
        while True:
            try:
                client, _ = self._listener.accept()
                server = socket.create_connection(("127.0.0.1", self._to))
            except OSError:
                return
            self._open += [client, server]
            threading.Thread(target=self._pass, args=(client, server, None), daemon=True).start()
            threading.Thread(target=self._pass, args=(server, client, self._limit), daemon=True).start()

    def _pass(self, source: socket.socket, sink: socket.socket, limit: int | None) -> None:
        passed = 0
        try:
            while body := source.recv(4096):
                passed += len(body)
                if limit is not None and passed > limit:
                    self.ended.set()
                    if self._end == "silent":
                        continue
                    sink.shutdown(socket.SHUT_RDWR)
                    return
                sink.sendall(body)
            sink.shutdown(socket.SHUT_WR)
        except OSError:
            return


@contextmanager
def wire(port: int, end: Literal["cut", "silent"], limit: int) -> Iterator[Wire]:
    """A wire to a port for as long as the block lasts."""
    one = Wire(port, end, limit)
    try:
        yield one
    finally:
        one.close()
