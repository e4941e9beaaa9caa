"""`python -m etl` as an operator runs it: exit codes, what it says, and PostgreSQL or the disk failing under it."""

from __future__ import annotations

import json
import os
import signal
import time
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest

from data.settings import Settings
from data.warehouse.embedded import EmbeddedServer
from data.warehouse.engine import Role, conninfo
from data.warehouse.migrate import upgrade
from etl.discovery import chosen_sources
from tests.db.line import Line
from tests.servers import open_folder

PUBLISH_LOCK = 3_316_000_002
BLORA_2018 = "33.16,Blora,2018,60."


@pytest.fixture(scope="module")
def server() -> Iterator[EmbeddedServer]:
    """A server that the tests of this file may kill."""
    with open_folder() as folder:
        one = EmbeddedServer(folder / "data")
        one.start()
        upgrade(Settings(data_dir=folder / "data"))
        yield one
        one.stop()


@pytest.fixture(scope="module")
def first_run(server: EmbeddedServer, tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Line, str]]:
    """The line after the first `run all`, and what that said."""
    line = Line(Settings(data_dir=server.files.data_dir), tmp_path_factory.mktemp("garis"))
    done = line.etl("run", "all")
    assert done.returncode == 0, done.stdout + done.stderr
    yield line, done.stdout
    line.close()


@pytest.fixture
def line(first_run: tuple[Line, str]) -> Line:
    """The line, everything published."""
    return first_run[0]


def correct(line: Line, decimals: str) -> None:
    """Blora's SAKIP of 2018 as its publisher corrects it."""
    text = line.text("sakip.csv")
    at = text.index(BLORA_2018) + len(BLORA_2018)
    (line.published / "sakip.csv").write_text(f"{text[:at]}{decimals}{text[at + 2 :]}", encoding="utf-8")


def blora_2018(line: Line) -> float | None:
    """What is published of it."""
    return line.values("sakip")["sakip_nilai", "33.16", "2018", "lingkarjateng_2024"]


def kill(server: EmbeddedServer) -> None:
    """kill -9 of the postmaster by its own process id."""
    os.kill(server.pid, signal.SIGKILL)
    assert server.wait() == -signal.SIGKILL


def wait_until_publishing(blocker: psycopg.Connection[tuple[object, ...]]) -> None:
    """Until somebody waits for the publish lock."""
    query = "SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND NOT granted"
    deadline = time.monotonic() + 60
    while blocker.execute(query).fetchone() == (0,):
        assert time.monotonic() < deadline, "tidak ada yang menerbitkan"


def test_run_all_tells_each_source_and_a_second_run_says_nothing_changed(first_run: tuple[Line, str]) -> None:
    line, said = first_run
    assert said.startswith("wilayah: Terbit sebagai versi 1: ")
    assert said.count(": Terbit sebagai versi ") == len(chosen_sources(line.catalogue, "all"))
    done = line.etl("run", "all")
    assert (done.returncode, done.stdout.count(": Tidak ada perubahan")) == (0, line.cut.version)
    assert line.cut.version == len(chosen_sources(line.catalogue, "all"))


def test_status_for_people_and_for_machines(line: Line) -> None:
    told = line.etl("status").stdout.splitlines()
    assert [text.split(":")[0] for text in told] == sorted(line.catalogue.sources)
    assert told[-1].startswith("wilayah: versi 1, 352 wilayah, 0 baris ditolak · ")
    facts = {row["source"]: row for row in json.loads(line.etl("status", "--json").stdout)}
    assert set(facts) == set(line.catalogue.sources)
    assert facts["sakip"]["version"] == dict(line.cut.datasets)["sakip"]
    assert facts["sakip"]["is_held"] is False


def test_an_unknown_source_is_named_with_those_there_are(line: Line) -> None:
    done = line.etl("run", "spbee")
    assert done.returncode == 9
    known = ", ".join(sorted(line.catalogue.sources))
    assert f"Tidak dikenal:\nSumber 'spbee' tidak dikenal. Yang ada: {known}\n" in done.stderr
    assert line.etl("hold", "spbee", "--who", "Uji", "--why", "uji").returncode == 9


def test_broken_declarations_are_all_listed_and_nothing_starts(line: Line) -> None:
    runs = line.rows("SELECT count(*) FROM meta.run")
    kept = {name: (line.catalog / name).read_text() for name in ("sources/spbe.toml", "sources/sakip.toml")}
    try:
        (line.catalog / "sources/spbe.toml").write_text("id = 'spbe\n")
        (line.catalog / "sources/sakip.toml").write_text(
            kept["sources/sakip.toml"].replace('"tahunan"', '"kadang"').replace("due_days", "due_day")
        )
        done = line.etl("run", "all")
    finally:
        for name, text in kept.items():
            (line.catalog / name).write_text(text)
    assert done.returncode == 2
    assert done.stderr.startswith("Konfigurasi tidak sah:\n")
    for fault in ("spbe.toml: bukan TOML yang sah", "sakip.toml: cadence", "sakip.toml: due_day:", "due_days"):
        assert fault in done.stderr
    assert line.rows("SELECT count(*) FROM meta.run") == runs


@pytest.mark.parametrize("arguments", [("--who", "Uji", "--why", "  "), ("--who", "", "--why", "uji"), ()])
def test_a_command_needs_to_say_who_and_why(line: Line, arguments: tuple[str, ...]) -> None:
    done = line.etl("hold", "spbe", *arguments)
    assert done.returncode == 2
    assert line.rows("SELECT count(*) FROM app.command") == [(0,)]


def test_the_exit_code_is_that_of_the_first_failure_and_the_rest_goes_on(line: Line) -> None:
    correct(line, "41")
    with line.broken("spbe.csv", b"\x89PNG\r\n"), line.broken("spbe_pers.csv", ""):
        done = line.etl("run", "all")
    assert done.returncode == 4
    assert "spbe: Berkas tidak terbaca: spbe.csv: isinya gambar PNG, bukan CSV" in done.stdout
    assert "sakip: Terbit sebagai versi " in done.stdout
    assert blora_2018(line) == 60.41


def test_a_full_disk_ends_with_its_own_code_and_leaves_nothing(line: Line) -> None:
    correct(line, "42")
    version, archive = line.cut.version, line.settings.data_dir / "archive" / "sakip"
    kept = sorted(archive.iterdir())
    done = line.etl("run", "sakip", file_bytes=500)
    assert done.returncode == 7
    assert "sakip: Penyimpanan penuh atau tidak dapat ditulis: Arsip tidak dapat menulis" in done.stdout
    assert "batas ukuran berkas tercapai" in done.stdout
    assert (line.cut.version, sorted(archive.iterdir())) == (version, kept)
    last = line.rows("SELECT check_name, verdict FROM meta.finding ORDER BY run DESC LIMIT 1")
    assert last == [("kegagalan", "failed")]
    assert line.etl("run", "sakip").returncode == 0
    assert blora_2018(line) == 60.42


def test_postgresql_killed_during_a_run(line: Line, server: EmbeddedServer) -> None:
    """The run ends with code 6; once the server is back the next one publishes, and nothing was half-published."""
    correct(line, "43")
    version, before = line.cut.version, line.values("sakip")
    blocker = psycopg.connect(conninfo(line.settings, Role.ADMIN), autocommit=True)
    blocker.execute("SELECT pg_advisory_lock(%s)", (PUBLISH_LOCK,))
    process = line.command("run", "sakip")
    wait_until_publishing(blocker)
    kill(server)
    stdout, stderr = process.communicate(timeout=30)
    blocker.close()
    assert process.returncode == 6, stdout + stderr
    assert "Gudang data tidak terjangkau:\nPostgreSQL tidak dapat dihubungi, terputus" in stderr
    assert "Traceback" not in stderr
    away = line.etl("run", "all")
    assert (away.returncode, away.stdout) == (6, "")
    server.start()
    assert (line.cut.version, line.values("sakip")) == (version, before)
    assert line.etl("run", "all").returncode == 0
    assert blora_2018(line) == 60.43


def test_output_holds_no_row_value(line: Line, tmp_path: Path) -> None:
    bad = line.text("spbe.csv").splitlines()[1].replace("1.98", "Rp98765")
    with line.broken("spbe.csv", line.text("spbe.csv").replace(line.text("spbe.csv").splitlines()[1], bad)):
        done = line.etl("run", "spbe")
    assert "1 dari 84 baris ditolak" in done.stdout
    assert "98765" not in done.stdout + done.stderr + str(line.rows("SELECT * FROM meta.reject"))
