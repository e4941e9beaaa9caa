"""Every source under every fault, without a database: what is refused, where, by which rule, and how it is told.

Sources are those found beside their declarations: a new one is tested here without a line being added.
"""

from __future__ import annotations

from dataclasses import astuple, dataclass
from functools import cache
from pathlib import Path

import pandas as pd
import pytest

from data.catalog.models import Source
from data.errors import ParseError
from data.settings import ROOT
from data.warehouse.records import Reject
from etl.conform import conform, shape_of
from etl.contract import check_headers
from etl.discovery import module_of
from etl.quality import CellId, QualityReport, check
from etl.records import Snapshot
from etl.rows import to_rows
from tests.contract.faults import FAULTS, Spoilt, spoil
from tests.contract.test_sources import CATALOGUE, FOUND, known, samples_of

PUBLISHED = ROOT / "etl" / "published"


def file_of(source: Source) -> Path | None:
    """The published table of a source, else its sample; None where it is no table at all."""
    found = [PUBLISHED / source.file] if source.file else samples_of(source.id)
    return next((path for path in found if path.suffix == ".csv"), None)


TABLES = {source.id: path for source in CATALOGUE.sources.values() if (path := file_of(source)) is not None}
OTHERS = [CATALOGUE.sources[name] for name in FOUND if name not in TABLES]
CASES = [
    pytest.param(CATALOGUE.sources[source_id], name, found, id=f"{source_id}: {name}")
    for source_id, path in sorted(TABLES.items())
    for name in FAULTS
    if (found := spoil(name, path.read_bytes(), CATALOGUE.sources[source_id])) is not None
]


@dataclass(frozen=True, slots=True)
class Read:
    """How far a file came: rows of the source, rows of the warehouse, what was refused."""

    rows_read: int
    frame: pd.DataFrame
    rejects: list[Reject]


def read(source: Source, path: Path) -> Read:
    """Parse, headers, conform, measures. Raises ParseError."""
    snapshot = Snapshot(1, source.id, path.name, "", path, declared=source)
    frame = check_headers(module_of(source.id).parse(snapshot), source, path.name)
    good, rejects = conform(frame, source, known(), path.name)
    assert len(good) + len({reject.line for reject in rejects}) == len(frame)
    return Read(len(frame), to_rows(good, source, snapshot, known())[0], rejects)


@cache
def good(source_id: str) -> Read:
    return read(CATALOGUE.sources[source_id], TABLES[source_id])


def cells_of(source: Source, frame: pd.DataFrame) -> dict[CellId, float | None]:
    """What a frame publishes, as the quality check compares it."""
    if source.table != "measure":
        return {("", str(kode), "", "", ""): None for kode in frame["kode"]}
    keys = (frame[name].astype(str) for name in ("measure", "entitas", "periode", "rincian", "varian"))
    named = zip(*keys, frame["value"], strict=True)
    return {(m, e, p, r, v): value for m, e, p, r, v, value in named if not pd.isna(value)}


def verdict_by_hand(source: Source, now: Read) -> str:
    """Too many rows refused, too many values gone, or nothing left hold; fewer of them warn; none of them passes."""
    before = cells_of(source, good(source.id).frame)
    gone = set(before) - set(cells_of(source, now.frame)) if source.load != "append" else set()
    refused = {reject.line for reject in now.rejects}
    if (
        len(refused) > source.quality.max_rejected_ratio * now.rows_read
        or len(gone) > source.quality.max_vanished_ratio * len(before)
        or now.frame.empty
    ):
        return "hold"
    return "warn" if refused or gone else "publish"


def judged(source: Source, now: Read) -> QualityReport:
    return check(now.frame, source, cells_of(source, good(source.id).frame), now.rejects, now.rows_read)


@pytest.mark.parametrize(("source", "name", "spoilt"), CASES)
def test_a_fault_ends_as_declared(source: Source, name: str, spoilt: Spoilt, tmp_path: Path) -> None:
    path = tmp_path / TABLES[source.id].name
    path.write_bytes(spoilt.body)
    if spoilt.kind == "unreadable":
        with pytest.raises(ParseError) as caught:
            read(source, path)
        assert str(caught.value).startswith(path.name)
        assert spoilt.told in str(caught.value)
        return
    now = read(source, path)
    if spoilt.kind == "harmless":
        assert cells_of(source, now.frame) == cells_of(source, good(source.id).frame)
        assert (now.rejects, now.rows_read) == ([], good(source.id).rows_read)
        return
    report = judged(source, now)
    assert report.verdict == verdict_by_hand(source, now), report.message
    if spoilt.kind == "refused":
        assert_refused(source, spoilt, now, report)


def assert_refused(source: Source, spoilt: Spoilt, now: Read, report: QualityReport) -> None:
    """The rows of the fault and no other; told by line, column and rule, never by value."""
    assert [(r.line, r.column, r.rule) for r in now.rejects] == [
        (line, spoilt.column, spoilt.rule) for line in spoilt.lines
    ]
    assert {r.shape for r in now.rejects} == {shape_of(spoilt.value)}
    if spoilt.column not in ("kode",) and any(c.isalnum() for c in spoilt.value):
        assert not any(spoilt.value == str(field) for r in now.rejects for field in astuple(r))
    first = now.rejects[0]
    assert f"{len(spoilt.lines)} dari {now.rows_read} baris ditolak." in report.message
    assert f"baris {first.line}, kolom {first.column}: {first.message}" in report.message.replace("Baris", "baris")


def test_every_fault_breaks_some_source_and_every_source_has_most_faults() -> None:
    broken = {case.values[1] for case in CASES}
    assert broken == set(FAULTS)
    for source_id in TABLES:
        assert sum(case.values[0] is CATALOGUE.sources[source_id] for case in CASES) >= 13, source_id


@pytest.mark.parametrize("source", OTHERS, ids=lambda source: source.id)
def test_what_is_no_table_is_refused_whole(source: Source, tmp_path: Path) -> None:
    """A given file of another format: cut, empty, or text in its place."""
    for sample in samples_of(source.id):
        body = sample.read_bytes()
        for spoilt in (body[: len(body) // 2], b"", b"kode,nama\n33.16,Blora\n"):
            path = tmp_path / sample.name
            path.write_bytes(spoilt)
            with pytest.raises(ParseError):
                read(source, path)
