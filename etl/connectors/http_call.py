"""One question to an HTTP service that promises JSON: asked politely, answered in time, believed only when it is JSON.

A key is put into the request and nowhere else: no message, address or log of ours has it.
"""

from __future__ import annotations

import json
import logging
import ssl
import threading
import time
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import urllib3
from urllib3.exceptions import HTTPError, InvalidHeader, NameResolutionError, NewConnectionError, SSLError, TimeoutError
from urllib3.util import Retry, Timeout

from data.catalog.connector import Politeness
from data.errors import ConfigError, FetchError
from etl.connectors.retry import PassingError, patiently
from etl.disk import reason_of

# Below this it writes addresses, which may carry a key.
logging.getLogger("urllib3").setLevel(logging.CRITICAL)
_CHUNK = 1 << 16
_PASSING = frozenset({408, 425, 429, 500, 502, 503, 504})
_CERTIFICATES = {
    10: "sudah kedaluwarsa",
    18: "ditandatangani sendiri",
    19: "ditandatangani sendiri",
    20: "penerbitnya tidak dikenal",
    62: "untuk nama lain",
    64: "untuk nama lain",
}


@dataclass(frozen=True, slots=True)
class Answer:
    """The bytes, and what they say; numbers are text as they were printed."""

    body: bytes
    content: Any


class Pace:
    """Least time between two requests to a host, over all sources of this process."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._free_at: dict[str, float] = {}

    def wait(self, host: str, interval_s: float) -> None:
        """Until it is our turn."""
        with self._lock:
            now = time.monotonic()
            turn = max(now, self._free_at.get(host, 0))
            self._free_at[host] = turn + interval_s
        if turn > now:
            time.sleep(turn - now)


_PACE = Pace()


class Service:
    """A service, asked for one source."""

    def __init__(self, source_id: str, polite: Politeness, ca_file: Path | None) -> None:
        self._source_id, self._polite = source_id, polite
        timeout = Timeout(connect=polite.timeout_s, read=polite.timeout_s)
        self._pool = urllib3.PoolManager(ssl_context=_trust(ca_file), retries=False, timeout=timeout)

    def ask(self, url: str, params: Mapping[str, str], headers: Mapping[str, str]) -> Answer:
        """The JSON answer, after as many tries as declared. Raises FetchError."""
        return patiently(lambda: self._ask(url, params, headers), self._polite, self._source_id)

    def _ask(self, url: str, params: Mapping[str, str], headers: Mapping[str, str]) -> Answer:
        host = str(urlsplit(url).hostname)
        _PACE.wait(host, self._polite.interval_s)
        body = self._fetched(url, host, params, headers)
        return Answer(body, promised_json(body, host))

    def _fetched(self, url: str, host: str, params: Mapping[str, str], headers: Mapping[str, str]) -> bytes:
        given = {"Accept": "application/json", "User-Agent": "command-center", **headers}
        try:
            response = self._pool.request(
                "GET", url, fields=dict(params), headers=given, redirect=False, preload_content=False
            )
            try:
                _check_status(response.status, response.headers.get("Retry-After"), host)
                return self._body(response, host)
            finally:
                response.close()
        except HTTPError as error:
            told = _translated(error, host)
        raise told

    def _body(self, response: urllib3.BaseHTTPResponse, host: str) -> bytes:
        """Bounded in size and in time: one that sends a byte now and then is no answer."""
        until = time.monotonic() + self._polite.timeout_s
        parts, size = [], 0
        for chunk in response.stream(_CHUNK):
            size += len(chunk)
            if size > self._polite.max_bytes:
                raise FetchError(f"{host}: jawaban lebih besar dari {self._polite.max_bytes // 1024**2} MB")
            if time.monotonic() > until:
                raise PassingError(f"{host}: jawaban tidak selesai dalam {self._polite.timeout_s:g} detik")
            parts.append(chunk)
        return b"".join(parts)


def promised_json(body: bytes, host: str) -> Any:
    """What the JSON says. Raises PassingError for HTML, `null`, nothing, or JSON that is cut: pages of a proxy pass."""
    text = body.removeprefix(b"\xef\xbb\xbf").strip()
    if not text:
        raise PassingError(f"{host}: jawaban kosong")
    if text.startswith(b"<"):
        raise PassingError(f"{host}: menjawab dengan halaman HTML, bukan JSON")
    try:
        content = json.loads(text, parse_float=str, parse_int=str, parse_constant=_refuse)
    except RecursionError:
        raise FetchError(f"{host}: JSON terlalu dalam bersusun") from None
    except ValueError:
        raise PassingError(f"{host}: JSON terpotong atau rusak") from None
    if content is None:
        raise PassingError(f"{host}: menjawab null, bukan data")
    return content


def _refuse(name: str) -> None:
    raise ValueError(name)


def _check_status(status: int, retry_after: str | None, host: str) -> None:
    if status == 200:
        return
    if status in _PASSING:
        raise PassingError(f"{host}: menjawab {status}", _wait_s(retry_after))
    if status in (401, 403):
        raise FetchError(f"{host}: kunci atau hak akses ditolak ({status})")
    if 300 <= status < 400:
        raise FetchError(f"{host}: mengalihkan ke alamat lain ({status}), mungkin ke halaman masuk; perbarui url")
    raise FetchError(f"{host}: menjawab {status}")


def _wait_s(retry_after: str | None) -> float:
    """Seconds, from a number or a date; what is neither asks for nothing."""
    try:
        return Retry().parse_retry_after(retry_after) if retry_after else 0
    except InvalidHeader:
        return 0


def _translated(error: HTTPError, host: str) -> FetchError:
    if isinstance(error, SSLError):
        cause = error.args[0] if error.args else None
        if isinstance(cause, ssl.SSLCertVerificationError):
            told = _CERTIFICATES.get(cause.verify_code, f"ditolak, kode {cause.verify_code}")
            return FetchError(f"{host}: sertifikat TLS tidak dipercaya ({told})")
        return PassingError(f"{host}: sambungan TLS gagal")
    if isinstance(error, NameResolutionError):
        return PassingError(f"{host}: nama host tidak ditemukan")
    if isinstance(error, TimeoutError) and not isinstance(error, NewConnectionError):
        return PassingError(f"{host}: tidak menjawab pada waktunya")
    return PassingError(f"{host}: sambungan gagal atau terputus")


def _trust(ca_file: Path | None) -> ssl.SSLContext:
    context = ssl.create_default_context()
    if ca_file is not None:
        try:
            context.load_verify_locations(ca_file)
        except ssl.SSLError:
            raise ConfigError(f"CC_CA_FILE: {ca_file.name} bukan berkas sertifikat PEM") from None
        except OSError as error:
            raise ConfigError(f"CC_CA_FILE: {ca_file.name} tidak dapat dibaca: {reason_of(error)}") from error
    return context
