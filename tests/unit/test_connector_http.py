"""A JSON service that misbehaves on a real socket: what is tried again, what ends the read, and how it is told."""

from __future__ import annotations

import json
import logging
import time
import traceback
from pathlib import Path
from typing import Any

import pytest
from pydantic import SecretStr

from data.errors import ConfigError, FetchError
from tests.declared import Declared, Read, declaration
from tests.misbehaving import Asked, Misbehaving, Reply, closed_port, misbehaving, self_signed

KEY = "k3y-yang-rahasia"
POLITE = "polite = { timeout_s = 0.5, attempts = 3, first_wait_s = 0.01, longest_wait_s = 0.05, deadline_s = 5 }\n"
ONE = {"wilayah": {"kode": "33.16"}, "tahun": 2023, "nilai": 1.50, "terbit_pada": "2025-02-01", "catatan": None}
TWO = {"wilayah": {"kode": "33.17"}, "tahun": 2024, "nilai": 2.25, "terbit_pada": "2025-02-01", "catatan": [1]}
VALUES = {("33.16", "2023"): 1.5, ("33.17", "2024"): 2.25}
HTML = Reply("<!doctype html><title>Masuk</title>")


def page(*rows: dict[str, Any], **facts: Any) -> Reply:
    return Reply(json.dumps({"status": "OK", "data": list(rows), **facts}))


def source(tmp_path: Path, url: str, more: str = "", load: str = "full", **settings: Any) -> Declared:
    """The declared source of a service at this address."""
    connector = f'kind = "http"\nurl = "{url}"\nrecords = "data"\n'
    polite = "" if "polite" in more else POLITE
    toml = declaration(connector + polite + more, load=load, decimal=".")
    toml = toml.replace('name = "kode", role', 'name = "wilayah.kode", role').replace(
        "due_days = 90", 'due_days = 90\nother_columns = "dropped"'
    )
    return Declared(tmp_path, toml, **settings)


def told(tmp_path: Path, server: Misbehaving, more: str = "") -> str:
    with pytest.raises(FetchError) as caught:
        source(tmp_path, server.url, more).read()
    return str(caught.value)


def read(tmp_path: Path, server: Misbehaving, more: str = "") -> Read:
    return source(tmp_path, server.url, more).read()


def test_an_answer_is_archived_as_it_came_and_becomes_rows(tmp_path: Path) -> None:
    reply = page(ONE, TWO)
    with misbehaving([reply]) as server:
        found = read(tmp_path, server)
    assert found.values() == VALUES
    assert found.files[0].body == str(reply.body).encode()
    assert found.files[0].url == server.url


def test_numbers_keep_their_digits(tmp_path: Path) -> None:
    body = '{"data": [{"wilayah": {"kode": "33.16"}, "tahun": 2023, "nilai": 0.10, "terbit_pada": "2025-02-01"}]}'
    with misbehaving([Reply(body)]) as server:
        assert list(read(tmp_path, server).text["nilai"]) == ["0.10"]


PASSING: dict[str, Reply] = {
    "500": Reply("{}", 500),
    "503 page": Reply("<html>", 503),
    "429": Reply("{}", 429, {"Retry-After": "1"}),
    "html": HTML,
    "null": Reply("null"),
    "empty": Reply(""),
    "cut json": Reply('{"data": [{"kode"'),
    "truncated body": Reply('{"data": []}', said=5000),
    "hangs": Reply("", said=10, hangs=True),
}


@pytest.mark.parametrize("reply", PASSING.values(), ids=PASSING)
def test_what_passes_is_tried_again(reply: Reply, tmp_path: Path) -> None:
    with misbehaving([reply, page(ONE, TWO)]) as server:
        assert read(tmp_path, server).values() == VALUES
        assert len(server.asked) == 2


LASTING: dict[str, tuple[Reply, str, int]] = {
    "500": (Reply("{}", 500), "menjawab 500", 3),
    "html": (HTML, "menjawab dengan halaman HTML, bukan JSON", 3),
    "null": (Reply("null"), "menjawab null, bukan data", 3),
    "truncated": (Reply('{"data": []}', said=5000), "sambungan gagal atau terputus", 3),
    "hangs": (Reply("", said=10, hangs=True), "tidak menjawab pada waktunya", 3),
    "401": (Reply("{}", 401), "kunci atau hak akses ditolak (401)", 1),
    "404": (Reply("{}", 404), "menjawab 404", 1),
    "redirect": (Reply("", 302, {"Location": "https://lain.contoh.go.id/masuk"}), "mengalihkan ke alamat lain", 1),
    "no list": (Reply('{"data": {"a": 1}}'), "tidak ada daftar baris di 'data'", 1),
    "long wait": (Reply("{}", 429, {"Retry-After": "3600"}), "menjawab 429", 1),
    "deep": (Reply("[" * 100_000), "JSON", 1),
}


@pytest.mark.parametrize(("reply", "reason", "tries"), LASTING.values(), ids=LASTING)
def test_what_lasts_ends_the_read_and_is_told(reply: Reply, reason: str, tries: int, tmp_path: Path) -> None:
    with misbehaving([reply]) as server:
        said = told(tmp_path, server)
        assert said.startswith("127.0.0.1: ") and reason in said
        assert len(server.asked) == tries


def test_retry_after_is_kept_to(tmp_path: Path) -> None:
    with misbehaving([Reply("{}", 429, {"Retry-After": "1"}), page(ONE, TWO)]) as server:
        started = time.monotonic()
        read(tmp_path, server)
        assert time.monotonic() - started >= 1


def test_an_answer_200_that_carries_an_error(tmp_path: Path) -> None:
    envelope = 'ok = { path = "status", values = ["OK"], message = "message" }\n'
    envelope += '[connector.api_key]\nname = "mpp"\nheader = "X-Key"\n'
    wrong = Reply(json.dumps({"status": "Error", "message": f"kunci {KEY} \n tidak sah" + "x" * 500}))
    with misbehaving([wrong]) as server:
        with pytest.raises(FetchError) as caught:
            source(tmp_path, server.url, envelope, api_key={"mpp": SecretStr(KEY)}).read()
    assert "menjawab 200 tetapi menyatakan gagal (status): kunci ••• tidak sah" in str(caught.value)
    assert len(str(caught.value)) < 300


def test_an_answer_that_is_too_large_is_broken_off(tmp_path: Path) -> None:
    polite = POLITE.replace("deadline_s = 5", "deadline_s = 5, max_bytes = 100000")
    with misbehaving([Reply("[" + " " * 5_000_000 + "]")]) as server:
        assert "lebih besar dari 0 MB" in told(tmp_path, server, polite)


def test_nobody_listening_is_told(tmp_path: Path) -> None:
    with pytest.raises(FetchError, match="sambungan gagal atau terputus"):
        source(tmp_path, f"http://127.0.0.1:{closed_port()}/").read()


def test_a_certificate_is_believed_only_when_it_is_given_to_us(tmp_path: Path) -> None:
    certificate = self_signed(tmp_path)
    with misbehaving([page(ONE, TWO)], certificate) as server:
        assert "sertifikat TLS tidak dipercaya (ditandatangani sendiri)" in told(tmp_path, server)
        assert server.asked == []
        trusted = source(tmp_path, server.url, ca_file=tmp_path / "sertifikat.pem")
        assert trusted.read().values() == VALUES
    with misbehaving([page(ONE)], self_signed(tmp_path, "DNS:lain.contoh.go.id")) as server:
        with pytest.raises(FetchError, match="untuk nama lain"):
            source(tmp_path, server.url, ca_file=tmp_path / "sertifikat.pem").read()
    with pytest.raises(ConfigError, match=r"CC_CA_FILE: tidak\.pem tidak dapat dibaca: tidak ada"):
        source(tmp_path, server.url, ca_file=tmp_path / "tidak.pem").read()


@pytest.mark.parametrize("where", ['header = "Authorization"\nprefix = "Bearer "', 'param = "kunci"'])
def test_a_key_is_sent_and_never_shown(where: str, tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    rule = f'[connector.api_key]\nname = "mpp"\n{where}\n'
    with misbehaving([page(ONE, TWO), Reply("{}", 500)]) as server:
        one = source(tmp_path, server.url, rule, api_key={"mpp": SecretStr(KEY)})
        found = one.read()
        with pytest.raises(FetchError) as caught:
            one.read()
    sent = [asked.headers.get("Authorization", asked.params.get("kunci", "")) for asked in server.asked]
    assert all(text.endswith(KEY) for text in sent) and len(sent) == 4
    shown = caplog.text + "".join(traceback.format_exception(caught.value)) + repr(found.files) + repr(one.settings)
    assert KEY not in shown
    with pytest.raises(ConfigError, match="Kunci 'mpp' belum diberikan: isi CC_API_KEY"):
        source(tmp_path, server.url, rule).read()


def paged(asked: Asked, total: int = 7, size: int = 3) -> Reply:
    first = (int(asked.params["hal"]) - 1) * size
    rows = [{**ONE, "id": at, "tahun": 2000 + at} for at in range(first, min(first + size, total))]
    return page(*rows, meta={"total": total, "pages": -(-total // size)})


PAGE = '[connector.paging]\nkind = "page"\nparam = "hal"\nsize_param = "per"\nsize = 3\n'


@pytest.mark.parametrize(("more", "asked"), [("", 4), ('total = "meta.total"\n', 3), ('pages = "meta.pages"\n', 3)])
def test_pages_are_read_to_the_end(more: str, asked: int, tmp_path: Path) -> None:
    with misbehaving(paged) as server:
        found = read(tmp_path, server, PAGE + more)
        assert len(server.asked) == asked
    assert [len(frame) for frame in found.frames] == [3, 3, 1]
    assert [one.params["per"] for one in server.asked] == ["3"] * asked
    assert len(found.values()) == 7


def test_offsets_and_next_links(tmp_path: Path) -> None:
    rows = [{**ONE, "tahun": 2000 + at} for at in range(5)]

    def reply(asked: Asked) -> Reply:
        first = int(asked.params.get("mulai", 0))
        more = {"next": f"?mulai={first + 2}"} if first + 2 < len(rows) else {"next": None}
        return page(*rows[first : first + 2], **more)

    for paging in ('kind = "offset"\nparam = "mulai"', 'kind = "next"\nnext = "next"'):
        with misbehaving(reply) as server:
            assert len(read(tmp_path, server, f"[connector.paging]\n{paging}\n").values()) == 5


def test_paging_that_goes_wrong_is_told(tmp_path: Path) -> None:
    with misbehaving([page(ONE)]) as server:
        assert "halaman 2 sama dengan halaman sebelumnya" in told(tmp_path, server, PAGE)
    with misbehaving([page(ONE, meta={"total": 9}), page(meta={"total": 9})]) as server:
        assert "menjanjikan 9 baris, memberi 1" in told(tmp_path, server, PAGE + 'total = "meta.total"\n')
    with misbehaving([page({**ONE, "id": 1}), page({**ONE, "id": 1}, TWO)]) as server:
        assert "daftarnya bergeser saat dibaca" in told(tmp_path, server, 'key = ["id"]\n' + PAGE)
    with misbehaving([page(ONE, next="http://lain.contoh.go.id/2")]) as server:
        paging = '[connector.paging]\nkind = "next"\nnext = "next"\n'
        assert "halaman berikutnya menunjuk ke host lain" in told(tmp_path, server, paging)
    with misbehaving(paged) as server:
        assert "lebih dari 2 halaman" in told(tmp_path, server, PAGE + "max_pages = 2\n")


def test_the_next_read_asks_from_the_cursor_less_the_overlap(tmp_path: Path) -> None:
    more = 'since_param = "sejak"\n[connector.cursor]\ncolumn = "diubah"\noverlap = 600\n'
    first = page({**ONE, "diubah": "2025-03-01T10:00:00+07:00"}, {**TWO, "diubah": "2025-03-01 09:00:00"})
    with misbehaving([first]) as server:
        one = source(tmp_path, server.url, more, "append")
        again = one.read(one.read().cursor)
    assert "sejak" not in server.asked[0].params
    assert server.asked[1].params["sejak"] == "2025-03-01T09:50:00+07:00"
    assert again.cursor is not None and again.cursor.endswith(" 2025-03-01T03:00:00.000000+00:00")


def test_requests_to_a_host_keep_their_distance(tmp_path: Path) -> None:
    polite = POLITE.replace("timeout_s", "interval_s = 0.2, timeout_s")
    with misbehaving(paged) as server:
        started = time.monotonic()
        read(tmp_path, server, polite + PAGE)
        assert time.monotonic() - started >= 0.6


@pytest.mark.parametrize(
    ("url", "reason"),
    [
        ("ftp://contoh.go.id", "url harus alamat"),
        ("https://a:b@contoh.go.id", "tidak boleh memuat nama pengguna"),
        ("http://contoh.go.id", "tidak dikirim tanpa TLS"),
    ],
)
def test_an_address_that_would_leak_is_no_declaration(url: str, reason: str, tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match=reason):
        source(tmp_path, url, '[connector.api_key]\nname = "mpp"\nheader = "X-Key"\n')
