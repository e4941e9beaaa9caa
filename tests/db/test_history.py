"""Random histories against a twin that keeps every version as a plain dict."""

from __future__ import annotations

import itertools
from collections.abc import Iterable
from dataclasses import dataclass, field

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from data.domain.entitas import Kode
from data.domain.provenance import Cell
from data.errors import HeldError
from data.warehouse.records import Load
from tests.db.desk import CATALOGUE, Desk, key

KODES = [Kode(k) for k in ("33", "33.16", "33.16.01", "33.16.01.2001", "33.16.02.2001", "33.17.01.2001", "33.160")]
PERIODS = ["2022", "2023", "2024"]
_NUMBERS = itertools.count(1)

Facts = dict[tuple[str, str], float | None]
CELLS = st.dictionaries(
    st.tuples(st.sampled_from(KODES), st.sampled_from(PERIODS)),
    st.one_of(st.none(), st.sampled_from([0.0, 0.5, -1.5])),
    max_size=8,
)
STEPS = st.one_of(
    st.tuples(st.just("publish"), st.sampled_from(["full", "partition", "append"]), CELLS),
    st.tuples(st.just("rollback"), st.integers(0, 20), st.none()),
    st.tuples(st.sampled_from(["hold", "release"]), st.none(), st.none()),
)


@dataclass
class Twin:
    """One dataset as it should be: what is visible, at every version it had."""

    visible: Facts = field(default_factory=dict)
    is_held: bool = False
    versions: list[int] = field(default_factory=list)
    at: dict[int, Facts] = field(default_factory=dict)

    def publish(self, load: Load, cells: Facts) -> Facts:
        """What a publish leaves visible."""
        periods = {periode for _, periode in cells}
        gone = {"full": set(PERIODS), "partition": periods, "append": set()}[load]
        return {**{cell: value for cell, value in self.visible.items() if cell[1] not in gone}, **cells}

    def note(self, version: int | None, visible: Facts) -> None:
        """Keep a version that was made."""
        if version is not None:
            self.visible = visible
            self.versions.append(version)
            self.at[version] = dict(visible)


def play(desk: Desk, twin: Twin, dataset: str, step: tuple[str, object, object]) -> None:
    """One step on both."""
    verb, choice, cells = step
    if verb == "publish":
        expected = twin.publish(choice, cells)  # type: ignore[arg-type]
        if twin.is_held:
            with pytest.raises(HeldError):
                desk.publish(dataset, cells, choice)  # type: ignore[arg-type]
            return
        published = desk.publish(dataset, cells, choice)  # type: ignore[arg-type]
        assert (published.version is None) == (expected == twin.visible)
        twin.note(published.version, expected)
    elif verb == "rollback" and twin.versions:
        target = twin.versions[int(str(choice)) % len(twin.versions)]
        twin.note(desk.writer.rollback(dataset, target, None, CATALOGUE).version, dict(twin.at[target]))
        twin.is_held = True
    elif verb in ("hold", "release"):
        done = getattr(desk.writer, verb)(dataset, None, CATALOGUE)
        assert (done.version is None) == (twin.is_held == (verb == "hold"))
        twin.note(done.version, twin.visible)
        twin.is_held = verb == "hold"


def plain(cells: Iterable[Cell]) -> list[tuple[str, str, float | None]]:
    """Cells as the twin has them, in the order they came."""
    return [(cell.key.entitas, cell.periode, cell.value) for cell in cells]


def compare(desk: Desk, dataset: str, version: int, visible: Facts) -> None:
    """Every question about cells at one version."""
    rows = sorted((kode, periode, value) for (kode, periode), value in visible.items())
    keys = [key(dataset, kode) for kode in KODES]
    assert plain(desk.reader.cells(keys, version)) == rows
    newest = {kode: (kode, periode, value) for kode, periode, value in rows}
    assert plain(desk.reader.latest(keys, version)) == [newest[kode] for kode in sorted(newest)]
    line = (dataset, "ukuran", "", "x")
    for periode in PERIODS:
        assert plain(desk.reader.cells_at(*line, periode, KODES, version)) == [r for r in rows if r[1] == periode]
    for induk, dots in ((Kode("33.16"), 3), (Kode("33.16"), 2), (Kode("33"), 1), (Kode("00"), 0), (Kode("00"), 3)):
        below = [r for r in rows if (induk == "00" or r[0].startswith(f"{induk}.")) and r[0].count(".") == dots]
        assert plain(desk.reader.cells_below(*line, induk, dots, version)) == below


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(history=st.lists(STEPS, min_size=1, max_size=8))
def test_every_version_reads_as_the_twin_says(desk: Desk, history: list[tuple[str, object, object]]) -> None:
    dataset, twin = f"riwayat_{next(_NUMBERS)}", Twin()
    for step in history:
        play(desk, twin, dataset, step)
    cut = desk.reader.cut()
    assert dict(cut.datasets).get(dataset) == (twin.versions[-1] if twin.versions else None)
    assert (dataset in cut.held) == twin.is_held
    for version, visible in twin.at.items():
        compare(desk, dataset, version, visible)
    former = desk.reader.former([key(dataset, kode) for kode in KODES], cut.version)
    for cell in former:
        assert cell.to_version is not None
        place = (cell.key.entitas, cell.periode)
        assert twin.at[cell.from_version][place] == cell.value
        assert twin.at[cell.to_version].get(place, "tidak ada") != cell.value
