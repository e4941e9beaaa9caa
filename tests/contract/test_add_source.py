"""To add a source is to add files: a module, a declaration, its file and a sample. Nothing that exists is edited."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from data.settings import ROOT
from tests.servers import TEMPLATE, create_database, create_template, running, url_of

MODULE = '''"""Inovasi daerah yang dilaporkan setiap tahun."""

from __future__ import annotations

from collections.abc import Iterator

import pandas as pd

from data.settings import Settings
from etl.csv_text import parse_csv
from etl.published_file import fetch_published
from etl.records import RawFile, Snapshot


def fetch(settings: Settings, since: str | None) -> Iterator[RawFile]:
    """The published file as a whole."""
    return fetch_published(settings, "contoh")


def parse(snapshot: Snapshot) -> pd.DataFrame:
    """One row per region and year, all text."""
    return parse_csv(snapshot)
'''
DECLARATION = """
id = "contoh"
title = "Contoh sumber baru"
publisher = "Badan Contoh"
cadence = "tahunan"
due_days = 90
needs = ["wilayah"]
columns = [
    { name = "kode", role = "entitas" },
    { name = "tahun", role = "periode" },
    { name = "inovasi", role = "measure", measure = "inovasi_jumlah", minimum = 0.0 },
    { name = "varian", role = "varian" },
    { name = "terbit_pada", role = "vintage" },
]
varian = [{ id = "badan_contoh", publisher = "Badan Contoh", citation = "Badan Contoh, Laporan 2024" }]
"""
FILE = """kode,tahun,inovasi,varian,terbit_pada
33.16,2023,41,badan_contoh,2024-02-01
33.16,2024,57,badan_contoh,2025-02-01
32.11,2024,,badan_contoh,2025-02-01
"""
ADDED = {
    "etl/sources/contoh.py": MODULE,
    "data/catalog/sources/contoh.toml": DECLARATION,
    "etl/published/contoh.csv": FILE,
    "tests/samples/contoh/contoh.csv": FILE,
}


class Copy:
    """A copy of the tree that runs `python -m etl` and pytest on its own code, never on the original's."""

    def __init__(self, folder: Path, database_url: str) -> None:
        self.folder = folder
        skip = shutil.ignore_patterns("__pycache__")
        for name in ("data", "etl", "tests"):
            shutil.copytree(ROOT / name, folder / name, ignore=skip)
        shutil.copy(ROOT / "pyproject.toml", folder)
        clean = {name: value for name, value in os.environ.items() if not name.startswith("CC_")}
        own = {"PYTHONPATH": str(folder), "CC_DATA_DIR": str(folder / "simpanan"), "CC_DATABASE_URL": database_url}
        self._env = {**clean, **own}

    def add(self, files: dict[str, str]) -> None:
        """Only new files: an existing one would be an edit."""
        for name, text in files.items():
            path = self.folder / name
            path.parent.mkdir(parents=True, exist_ok=True)
            with path.open("x", encoding="utf-8") as file:
                file.write(text)

    def run(self, *command: str) -> str:
        """What `python -m <command>` prints; it must succeed."""
        arguments = [sys.executable, "-m", *command]
        done = subprocess.run(
            arguments, cwd=self.folder, env=self._env, capture_output=True, text=True, timeout=100, check=False
        )
        assert done.returncode == 0, done.stdout[-3000:] + done.stderr[-3000:]
        return done.stdout


@pytest.fixture(scope="module")
def copy(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Copy]:
    """The copy with the new source in it, before anything ran."""
    with running("embedded") as server:
        create_template(server, tmp_path_factory.mktemp("template"))
        create_database(server, "tambah_sumber", TEMPLATE)
        one = Copy(tmp_path_factory.mktemp("salinan"), url_of(server, "tambah_sumber").get_secret_value())
        one.add(ADDED)
        yield one


@pytest.mark.db
def test_a_source_is_two_files_and_a_sample(copy: Copy) -> None:
    copy.run("etl", "run", "wilayah")
    assert "contoh: Terbit sebagai versi 2: 3 baris baru" in copy.run("etl", "run", "contoh")
    assert "contoh: Tidak ada perubahan" in copy.run("etl", "run", "contoh")
    status = {row["source"]: row for row in json.loads(copy.run("etl", "status", "--json"))}
    assert status["contoh"]["newest"] == "2024"
    assert (status["contoh"]["version"], status["contoh"]["rows"]) == (2, 2)


def test_the_contract_test_finds_it_by_itself(copy: Copy) -> None:
    said = copy.run("pytest", "-q", "tests/contract/test_sources.py", "-k", "contoh")
    assert "4 passed" in said


def test_every_fault_is_tried_on_it_by_itself(copy: Copy) -> None:
    said = copy.run("pytest", "-q", "tests/contract/test_faults.py", "-k", "contoh")
    assert "19 passed" in said
