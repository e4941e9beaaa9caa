"""Compression, cache and security headers for every answer.

Files that never change under their address are compressed hard, once, and kept on disk; others lightly.
"""

from __future__ import annotations

import errno
import hashlib
import logging
import re
import threading
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import brotli
from flask import Flask, Response, request

from data.log import event

_LOG = logging.getLogger(__name__)
_FILES = ("/_dash-component-suites/", "/assets/", "/geo/")
_FINGERPRINT = re.compile(r"\.v[\w-]+m[0-9a-f]+\.|[?&]m=|^/geo/[0-9a-f]{16}\.json")
_TEXT = ("text/html", "text/css", "text/csv", "application/json", "text/javascript", "application/javascript")
_SMALLEST_BYTES = 600
_HARD, _LIGHT = 9, 4
_POLICY = (
    "default-src 'none'; script-src 'self' {hashes}; style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:;"
    " font-src 'self';"
    " connect-src 'self'; manifest-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
)


class Delivery:
    """Wraps the answers of one server. `script_hashes` is asked for every page, since Dash adds scripts late."""

    def __init__(self, folder: Path, script_hashes: Callable[[], list[str]]) -> None:
        self._folder = folder
        self._script_hashes = script_hashes
        self._lock = threading.Lock()

    def install(self, server: Flask) -> None:
        """Register for every answer of the server."""
        server.after_request(self.finish)

    def finish(self, response: Response) -> Response:
        """Add headers and compress; streams and answers without a body pass as they are."""
        _protect(response, self._script_hashes)
        is_file = request.path.startswith(_FILES)
        if is_file and response.status_code == 200:
            _keep(response)
        if _is_compressible(response):
            body = self._file(response) if is_file else brotli.compress(_bytes(response), quality=_LIGHT)
            response.set_data(body)
            response.headers["Content-Encoding"] = "br"
            response.headers["Vary"] = "Accept-Encoding"
        return response

    def _file(self, response: Response) -> bytes:
        """The file compressed hard: from disk, or made once and put there."""
        raw = _bytes(response)
        kept = self._folder / f"{hashlib.sha256(raw).hexdigest()[:24]}.br"
        with self._lock:
            try:
                return kept.read_bytes()
            except (FileNotFoundError, NotADirectoryError):
                body: bytes = brotli.compress(raw, quality=_HARD)
                _keep_on_disk(body, kept)
                return body


def _keep_on_disk(body: bytes, path: Path) -> None:
    """A full disk costs time at the next request, never the file."""
    scratch = path.with_suffix(".part")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        scratch.write_bytes(body)
        scratch.replace(path)
    except OSError as error:
        with suppress(OSError):
            scratch.unlink(missing_ok=True)
        event(_LOG, "delivery-unkept", logging.WARNING, error=errno.errorcode.get(error.errno or 0, "?"))


def _protect(response: Response, script_hashes: Callable[[], list[str]]) -> None:
    headers = response.headers
    headers.setdefault("X-Content-Type-Options", "nosniff")
    headers.setdefault("Referrer-Policy", "no-referrer")
    if response.mimetype == "text/html":
        headers["Content-Security-Policy"] = _POLICY.format(hashes=" ".join(script_hashes()))


def _keep(response: Response) -> None:
    is_fingerprinted = bool(_FINGERPRINT.search(request.full_path))
    response.headers["Cache-Control"] = f"public, max-age={31536000 if is_fingerprinted else 3600}" + (
        ", immutable" if is_fingerprinted else ""
    )


def _is_compressible(response: Response) -> bool:
    takes = "br" in request.headers.get("Accept-Encoding", "")
    is_plain = not response.is_streamed or response.direct_passthrough
    return (
        takes
        and is_plain
        and response.status_code == 200
        and response.mimetype in _TEXT
        and "Content-Encoding" not in response.headers
        and (response.content_length or 0) >= _SMALLEST_BYTES
    )


def _bytes(response: Response) -> bytes:
    response.direct_passthrough = False
    return response.get_data()
