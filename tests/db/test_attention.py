"""The list of concerns and of changes, held against a naive walk over the tiles and series of the same declarations."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from data.catalog.models import Catalogue, TargetList, TargetRow
from data.domain.attention import AttentionQuery, Severity
from data.domain.changes import ChangeKind, ChangesQuery
from data.domain.entitas import Kode
from data.domain.indicator import Direction, Kind, SeriesQuery, Status, TileQuery
from data.domain.provenance import Moment
from data.queries.attention import read_attention
from data.queries.changes import read_changes
from data.queries.many import read_many
from data.queries.series import read_series
from data.queries.tile import read_tile
from data.settings import Settings
from tests.db.line import Line
from tests.servers import TEMPLATE, Server, create_database, drop_database, url_of

pytestmark = pytest.mark.db
BLORA = Kode("33.16")
DAY = date(2026, 11, 24)


@pytest.fixture(scope="module")
def line(server: Server, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Line]:
    """Every published source, loaded once."""
    folder: Path = tmp_path_factory.mktemp("perhatian")
    create_database(server, "perhatian", TEMPLATE)
    found = Line(Settings(data_dir=folder, database_url=url_of(server, "perhatian")), folder)
    found.run()
    yield found
    found.close()
    drop_database(server, "perhatian")


def now(line: Line, day: date = DAY) -> Moment:
    cut = line.cut
    return Moment(cut.version, day, "", cut.datasets, cut.held, cut.committed_at)


def with_target(catalogue: Catalogue, value: float) -> Catalogue:
    """A made-up target for the poverty rate of Blora, which has none."""
    row = TargetRow(indicator="kemiskinan_p0", entitas=BLORA, periode="2026", value=value)
    told = TargetList(id="uji", title="Uji", legal_basis="Dokumen uji", dated_on=date(2025, 3, 19), targets=(row,))
    return catalogue.model_copy(update={"targets": {**catalogue.targets, "uji": told}})


def test_many_series_are_those_asked_one_by_one(line: Line) -> None:
    indicators = list(line.catalogue.indicators.values())
    found = read_many(line.reader, line.catalogue, indicators, BLORA, now(line))
    for indicator in indicators:
        one = read_series(line.reader, line.catalogue, SeriesQuery(indicator.id, (BLORA,)), now(line)).series[0]
        bare = replace(
            one,
            lines=tuple(replace(o, readings=tuple(replace(r, former=()) for r in o.readings)) for o in one.lines),
        )
        assert replace(found[indicator.id]) == bare, indicator.id


def naive(line: Line, catalogue: Catalogue, moment: Moment) -> dict[str, Severity]:
    """Each indicator's tile judged by hand."""
    found: dict[str, Severity] = {}
    for indicator in catalogue.indicators.values():
        if indicator.kind is Kind.RULE:
            continue
        tile = read_tile(line.reader, catalogue, TileQuery(indicator.id, BLORA, ()), moment)
        sign = {Direction.UP: 1, Direction.DOWN: -1, Direction.NONE: 0}[indicator.direction]
        if tile.status is Status.OFF:
            found[indicator.id] = Severity.OFF
        elif tile.status is Status.NEAR:
            found[indicator.id] = Severity.NEAR
        elif tile.change is not None and tile.change * sign < 0:
            found[indicator.id] = Severity.WORSENING
        elif tile.place and not indicator.is_count and sign and tile.place * 4 > tile.place_expected * 3:
            found[indicator.id] = Severity.BOTTOM
    return found


@pytest.mark.parametrize("target", [5.0, 10.4, 12.0])
@pytest.mark.parametrize("day", [date(2025, 12, 31), DAY, date(2031, 1, 1)])
def test_the_list_is_what_the_tiles_say_one_by_one(line: Line, target: float, day: date) -> None:
    catalogue = with_target(line.catalogue, target)
    attention = read_attention(line.reader, catalogue, AttentionQuery(BLORA), now(line, day))
    assert {one.indicator: one.severity for one in attention.entries} == naive(line, catalogue, now(line, day))
    assert [one.severity for one in attention.entries] == sorted(one.severity for one in attention.entries)
    assert (
        attention.loaded
        <= attention.indicators
        == sum(one.kind is not Kind.RULE for one in catalogue.indicators.values())
    )


def test_gap_days_red_and_people_of_a_missed_target(line: Line) -> None:
    attention = read_attention(line.reader, with_target(line.catalogue, 5.0), AttentionQuery(BLORA), now(line))
    concern = next(one for one in attention.entries if one.indicator == "kemiskinan_p0")
    assert concern.severity is Severity.OFF
    assert concern.gap == pytest.approx(concern.value - 5.0)
    assert concern.gap_ratio == pytest.approx((concern.value - 5.0) / 5.0)
    assert concern.red_since == date(2025, 3, 19)
    assert concern.days_red == (DAY - date(2025, 3, 19)).days
    assert concern.people is not None and concern.people.indicator == "penduduk_miskin"


def test_without_targets_nothing_is_red(line: Line) -> None:
    bare = line.catalogue.model_copy(update={"targets": {}})
    attention = read_attention(line.reader, bare, AttentionQuery(BLORA), now(line))
    assert not [one for one in attention.entries if one.severity in (Severity.OFF, Severity.NEAR)]
    assert attention.with_target == attention.on_target == 0


def test_changes_between_two_versions_are_told_and_those_before_are_not(line: Line) -> None:
    before = line.cut.version
    text = line.text("spbe.csv")
    row = next(one for one in text.splitlines() if one.startswith("33.16,") and ",2024," in one)
    line.replace("spbe.csv", row, row.replace("3.28", "3.29", 1))
    line.run("spbe")
    moment = now(line)
    found = read_changes(line.reader, line.catalogue, ChangesQuery(BLORA, before), moment)
    told = {(one.indicator, one.periode): one for one in found.changes}
    change = told["spbe_indeks", "2024"]
    assert (change.kind, change.before, change.after, change.is_newest) == (ChangeKind.REVISED, 3.28, 3.29, True)
    assert {name for name, _ in told} == {"spbe_indeks"}
    assert read_changes(line.reader, line.catalogue, ChangesQuery(BLORA, moment.version), moment).changes == ()
    first = read_changes(line.reader, line.catalogue, ChangesQuery(BLORA, 0), moment)
    assert {one.kind for one in first.changes} == {ChangeKind.NEW}
    daily = read_changes(
        line.reader, line.catalogue, ChangesQuery(BLORA, None), replace(moment, as_of=date(2031, 1, 1))
    )
    assert (daily.since, daily.changes) == (moment.version, ())
