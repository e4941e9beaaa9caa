"""A hold: by quality until a run passes or an operator lets the file pass; by an operator until the release."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from data.catalog.loader import load_catalogue
from data.domain.entitas import Kode
from data.domain.indicator import SeriesQuery, State
from data.domain.provenance import Moment
from data.queries.series import read_series
from data.settings import Settings
from etl.pipeline import Outcome
from tests.db.line import Line

# What is tested here is Python; that both servers keep holds and versions is tested with the warehouse.
pytestmark = pytest.mark.parametrize("server", ["embedded"], indirect=True, scope="session")

BLORA_2018 = "33.16,Blora,2018,60.35"
JUMP = "33.16,Blora,2018,10.35"
KEY = ("sakip_nilai", "33.16", "2018", "lingkarjateng_2024")


@pytest.fixture
def loaded(warehouse: Settings, tmp_path: Path) -> Iterator[Line]:
    """Regions and SAKIP, published as versions 1 and 2."""
    line = Line(warehouse, tmp_path)
    line.run("wilayah")
    line.run("sakip")
    yield line
    line.close()


def sakip(line: Line) -> Outcome:
    """Run it."""
    return line.run("sakip")["sakip"]


def state_of(line: Line) -> State:
    """What a tile of Blora's SAKIP shows."""
    cut = line.cut
    day = line.rows("SELECT current_date")[0][0]
    moment = Moment(cut.version, day, cut.catalogue, cut.datasets, cut.held, cut.committed_at)
    query = SeriesQuery("sakip_nilai", (Kode("33.16"),))
    newest = read_series(line.reader, load_catalogue(line.catalog), query, moment).series[0].newest
    assert newest is not None
    return newest[1].state


def test_a_jump_holds_once_keeps_the_old_value_and_shows(loaded: Line) -> None:
    assert state_of(loaded) is not State.HELD
    loaded.replace("sakip.csv", BLORA_2018, JUMP)
    for _ in range(2):
        outcome = sakip(loaded)
        assert (outcome.exit_code, outcome.result.outcome, outcome.result.error) == (5, "held", "QualityError")
        told = "1 angka berubah lebih dari 50% (sakip_nilai 33.16 2018). Data lama tetap dipakai."
        assert outcome.result.message == f"Ditahan pemeriksaan mutu: {told}"
        assert (loaded.cut.version, loaded.cut.held) == (3, ("sakip",))
    assert loaded.values("sakip")[KEY] == 60.35
    assert state_of(loaded) is State.HELD
    findings = loaded.rows("SELECT run, check_name, verdict FROM meta.finding ORDER BY run")
    assert findings == [(3, "lonjakan", "hold"), (4, "lonjakan", "hold")]


def test_vanished_rows_hold_and_nothing_is_half_published(loaded: Line) -> None:
    before = loaded.values("sakip")
    lines = loaded.text("sakip.csv").splitlines(keepends=True)
    with loaded.broken("sakip.csv", "".join([*lines[:4], lines[4].replace(lines[4].split(",")[3], "61.0")])):
        outcome = sakip(loaded)
    assert (outcome.exit_code, outcome.result.rows_inserted, outcome.result.rows_closed) == (5, 0, 0)
    assert "angka yang sudah terbit tidak ada lagi" in outcome.result.message
    assert loaded.values("sakip") == before


def test_vanished_regions_hold_too(loaded: Line) -> None:
    regions = loaded.text("wilayah.csv").splitlines(keepends=True)
    with loaded.broken("wilayah.csv", "".join(regions[:20])):
        outcome = loaded.run("wilayah")["wilayah"]
    assert outcome.exit_code == 5
    assert "wilayah yang sudah terbit tidak ada lagi" in outcome.result.message
    assert len(loaded.reader.entitas(loaded.cut.version)) == len(regions) - 1


def test_many_refused_rows_hold(loaded: Line) -> None:
    loaded.replace("sakip.csv", BLORA_2018, '33.16,Blora,2018,"60,35"')
    outcome = sakip(loaded)
    assert (outcome.exit_code, outcome.result.rows_rejected) == (5, 1)
    assert loaded.rows("SELECT column_name, rule, shape FROM meta.reject") == [("nilai", "tanda_desimal", "99,99")]


def test_the_next_run_that_passes_releases_what_quality_held(loaded: Line) -> None:
    with loaded.broken("sakip.csv", loaded.text("sakip.csv").replace(BLORA_2018, JUMP)):
        sakip(loaded)
    outcome = sakip(loaded)
    assert (outcome.exit_code, outcome.result.outcome) == (0, "unchanged")
    assert outcome.result.message == "Tidak ada perubahan; tidak ada versi baru. Penahanan mutu dicabut."
    assert (loaded.cut.version, loaded.cut.held) == (4, ())
    loaded.replace("sakip.csv", BLORA_2018, "33.16,Blora,2018,60.36")
    assert sakip(loaded).result.version == 5
    kinds = loaded.rows("SELECT kind, run FROM meta.version WHERE dataset = 'sakip' ORDER BY version")
    assert kinds == [("publish", 2), ("hold", 3), ("release", 4), ("publish", 5)]


@pytest.mark.parametrize("verb", ["hold", "rollback"])
def test_no_run_releases_what_an_operator_holds(loaded: Line, verb: str) -> None:
    if verb == "hold":
        loaded.publisher.hold("sakip")
    else:
        loaded.publisher.rollback("sakip", 2)
    for text in (JUMP, "33.16,Blora,2018,60.36"):
        with loaded.broken("sakip.csv", loaded.text("sakip.csv").replace(BLORA_2018, text)):
            outcome = sakip(loaded)
        assert (outcome.exit_code, outcome.result.outcome, outcome.result.error) == (8, "held", "HeldError")
        assert "python -m etl release" in outcome.result.message
        assert (loaded.cut.version, loaded.cut.held) == (3, ("sakip",))
    assert loaded.values("sakip")[KEY] == 60.35
    loaded.publisher.release("sakip")
    assert sakip(loaded).result.outcome == "unchanged"


def test_an_operator_takes_over_what_quality_held(loaded: Line) -> None:
    with loaded.broken("sakip.csv", loaded.text("sakip.csv").replace(BLORA_2018, JUMP)):
        sakip(loaded)
    assert loaded.publisher.hold("sakip").version == 4
    assert sakip(loaded).exit_code == 8
    assert loaded.cut.held == ("sakip",)


def test_an_operator_lets_a_held_file_pass_and_no_other(loaded: Line) -> None:
    loaded.replace("sakip.csv", BLORA_2018, JUMP)
    sakip(loaded)
    loaded.publisher.release("sakip")
    with loaded.broken("sakip.csv", loaded.text("sakip.csv").replace(JUMP, "33.16,Blora,2018,9.35")):
        assert sakip(loaded).exit_code == 5
    loaded.publisher.release("sakip")
    assert sakip(loaded).exit_code == 5
    loaded.publisher.release("sakip")
    outcome = sakip(loaded)
    assert (outcome.exit_code, outcome.result.outcome) == (0, "published")
    assert outcome.result.message.endswith("Diterbitkan karena operator melepaskan berkas ini.")
    assert loaded.values("sakip")[KEY] == 10.35
    assert sakip(loaded).result.outcome == "unchanged"


def test_an_empty_table_is_never_let_pass(loaded: Line) -> None:
    rows, before = loaded.text("sakip.csv").splitlines(keepends=True), loaded.values("sakip")
    with loaded.broken("sakip.csv", "".join([rows[0], rows[1].replace("32.11", "99.99")])):
        assert sakip(loaded).exit_code == 5
        loaded.publisher.release("sakip")
        assert sakip(loaded).exit_code == 5
    assert before and loaded.values("sakip") == before
