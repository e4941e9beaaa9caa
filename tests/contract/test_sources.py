"""Every source, found by its files: a module, a declaration and a sample that goes down the line without a refusal."""

from __future__ import annotations

import inspect
from collections.abc import Mapping
from functools import cache
from pathlib import Path

import pytest

from data.catalog.loader import load_catalogue
from data.catalog.models import Source
from data.domain.entitas import Entitas, Kode, induk_of
from data.settings import ROOT, Settings
from etl.batas.rows import BATAS_COLUMNS
from etl.conform import conform
from etl.contract import check_headers
from etl.csv_text import parse_csv
from etl.discovery import module_of
from etl.measures import ENTITAS_COLUMNS, MEASURE_COLUMNS
from etl.records import Snapshot
from etl.rows import to_rows

CATALOGUE = load_catalogue(ROOT / "data" / "catalog")
SAMPLES = ROOT / "tests" / "samples"
FOUND = sorted({path.stem for path in (ROOT / "etl" / "sources").glob("*.py") if path.stem != "__init__"})


def samples_of(source_id: str) -> list[Path]:
    """Its sample files, at least one."""
    found = sorted((SAMPLES / source_id).glob("*"))
    assert found, f"tests/samples/{source_id} kosong"
    return found


@cache
def known() -> Mapping[Kode, Entitas]:
    """Regions of the published reference file."""
    frame = parse_csv(snapshot_of("wilayah", ROOT / "etl" / "published" / "wilayah.csv"))
    regions = (
        Entitas(Kode(kode), nama, jenis, induk_of(Kode(kode)))
        for kode, nama, jenis in zip(frame["kode"], frame["nama"], frame["jenis"], strict=True)
    )
    return {region.kode: region for region in regions}


def snapshot_of(source_id: str, path: Path) -> Snapshot:
    """A file that lies where it lies, as the archive would hand it out."""
    return Snapshot(7, source_id, path.name, "0" * 64, path, declared=CATALOGUE.sources[source_id])


def test_there_is_a_module_for_each_declaration_and_the_reverse() -> None:
    assert FOUND == sorted(CATALOGUE.sources)


@pytest.mark.parametrize("source_id", FOUND)
def test_module_has_fetch_and_parse_and_nothing_else_of_its_own(source_id: str) -> None:
    module = module_of(source_id)
    functions = inspect.getmembers(module, inspect.isfunction)
    own = {name for name, function in functions if function.__module__ == f"etl.sources.{source_id}"}
    assert {name for name in own if not name.startswith("_")} == {"fetch", "parse"}
    assert list(inspect.signature(module.fetch).parameters) == ["settings", "since"]
    assert list(inspect.signature(module.parse).parameters) == ["snapshot"]


@pytest.mark.parametrize("source_id", [one for one in FOUND if not CATALOGUE.sources[one].is_given])
def test_fetch_gives_bytes_with_their_origin(source_id: str, tmp_path: Path) -> None:
    for raw in module_of(source_id).fetch(Settings(data_dir=tmp_path, database_url=None), None):
        assert raw.body and raw.url and raw.name
        assert raw.fetched_at.utcoffset() is not None


@pytest.mark.parametrize("source_id", FOUND)
def test_sample_passes_headers_and_conform(source_id: str) -> None:
    source = CATALOGUE.sources[source_id]
    for path in samples_of(source_id):
        frame = check_headers(module_of(source_id).parse(snapshot_of(source_id, path)), source, path.name)
        good, rejects = conform(frame, source, known(), path.name)
        assert rejects == []
        assert len(good) == len(frame) > 0


@pytest.mark.parametrize("source_id", FOUND)
def test_sample_becomes_rows_of_the_warehouse(source_id: str) -> None:
    source: Source = CATALOGUE.sources[source_id]
    for path in samples_of(source_id):
        snapshot = snapshot_of(source_id, path)
        frame = module_of(source_id).parse(snapshot)
        rows, _ = to_rows(conform(frame, source, known(), path.name)[0], source, snapshot, known())
        columns = {"entitas": ENTITAS_COLUMNS, "measure": MEASURE_COLUMNS, "batas": BATAS_COLUMNS}[source.table]
        assert tuple(rows.columns) == columns
        assert set(rows["snapshot"]) == {7}
        if source.table == "measure":
            assert set(rows["varian"]) <= {varian.id for varian in source.varian}
            assert rows["value"].notna().eq(rows["state"] == "value").all()
