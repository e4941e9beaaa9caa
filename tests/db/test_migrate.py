"""The schema comes up from nothing, twice, and by several at once."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from pydantic import SecretStr

from data.errors import ConfigError, WarehouseError
from data.settings import ROOT, Settings
from data.warehouse.engine import Role, conninfo, make_engine
from data.warehouse.migrate import current_revision, is_current, upgrade
from data.warehouse.reader import Reader
from tests.db.desk import Desk


def test_upgrade_from_nothing_and_once_more(empty_database: Settings) -> None:
    assert (current_revision(empty_database), is_current(empty_database)) == (None, False)
    upgrade(empty_database)
    revision = current_revision(empty_database)
    with Desk(empty_database) as desk:
        desk.publish("spbe", {("33.16", "2024"): 1.0})
        upgrade(empty_database)
        assert desk.read("spbe") == {("33.16", "2024"): 1.0}
    assert revision is not None
    assert (current_revision(empty_database), is_current(empty_database)) == (revision, True)


def test_several_upgrades_at_once_do_it_once(empty_database: Settings) -> None:
    assert empty_database.database_url is not None
    environment = {**os.environ, "CC_DATABASE_URL": empty_database.database_url.get_secret_value()}
    command = [sys.executable, "-m", "data.warehouse.migrate"]
    running = [
        subprocess.Popen(command, cwd=ROOT, env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
        for _ in range(3)
    ]
    said = [process.communicate(timeout=60)[0].decode() for process in running]
    assert [process.returncode for process in running] == [0, 0, 0], said
    assert is_current(empty_database)


def test_a_database_without_schema_says_what_to_do(empty_database: Settings) -> None:
    engine = make_engine(empty_database, Role.BACA)
    with pytest.raises(WarehouseError, match=r"data\.warehouse\.migrate"):
        Reader(engine).cut()
    engine.dispose()


def test_a_server_that_is_away_is_named_in_indonesian(tmp_path: Path) -> None:
    away = Settings(data_dir=tmp_path, database_url=SecretStr("postgresql://uji@127.0.0.1:1/uji"))
    with pytest.raises(WarehouseError, match="tidak menjawab"):
        upgrade(away, wait_s=0.2)
    with pytest.raises(WarehouseError, match="tidak dapat dihubungi"):
        is_current(away)


def test_a_faulty_address_is_a_fault_of_the_settings(tmp_path: Path) -> None:
    faulty = Settings(data_dir=tmp_path, database_url=SecretStr("postgresql://uji@host/uji?tidak_ada=1"))
    with pytest.raises(ConfigError, match="CC_DATABASE_URL"):
        conninfo(faulty, Role.BACA)
