"""A source that is one TOML and one small file, written by a test: the module, the declaration, what it reads."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType
from typing import Any

import pandas as pd
import pytest
from pydantic import SecretStr

from data.catalog.loader import load_source
from data.catalog.models import Source
from data.settings import Settings
from data.warehouse.records import Reject
from etl.conform import conform
from etl.connectors.declared import fetch_declared, parse_declared
from etl.contract import check_headers
from etl.records import RawFile, Snapshot
from etl.rows import to_rows
from tests.factories import KNOWN

MODULE = """
from etl.connectors.declared import fetch_declared, parse_declared


def fetch(settings, since):
    return fetch_declared(settings, "contoh", since)


def parse(snapshot):
    return parse_declared(snapshot)
"""
HEAD = """
id = "contoh"
title = "Contoh"
publisher = "Badan Contoh"
cadence = "tahunan"
due_days = 90
load = "{load}"
columns = [
    {{ name = "kode", role = "entitas" }},
    {{ name = "tahun", role = "periode" }},
    {{ name = "nilai", role = "measure", measure = "contoh_nilai", decimal = "{decimal}", minimum = 0.0 }},
    {{ name = "varian", role = "varian" }},
    {{ name = "terbit_pada", role = "vintage" }},
]
varian = [{{ id = "badan", publisher = "Badan Contoh", citation = "Badan Contoh, Laporan" }}]

[connector]
constants = {{ varian = "badan"{constants} }}
"""


def register(monkeypatch: pytest.MonkeyPatch) -> None:
    """The small file, found by its name."""
    module = ModuleType("etl.sources.contoh")
    exec(MODULE, module.__dict__)
    monkeypatch.setitem(sys.modules, "etl.sources.contoh", module)


def declaration(connector: str, *, load: str = "append", decimal: str = ",", constants: str = "") -> str:
    """The TOML with these lines in its [connector]."""
    return HEAD.format(load=load, decimal=decimal, constants=constants) + connector


@dataclass(frozen=True, slots=True)
class Read:
    """What a read brought: the files, the rows of the warehouse, what was refused, and the cursor of the next."""

    files: list[RawFile]
    frames: list[pd.DataFrame]
    rows: pd.DataFrame
    rejects: list[Reject]

    @property
    def cursor(self) -> str | None:
        """As the run would keep it."""
        return next((raw.cursor for raw in reversed(self.files) if raw.cursor), None)

    @property
    def text(self) -> pd.DataFrame:
        """The parsed frames, one below the other."""
        return pd.concat(self.frames, ignore_index=True)

    @property
    def told(self) -> str:
        """What was noticed while fetching."""
        return " ".join(finding.message for raw in self.files for finding in raw.findings)

    def values(self) -> dict[tuple[str, str], float]:
        """Value by kode and period."""
        named = zip(self.rows["entitas"], self.rows["periode"], self.rows["value"], strict=True)
        return {(str(kode), str(periode)): float(value) for kode, periode, value in named}


class Declared:
    """The declared source on a desk of its own: fetched, parsed, checked, conformed, made rows of."""

    def __init__(self, folder: Path, toml: str, dsn: Mapping[str, str] = {}, **settings: Any) -> None:
        (folder / "sources").mkdir(exist_ok=True)
        (folder / "sources" / "contoh.toml").write_text(toml)
        secrets = {name: SecretStr(url) for name, url in dsn.items()}
        self._folder = folder
        self.settings = Settings(catalog_dir=folder, data_dir=folder / "data", dsn=secrets).model_copy(update=settings)
        self.source: Source = load_source(folder, "contoh")

    def read(self, since: str | None = None) -> Read:
        """One read, down to rows of the warehouse."""
        files = list(fetch_declared(self.settings, "contoh", since))
        frames, rows, rejects = [], [], list[Reject]()
        for number, raw in enumerate(files):
            snapshot = self.snapshot(raw, number)
            frame = check_headers(parse_declared(snapshot), self.source, raw.name)
            good, refused = conform(frame, self.source, KNOWN, raw.name)
            assert len(good) + len({(one.file, one.line) for one in refused}) == len(frame)
            frames.append(frame)
            rows.append(to_rows(good, self.source, snapshot, KNOWN)[0])
            rejects += refused
        empty = pd.DataFrame(columns=["entitas", "periode", "value", "state"])
        return Read(files, frames, pd.concat(rows, ignore_index=True) if rows else empty, rejects)

    def snapshot(self, raw: RawFile, number: int = 0) -> Snapshot:
        """As the archive would hand it out."""
        path = self._folder / f"arsip-{number}"
        path.write_bytes(raw.body)
        return Snapshot(7, "contoh", raw.name, "0" * 64, path, declared=self.source)
