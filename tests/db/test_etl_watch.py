"""`python -m etl watch` as the supervisor runs it: commands are executed in order, once, also after a fall."""

from __future__ import annotations

import os
import shutil
import signal
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest

from data.catalog.loader import catalogue_hash, load_catalogue
from data.control import commands
from data.control.commands import Verb
from data.errors import HeldError, UnknownError, WarehouseError
from data.settings import ROOT, Settings
from data.warehouse.embedded import EmbeddedServer
from data.warehouse.engine import Role, conninfo, make_engine
from data.warehouse.migrate import upgrade
from tests.db.desk import Desk
from tests.db.watch_process import WatchProcess, closed, run_etl
from tests.servers import open_folder

BLORA = ("33.16", "2024")
WHO = ("--who", "operator dinkominfo", "--why", "angka belum disahkan")


@pytest.fixture
def watch(warehouse: Settings, tmp_path: Path) -> Iterator[WatchProcess]:
    """Not yet started."""
    one = WatchProcess(warehouse, tmp_path)
    yield one
    one.end()


def ask(settings: Settings, verb: Verb, source: str = "sakip", version: int | None = None) -> int:
    """Write a command row; its number."""
    engine = make_engine(settings, Role.APP)
    try:
        return commands.request(engine, verb, source, version, "operator dinkominfo", "uji")
    finally:
        engine.dispose()


def message_of(settings: Settings, number: int) -> tuple[str, str]:
    """(state, message) of a command once it is closed."""
    command = closed(settings, number)
    return command.state, command.message


def test_hold_stops_a_run_and_release_lets_it_go(desk: Desk, watch: WatchProcess) -> None:
    settings = desk.settings
    watch.start()
    assert run_etl(settings, "run", "wilayah").returncode == 0
    said = run_etl(settings, "hold", "sakip", *WHO)
    assert (said.returncode, said.stdout) == (
        0, "Perintah 1 (hold sakip) dicatat; etl watch yang menjalankannya.\n"
    )  # fmt: skip
    assert message_of(settings, 1) == ("done", "Menjadi versi 2")
    assert desk.reader.cut().held == ("sakip",)

    refused = run_etl(settings, "run", "sakip")
    assert refused.returncode == HeldError.exit_code
    assert "sakip: Sumber sedang ditahan" in refused.stdout
    assert desk.reader.cut().version == 2

    assert run_etl(settings, "release", "sakip", *WHO).returncode == 0
    assert message_of(settings, 2) == ("done", "Menjadi versi 3")
    assert run_etl(settings, "run", "sakip").returncode == 0
    assert desk.reader.cut().held == ()
    assert dict(desk.reader.cut().datasets)["sakip"] == 4


def test_rollback_shows_the_old_rows_as_a_new_version_and_holds(desk: Desk, watch: WatchProcess) -> None:
    desk.publish("sakip", {BLORA: 60.0})
    desk.publish("sakip", {BLORA: 66.0})
    watch.start()
    said = run_etl(desk.settings, "rollback", "sakip", "1", *WHO)
    assert said.returncode == 0
    assert message_of(desk.settings, 1) == ("done", "Menjadi versi 3")
    assert desk.read("sakip") == {BLORA: 60.0}
    assert desk.read("sakip", 2) == {BLORA: 66.0}
    assert desk.reader.cut().held == ("sakip",)
    with pytest.raises(HeldError):
        desk.publish("sakip", {BLORA: 67.0})


def test_what_was_asked_while_it_was_down_is_done_in_order_at_its_start(desk: Desk, watch: WatchProcess) -> None:
    desk.publish("sakip", {BLORA: 60.0})
    asked = [
        ask(desk.settings, "hold"),
        ask(desk.settings, "hold"),
        ask(desk.settings, "rollback", version=99),
        ask(desk.settings, "rollback", "spbe", version=1),
        ask(desk.settings, "hold", "tidak_ada"),
        ask(desk.settings, "release"),
    ]
    watch.start()
    told = [message_of(desk.settings, number) for number in asked]
    assert told == [
        ("done", "Menjadi versi 2"),
        ("done", "Tidak ada yang berubah"),
        ("failed", "Tidak dikenal: Sumber 'sakip' tidak mempunyai versi 99"),
        ("failed", "Tidak dikenal: Sumber 'spbe' tidak mempunyai versi 1"),
        ("failed", "Tidak dikenal: Sumber 'tidak_ada' tidak dideklarasikan"),
        ("done", "Menjadi versi 3"),
    ]
    assert watch.stop() == 0
    assert desk.reader.cut().version == 3


def test_what_postgresql_refuses_fails_and_does_not_keep_the_next_waiting(desk: Desk, watch: WatchProcess) -> None:
    desk.publish("sakip", {BLORA: 60.0})
    desk.publish("sakip", {BLORA: 66.0})
    with psycopg.connect(conninfo(desk.settings, Role.ADMIN), autocommit=True) as connection:
        connection.execute("REVOKE INSERT ON mart.measure FROM cc_etl")
    asked = [ask(desk.settings, "rollback", version=1), ask(desk.settings, "hold")]
    watch.start()
    state, message = message_of(desk.settings, asked[0])
    assert (state, "hak akses kurang" in message) == ("failed", True)
    assert message_of(desk.settings, asked[1]) == ("done", "Menjadi versi 3")
    assert desk.read("sakip") == {BLORA: 66.0}


def test_a_second_one_is_refused_and_told_who_runs(warehouse: Settings, watch: WatchProcess, tmp_path: Path) -> None:
    watch.start()
    watch.listens()
    second = run_etl(warehouse, "watch")
    assert second.returncode == WarehouseError.exit_code
    assert f"proses {watch.pid} di " in second.stderr
    assert watch.exit_code is None
    assert message_of(warehouse, ask(warehouse, "hold")) == ("done", "Menjadi versi 1")


def test_ends_at_once_while_it_waits_for_a_server_that_is_away(tmp_path: Path) -> None:
    watch = WatchProcess(Settings(data_dir=tmp_path / "tidak_ada", database_url=None), tmp_path)
    watch.start()
    try:
        watch.loses()
        assert watch.stop() == 0
    finally:
        watch.end()


def test_stamps_the_declarations_of_the_day_not_of_its_start(desk: Desk, tmp_path: Path) -> None:
    folder = tmp_path / "katalog"
    shutil.copytree(ROOT / "data" / "catalog", folder, ignore=shutil.ignore_patterns("*.py", "__pycache__"))
    settings = desk.settings.model_copy(update={"catalog_dir": folder})
    watch = WatchProcess(settings, tmp_path)
    watch.start()
    watch.listens()
    try:
        declaration = folder / "sources" / "sakip.toml"
        declaration.write_text(declaration.read_text().replace("due_days = 180", "due_days = 181"))
        assert message_of(settings, ask(settings, "hold")) == ("done", "Menjadi versi 1")
        assert desk.reader.cut().catalogue == catalogue_hash(load_catalogue(folder))
        declaration.write_text("bukan toml")
        assert message_of(settings, ask(settings, "release")) == ("done", "Menjadi versi 2")
    finally:
        watch.end()


def test_an_unknown_source_writes_no_command(warehouse: Settings) -> None:
    said = run_etl(warehouse, "hold", "tidak_ada", *WHO)
    assert said.returncode == UnknownError.exit_code
    assert "Sumber 'tidak_ada' tidak dikenal" in said.stderr
    engine = make_engine(warehouse, Role.APP)
    assert commands.recent(engine) == []
    engine.dispose()


def test_kill_9_of_postgresql_costs_no_command(tmp_path: Path) -> None:
    with open_folder() as folder:
        server = EmbeddedServer(folder / "data")
        settings = Settings(data_dir=folder / "data", database_url=None)
        watch = WatchProcess(settings, tmp_path)
        try:
            server.start()
            upgrade(settings)
            watch.start()
            watch.listens()
            os.kill(server.pid, signal.SIGKILL)
            assert server.wait() == -signal.SIGKILL
            watch.loses()
            server.start()
            assert message_of(settings, ask(settings, "hold")) == ("done", "Menjadi versi 1")
            watch.listens(2)
            assert watch.stop() == 0
        finally:
            watch.end()
            server.stop()
