"""A fault of each kind in every source's own file, on the whole line: its outcome, the last good data, and healing.

Which fault stands for its kind turns from source to source, so that all of them come up; that each source meets every
fault is tested without a database in tests/contract/test_faults.py.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from data.catalog.models import Source
from data.settings import Settings
from etl.conform import shape_of
from etl.pipeline import Outcome
from tests.contract.faults import FAULTS, Kind, Spoilt, spoil
from tests.contract.test_faults import TABLES
from tests.contract.test_sources import CATALOGUE
from tests.db.line import Line
from tests.servers import TEMPLATE, Server, create_database, drop_database, url_of

# What is tested here is Python; that both servers keep holds and versions is tested with the warehouse.
pytestmark = [pytest.mark.db, pytest.mark.parametrize("server", ["embedded"], indirect=True, scope="session")]
FILED = [source for source in CATALOGUE.sources.values() if source.file]
by_source = pytest.mark.parametrize(("turn", "source"), list(enumerate(FILED)), ids=[one.id for one in FILED])


@pytest.fixture(scope="module")
def line(server: Server, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Line]:
    """Every published source, loaded once; each test leaves it as it was."""
    folder: Path = tmp_path_factory.mktemp("gangguan")
    create_database(server, "gangguan", TEMPLATE)
    found = Line(Settings(data_dir=folder, database_url=url_of(server, "gangguan")), folder)
    found.run()
    yield found
    found.close()
    drop_database(server, "gangguan")


def one_of(kind: Kind, source: Source, turn: int) -> Spoilt | None:
    """A spoilt file of this kind; another fault for each turn."""
    body = TABLES[source.id].read_bytes()
    found = [one for name in FAULTS if (one := spoil(name, body, source)) is not None and one.kind == kind]
    return found[turn % len(found)] if found else None


def spoilt_run(line: Line, source: Source, spoilt: Spoilt) -> Outcome:
    with line.broken(source.file, spoilt.body):
        return line.run(source.id)[source.id]


def stored(line: Line, source: Source) -> object:
    """All that stands of a source now."""
    version = line.cut.version
    if source.table == "entitas":
        return line.reader.entitas(version, source.id)
    if source.table == "batas":
        return line.reader.boundaries(source.id, version)
    return line.values(source.id)


def version_of(line: Line, source: Source) -> int:
    return dict(line.cut.datasets)[source.id]


@by_source
def test_what_cannot_be_read_changes_nothing_and_the_next_file_heals(line: Line, turn: int, source: Source) -> None:
    before, version = stored(line, source), version_of(line, source)
    spoilt = one_of("unreadable", source, turn)
    assert spoilt is not None
    outcome = spoilt_run(line, source, spoilt)
    assert (outcome.exit_code, outcome.result.outcome, outcome.result.error) == (4, "failed", "ParseError")
    assert outcome.result.message.startswith(f"Berkas tidak terbaca: {source.file}")
    assert spoilt.told in outcome.result.message
    assert (stored(line, source), version_of(line, source)) == (before, version)
    assert line.run(source.id)[source.id].result.outcome == "unchanged"


@by_source
def test_a_refused_row_is_kept_by_place_and_its_last_value_stays(line: Line, turn: int, source: Source) -> None:
    """Whether the rest is published or all is held, no value that stood is lost; a good file lifts the hold."""
    before = stored(line, source)
    spoilt = one_of("refused", source, turn)
    assert spoilt is not None
    outcome = spoilt_run(line, source, spoilt)
    newest = "(SELECT max(id) FROM meta.run)"
    query = f"SELECT line, column_name, rule, shape FROM meta.reject WHERE run = {newest} ORDER BY line"
    shape = shape_of(spoilt.value)
    assert line.rows(query) == [(at, spoilt.column, spoilt.rule, shape) for at in spoilt.lines]
    assert f"{len(spoilt.lines)} dari " in outcome.result.message
    assert f"aris {spoilt.lines[0]}, kolom {spoilt.column}: " in outcome.result.message
    is_held = outcome.result.outcome == "held"
    assert outcome.exit_code == (5 if is_held else 0)
    assert (source.id in line.cut.held) is is_held
    assert stored(line, source) == before
    healed = line.run(source.id)[source.id]
    assert (healed.exit_code, healed.result.rows_rejected, line.cut.held) == (0, 0, ())
    assert stored(line, source) == before


@by_source
def test_a_row_that_vanished_is_told_and_comes_back(line: Line, turn: int, source: Source) -> None:
    """A publisher may take a figure back: within the declared share it is closed with a warning, beyond it is held."""
    before = stored(line, source)
    spoilt = one_of("vanished", source, turn)
    if spoilt is None:
        assert len(TABLES[source.id].read_text(encoding="utf-8").splitlines()) == 2
        return
    outcome = spoilt_run(line, source, spoilt)
    if outcome.result.outcome == "held":
        assert "yang sudah terbit tidak ada lagi" in outcome.result.message
        assert stored(line, source) == before
    elif outcome.result.rows_closed:
        assert "yang sudah terbit tidak ada lagi" in outcome.result.message
    else:
        assert stored(line, source) == before
    assert line.run(source.id)[source.id].exit_code == 0
    assert (stored(line, source), line.cut.held) == (before, ())


@by_source
def test_marks_and_line_ends_make_no_version(line: Line, turn: int, source: Source) -> None:
    version = version_of(line, source)
    spoilt = one_of("harmless", source, turn)
    assert spoilt is not None
    assert spoilt_run(line, source, spoilt).result.outcome == "unchanged"
    assert version_of(line, source) == version
