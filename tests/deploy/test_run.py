"""`python -m deploy.run`, really run: to the open page, seen by a second one, and gone without a trace."""

from __future__ import annotations

import os
import re
import signal
import socket
import tempfile
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import psutil
import pytest

from data.settings import ROOT
from tests.launcher import STOP_S, Launcher
from tests.servers import create_database, running, url_of


@pytest.fixture
def launcher() -> Iterator[Launcher]:
    """On a fresh data folder which PostgreSQL's user can reach, unlike pytest's own."""
    with tempfile.TemporaryDirectory(prefix="cc-uji-", dir="/var/tmp") as folder:
        Path(folder).chmod(0o755)
        one = Launcher(Path(folder) / "data")
        yield one
        if one.process and one.process.poll() is None:
            one.end(signal.SIGTERM)


def alive(family: list[psutil.Process]) -> list[str]:
    """Command lines of those that live on after a moment to be buried."""
    _, living = psutil.wait_procs(family, timeout=STOP_S)
    return [" ".join(process.cmdline()) for process in living]


@pytest.mark.db
def test_open_seen_stopped_and_opened_again(launcher: Launcher) -> None:
    """From an empty data folder; SIGINT leaves nobody; the second time nothing is published again."""
    launcher.start()
    address = launcher.await_address()
    with urllib.request.urlopen(f"{address}/") as page:
        assert page.status == 200
        assert b"<title>" in page.read()
    second = launcher.second()
    assert launcher.process
    assert second.returncode == 0
    assert f"sudah berjalan: {address} (proses {launcher.process.pid}, sejak " in second.stdout
    family = launcher.family()
    assert {"postgres", "python"} <= {re.sub(r"[\d.]+$", "", process.name()) for process in family}
    assert launcher.end(signal.SIGINT) == 0
    assert alive(family) == []
    launcher.start()
    launcher.await_address()
    assert launcher.end(signal.SIGTERM) == 0
    assert list((launcher.data_dir / ".kendali").iterdir()) == []


@pytest.mark.db
@pytest.mark.parametrize("victim", ["launcher", "supervisord"])
def test_nobody_outlives_a_kill(launcher: Launcher, victim: str) -> None:
    """kill -9 of either: the other one ends the rest."""
    launcher.start()
    launcher.await_address()
    assert launcher.process
    family = launcher.family()
    (supervisord,) = psutil.Process(launcher.process.pid).children()
    os.kill(launcher.process.pid if victim == "launcher" else supervisord.pid, signal.SIGKILL)
    assert launcher.process.wait(STOP_S) != 0
    assert alive(family) == []


def test_a_taken_port_is_named(launcher: Launcher) -> None:
    """Clear message, exit code of ConfigError, nothing started."""
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = str(other.getsockname()[1])
        refused = launcher.second(CC_PORT=port)
    assert refused.returncode == 2
    assert f"127.0.0.1:{port} tidak dapat dipakai" in refused.stderr


def test_a_broken_declaration_is_told_at_once(launcher: Launcher, tmp_path: Path) -> None:
    """Before any process is started."""
    catalog = tmp_path / "catalog"
    (catalog / "indicators").mkdir(parents=True)
    (catalog / "indicators" / "rusak.toml").write_text("title = ")
    refused = launcher.second(CC_CATALOG_DIR=str(catalog))
    assert refused.returncode == 2
    assert "rusak.toml" in refused.stderr


def test_a_web_that_cannot_start_ends_the_run(launcher: Launcher, tmp_path: Path) -> None:
    """Its log is shown, everything else is stopped, the exit code is not 0."""
    (tmp_path / "gunicorn").mkdir()
    (tmp_path / "gunicorn" / "__main__.py").write_text('raise SystemExit("web rusak dengan sengaja")')
    (tmp_path / "gunicorn" / "__init__.py").touch()
    failed = launcher.second(PYTHONPATH=f"{tmp_path}:{ROOT}")
    assert failed.returncode == 1
    assert "Program 'web' terus gagal" in failed.stderr
    assert "web rusak dengan sengaja" in failed.stderr


@pytest.mark.db
def test_a_database_of_ones_own_is_used(launcher: Launcher) -> None:
    """With CC_DATABASE_URL no PostgreSQL is started, and that one is filled."""
    with running("debian") as server:
        create_database(server, "milik_sendiri")
        url = url_of(server, "milik_sendiri").get_secret_value()
        # No socket path fits in here.
        launcher.data_dir = launcher.data_dir / ("panjang" * 20)
        launcher.start(CC_DATABASE_URL=url)
        launcher.await_address()
        assert {process.name() for process in launcher.family()} & {"postgres"} == set()
        assert not (launcher.data_dir / "postgres").exists()
        assert launcher.end(signal.SIGINT) == 0
