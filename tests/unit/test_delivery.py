"""Files are compressed once and kept; a disk that refuses costs time, never a file."""

from __future__ import annotations

import logging
import resource
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import brotli
import pytest
from flask import Flask
from flask.testing import FlaskClient

from data.serve.delivery import Delivery

BODY = "// kode\n" * 5000


def served(folder: Path) -> FlaskClient:
    """A server with one file, one page and one stream."""
    server = Flask("uji", static_folder=None)
    server.add_url_rule("/assets/kode.js", "kode", lambda: (BODY, {"Content-Type": "text/javascript"}))
    server.add_url_rule("/", "page", lambda: "<p>halo</p>" * 200)
    server.add_url_rule(
        "/live", "live", lambda: server.response_class(iter(["data: 1\n\n"]), mimetype="text/event-stream")
    )
    Delivery(folder, lambda: ["'sha256-abc'"]).install(server)
    return server.test_client()


def text_of(client: FlaskClient, path: str = "/assets/kode.js") -> str:
    answer = client.get(path, headers={"Accept-Encoding": "br"})
    assert answer.status_code == 200
    assert answer.headers["Content-Encoding"] == "br"
    body: bytes = brotli.decompress(answer.data)
    return body.decode()


@contextmanager
def full_disk() -> Iterator[None]:
    """No file may grow beyond ten bytes."""
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (10, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)


def test_a_file_is_compressed_once_and_kept(tmp_path: Path) -> None:
    client = served(tmp_path / "web")
    assert text_of(client) == BODY
    (kept,) = (tmp_path / "web").iterdir()
    kept.write_bytes(brotli.compress(b"dari disk"))
    assert text_of(client) == "dari disk"


def test_a_full_disk_costs_no_file(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    client = served(tmp_path / "web")
    with caplog.at_level(logging.WARNING), full_disk():
        assert text_of(client) == BODY
    assert "delivery-unkept error=EFBIG" in caplog.text
    assert list((tmp_path / "web").iterdir()) == []
    assert text_of(client) == BODY
    assert len(list((tmp_path / "web").iterdir())) == 1


def test_a_file_in_the_place_of_the_folder_costs_no_file(tmp_path: Path) -> None:
    (tmp_path / "web").write_text("bukan folder")
    assert text_of(served(tmp_path / "web")) == BODY


def test_pages_carry_the_policy_and_streams_pass_as_they_are(tmp_path: Path) -> None:
    client = served(tmp_path / "web")
    policy = client.get("/").headers["Content-Security-Policy"]
    assert "script-src 'self' 'sha256-abc';" in policy
    assert "default-src 'none'" in policy
    assert "unsafe-eval" not in policy
    stream = client.get("/live", headers={"Accept-Encoding": "br"})
    assert stream.data == b"data: 1\n\n"
    assert "Content-Encoding" not in stream.headers


@pytest.mark.parametrize(
    ("address", "policy"),
    [
        ("/assets/kode.js?m=179.5", "public, max-age=31536000, immutable"),
        ("/assets/kode.js", "public, max-age=3600"),
    ],
)
def test_only_a_versioned_address_is_kept_for_good(tmp_path: Path, address: str, policy: str) -> None:
    assert served(tmp_path / "web").get(address).headers["Cache-Control"] == policy
