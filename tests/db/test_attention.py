"""The list of concerns and of changes, held against a naive walk over bare values that shares no judgement with it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

import pytest

from data.catalog.models import Catalogue, Indicator, TargetList, TargetRow
from data.domain.attention import AttentionQuery, Severity
from data.domain.changes import ChangeKind, ChangesQuery
from data.domain.entitas import Kode
from data.domain.indicator import Direction, Kind, SeriesQuery
from data.domain.provenance import Moment
from data.queries.attention import read_attention
from data.queries.changes import read_changes
from data.queries.many import read_many
from data.queries.places import read_places
from data.queries.series import read_series
from tests.db.line import Line, loaded_line
from tests.servers import Server

pytestmark = pytest.mark.db
BLORA = Kode("33.16")
DAY = date(2026, 11, 24)


@pytest.fixture(scope="module")
def line(server: Server, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Line]:
    with loaded_line(server, "perhatian", tmp_path_factory.mktemp("perhatian")) as found:
        yield found


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


Values = dict[str, float]


def values_of(line: Line, catalogue: Catalogue, name: str, moment: Moment) -> dict[Kode, dict[str, Values]]:
    """Region -> method -> period -> value, for all of Central Java; nothing judged yet."""
    kodes = tuple(sorted(kode for kode in read_places(line.reader, moment.version) if kode.startswith("33.")))
    asked = SeriesQuery(name, tuple(kode for kode in kodes if kode.count(".") == 1))
    return {
        one.entitas: {part.id: {r.periode: r.value for r in part.readings if r.value is not None} for part in one.lines}
        for one in read_series(line.reader, catalogue, asked, moment).series
    }


def target_of(catalogue: Catalogue, name: str, periode: str) -> float | None:
    """The first target of Blora from that period on, else its last; of one period the document dated last."""
    told = [
        (row.periode, one.dated_on, one.id, row.value)
        for one in catalogue.targets.values()
        for row in one.targets
        if (row.indicator, row.entitas) == (name, BLORA)
    ]
    coming = sorted(one[0] for one in told if one[0] >= periode)
    at = coming[0] if coming else max((one[0] for one in told), default="")
    return max((one for one in told if one[0] == at), default=(None,))[-1]


def naive(line: Line, catalogue: Catalogue, moment: Moment) -> dict[str, Severity]:
    """Each indicator judged by hand from bare values: off or near its target, worse than before, in the last quarter.

    Nothing of what judges in the product is used.
    """
    found: dict[str, Severity] = {}
    for name, indicator in catalogue.indicators.items():
        everyone = values_of(line, catalogue, name, moment)
        own = [(max(values), method) for method, values in everyone[BLORA].items() if values]
        if indicator.kind is Kind.RULE or not own:
            continue
        newest = max(periode for periode, _ in own)
        method = next(method for periode, method in own if periode == newest)
        value = everyone[BLORA][method][newest]
        severity = worst(indicator, value, target_of(catalogue, name, newest), everyone, (method, newest))
        if severity is not None:
            found[name] = severity
    return found


def is_same_weekday(one: str, other: str) -> bool:
    """Only days have a weekday; longer periods are all alike."""
    if len(one) != len("2026-11-24"):
        return True
    return date.fromisoformat(one).weekday() == date.fromisoformat(other).weekday()


def worst(
    indicator: Indicator,
    value: float,
    target: float | None,
    everyone: dict[Kode, dict[str, Values]],
    at: tuple[str, str],
) -> Severity | None:
    """The gravest that holds; where no direction is declared nothing is better or worse."""
    if indicator.direction is Direction.NONE:
        return None
    method, newest = at
    is_up = indicator.direction is Direction.UP
    if target is not None and (value < target if is_up else value > target):
        near = indicator.tolerance_ratio * abs(target)
        return Severity.NEAR if abs(value - target) <= near else Severity.OFF
    before = [periode for periode in everyone[BLORA][method] if periode < newest and is_same_weekday(periode, newest)]
    if before:
        earlier = everyone[BLORA][method][max(before)]
        if value < earlier if is_up else value > earlier:
            return Severity.WORSENING
    siblings = [parts[method].get(newest) for parts in everyone.values()]
    if indicator.is_count or indicator.kind is Kind.TOTAL or any(one is None for one in siblings):
        return None
    better = sum(one > value if is_up else one < value for one in siblings if one is not None)
    return Severity.BOTTOM if 4 * (better + 1) > 3 * len(siblings) else None


@pytest.mark.parametrize("target", [5.0, 10.4, 12.0])
@pytest.mark.parametrize("day", [date(2025, 12, 31), DAY, date(2031, 1, 1)])
def test_the_list_is_what_a_naive_walk_finds(line: Line, target: float, day: date) -> None:
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
