"""What goes wrong with a database that is not ours, and how each fault is told."""

from __future__ import annotations

import logging
import time
import traceback
from pathlib import Path

import pytest

from data.errors import ConfigError, FetchError
from tests.db.foreign_database import CONNECTOR, ForeignDatabase, add, at, declared
from tests.declared import Declared, declaration
from tests.wire import wire

FAULTS = {
    "no table": ('table = "capaian"', 'table = "tidak_ada"', "tabel itu tidak ada"),
    "no dsn": ('dsn = "eoffice"', 'dsn = "lain"', "Alamat basis data 'lain' belum diberikan: isi CC_DSN"),
}


@pytest.mark.parametrize(("old", "new", "told"), FAULTS.values(), ids=FAULTS)
def test_what_is_declared_wrongly_is_told(base: ForeignDatabase, tmp_path: Path, old: str, new: str, told: str) -> None:
    with pytest.raises((FetchError, ConfigError), match=told):
        declared(base, tmp_path, CONNECTOR.replace(old, new)).read()


def test_a_wrong_password_is_told_and_never_shown(
    base: ForeignDatabase, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    before, _, after = base.url().rpartition("@")
    user = before.rpartition(":")[0]
    source = Declared(tmp_path, declaration(CONNECTOR, load="full"), {"eoffice": f"{user}:s4ndi-keliru@{after}"})
    with pytest.raises(FetchError, match="nama pengguna atau sandi ditolak") as caught:
        source.read()
    shown = "".join(traceback.format_exception(caught.value)) + caplog.text + repr(source.settings)
    assert "s4ndi-keliru" not in shown


@pytest.mark.parametrize("url", ["sqlite:////etc/passwd", "bukan alamat", "mysql://a:rahasia@[::1"])
def test_only_the_two_kinds_of_database(url: str, tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match="CC_DSN 'eoffice': harus alamat") as caught:
        Declared(tmp_path, declaration(CONNECTOR, load="full"), {"eoffice": url}).read()
    assert "rahasia" not in "".join(traceback.format_exception(caught.value))


def test_a_server_that_is_away_is_told_after_a_few_tries(
    base: ForeignDatabase, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    with wire(base.port, "cut", 0) as away:
        with pytest.raises(FetchError, match="tidak menjawab atau terputus"):
            declared(base, tmp_path, port=away.port).read()
    assert caplog.text.count("fetch-again source=contoh") == 2


def test_a_line_that_is_cut_or_falls_silent_mid_read_ends_it(base: ForeignDatabase, tmp_path: Path) -> None:
    rows = ", ".join(f"('A{n:03d}', '33.16', {1000 + n}, '1,5', '2025-02-01')" for n in range(300))
    base.execute(f"INSERT INTO capaian (id, kode, tahun, nilai, terbit_pada) VALUES {rows}")
    wide = CONNECTOR.replace("page_rows = 3", "page_rows = 100")
    for end in ("cut", "silent"):
        with wire(base.port, end, 10_000) as broken:
            started = time.monotonic()
            with pytest.raises(FetchError, match="tidak menjawab atau terputus"):
                declared(base, tmp_path, wide, port=broken.port).read()
            assert broken.ended.is_set()
            assert time.monotonic() - started < 8
    assert len(declared(base, tmp_path, wide).read().values()) == 300


def test_nothing_can_be_written_through_it(base: ForeignDatabase, tmp_path: Path) -> None:
    add(base, "A1", "1,5", 2020, at(5))
    toml = CONNECTOR.replace('table = "capaian"', 'query = "SELECT * FROM capaian FOR UPDATE"')
    with pytest.raises(FetchError):
        declared(base, tmp_path, toml).read()
