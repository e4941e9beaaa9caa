"""A real HTTP server on loopback that answers each request as a test says, wrong on purpose."""

from __future__ import annotations

import socket
import ssl
import subprocess
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import parse_qs, urlsplit


@dataclass(frozen=True, slots=True)
class Reply:
    """`said`: the length that is promised, when it is not the true one. `hangs`: nothing comes after the headers."""

    body: bytes | str = b""
    status: int = 200
    headers: Mapping[str, str] = field(default_factory=dict)
    said: int | None = None
    hangs: bool = False


@dataclass(frozen=True, slots=True)
class Asked:
    """One request."""

    path: str
    params: Mapping[str, str]
    headers: Mapping[str, str]


class Misbehaving:
    """Replies in order, the last one again and again; or by a function of what was asked."""

    def __init__(self, replies: list[Reply] | Callable[[Asked], Reply], certificate: Path | None = None) -> None:
        self.asked: list[Asked] = []
        self._replies = replies
        self._released = threading.Event()
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), self._handler())
        self._server.daemon_threads = True
        if certificate is not None:
            context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
            context.load_cert_chain(certificate)
            self._server.socket = context.wrap_socket(self._server.socket, server_side=True)
        scheme = "http" if certificate is None else "https"
        self.url = f"{scheme}://127.0.0.1:{self._server.server_address[1]}/api/"
        threading.Thread(target=self._server.serve_forever, args=(0.05,), daemon=True).start()

    def close(self) -> None:
        """Stop, and let go of whoever waits."""
        self._released.set()
        self._server.shutdown()
        self._server.server_close()

    def _reply(self, asked: Asked) -> Reply:
        self.asked.append(asked)
        if callable(self._replies):
            return self._replies(asked)
        return self._replies[min(len(self.asked), len(self._replies)) - 1]

    def _handler(self) -> type[BaseHTTPRequestHandler]:
        outer = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                parts = urlsplit(self.path)
                params = {name: values[0] for name, values in parse_qs(parts.query).items()}
                reply = outer._reply(Asked(parts.path, params, dict(self.headers)))
                body = reply.body.encode() if isinstance(reply.body, str) else reply.body
                self.send_response(reply.status)
                for name, value in reply.headers.items():
                    self.send_header(name, value)
                self.send_header("Content-Length", str(len(body) if reply.said is None else reply.said))
                self.end_headers()
                self.wfile.write(body)
                self.wfile.flush()
                if reply.hangs:
                    outer._released.wait(30)
                self.close_connection = True

            def log_message(self, format: str, *args: object) -> None:
                """Nothing: the test reads what was asked."""

        return Handler


@contextmanager
def misbehaving(
    replies: list[Reply] | Callable[[Asked], Reply], certificate: Path | None = None
) -> Iterator[Misbehaving]:
    """A server for as long as the block lasts."""
    one = Misbehaving(replies, certificate)
    try:
        yield one
    finally:
        one.close()


def self_signed(folder: Path, host: str = "IP:127.0.0.1") -> Path:
    """A certificate and its key in one file, signed by itself."""
    key, certificate, both = folder / "kunci.pem", folder / "sertifikat.pem", folder / "keduanya.pem"
    command = ["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes"]
    facts = ["-days", "2", "-subj", "/CN=uji", "-addext", f"subjectAltName={host}"]
    subprocess.run([*command, *facts, "-keyout", str(key), "-out", str(certificate)], check=True, capture_output=True)
    both.write_text(key.read_text() + certificate.read_text())
    return both


def closed_port() -> int:
    """A port on which nobody listens."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
