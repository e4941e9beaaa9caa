"""Removing data, lateness or rounding never makes a status better."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from components import examples
from components.format import format_number
from data.catalog.models import Catalogue, Indicator, TargetList, TargetRow
from data.domain.attention import Concern, Severity, rank_of
from data.domain.indicator import Direction, Freshness, Line, Series, State, Status, Target
from data.queries.judgement import change_of, judge_status, status_of, target_for

TARGET = Target("2026", 3.5, "Perda contoh")
GRADES = {Status.ON_TARGET: 3, Status.NEAR: 2, Status.OFF: 1, Status.NONE: 0}
VALUES = st.floats(0, 10, allow_nan=False)


def indicator(direction: Direction) -> Indicator:
    return examples.INDICATOR.model_copy(update={"direction": direction})


@given(VALUES, st.sampled_from(Direction), st.sampled_from([State.STALE, State.HELD]))
def test_what_is_late_or_held_is_never_on_target_and_never_better(
    value: float, direction: Direction, state: State
) -> None:
    fresh = examples.reading("2025", value)
    status = judge_status(indicator(direction), fresh, TARGET)
    judged = judge_status(indicator(direction), replace(fresh, state=state), TARGET)
    assert judged is not Status.ON_TARGET
    assert GRADES[judged] <= GRADES[status]


@given(VALUES, st.sampled_from(Direction), st.integers(0, 294))
def test_a_part_that_did_not_report_never_makes_it_better(value: float, direction: Direction, reporting: int) -> None:
    whole = replace(examples.reading("2025", value), reporting=295, expected=295)
    part = replace(whole, reporting=reporting)
    assert judge_status(indicator(direction), part, TARGET) is not Status.ON_TARGET
    assert (
        GRADES[judge_status(indicator(direction), part, TARGET)]
        <= GRADES[judge_status(indicator(direction), whole, TARGET)]
    )


def test_a_value_that_prints_as_its_target_is_judged_unrounded() -> None:
    down = indicator(Direction.DOWN)
    assert format_number(3.504, 2) == format_number(3.5, 2)
    assert status_of(down, 3.504, TARGET) is Status.NEAR
    assert status_of(down, 3.5, TARGET) is Status.ON_TARGET


@pytest.mark.parametrize("value", [None, 3.0])
def test_without_target_or_value_there_is_no_status(value: float | None) -> None:
    reading = examples.reading("2025", value)
    assert judge_status(examples.INDICATOR, reading, None) is Status.NONE
    assert (judge_status(examples.INDICATOR, reading, TARGET) is Status.NONE) == (value is None)


def concern(severity: Severity, name: str, **facts: float) -> Concern:
    age = Freshness("2025", "2025", date(2026, 4, 30), 0)
    bare = Concern(name, severity, "2025", "", 3.0, State.VALUE, False, TARGET, None, 0, age)
    return replace(bare, **facts)  # type: ignore[arg-type]


def test_the_list_is_by_severity_then_gap_then_days_red() -> None:
    ordered = [
        concern(Severity.OFF, "a", gap_ratio=0.9, days_red=1),
        concern(Severity.OFF, "b", gap_ratio=0.2, days_red=900),
        concern(Severity.OFF, "c", gap_ratio=0.2, days_red=30),
        concern(Severity.NEAR, "d", gap_ratio=5.0, days_red=9000),
        concern(Severity.WORSENING, "e", change_ratio=0.5),
        concern(Severity.WORSENING, "f", change_ratio=0.1),
        concern(Severity.BOTTOM, "g"),
    ]
    assert [one.indicator for one in sorted(reversed(ordered), key=rank_of)] == list("abcdefg")


@pytest.mark.parametrize(
    ("days", "expected"),
    [
        (("2025-04-02", "2025-04-03", "2025-04-08"), (None, None)),
        (("2025-04-01", "2025-04-03", "2025-04-08"), (2.0, "2025-04-01")),
        (("2025-03-25", "2025-04-01", "2025-04-08"), (1.0, "2025-04-01")),
        (("2025-01", "2025-02", "2025-03"), (1.0, "2025-02")),
    ],
)
def test_only_like_days_are_held_against_each_other(
    days: tuple[str, ...], expected: tuple[float | None, str | None]
) -> None:
    line = Line("baru", "Aturan baru", tuple(examples.reading(day, float(at)) for at, day in enumerate(days)))
    own = Series("contoh", examples.UTAMA, "Kabupaten Blora", (line,))
    assert change_of(own, line, line.readings[-1]) == expected


def test_of_two_targets_for_one_period_the_later_word_holds() -> None:
    row = TargetRow(indicator="contoh", entitas=examples.UTAMA, periode="2024", value=14.0)
    lists = [
        TargetList(id="akhir", title="Akhir", legal_basis="RKP", dated_on=date(2023, 9, 1), targets=(
            row.model_copy(update={"value": 20.1}),
        )),
        TargetList(id="awal", title="Awal", legal_basis="Perpres", dated_on=date(2021, 8, 5), targets=(row,)),
    ]  # fmt: skip
    for order in (lists, lists[::-1]):
        catalogue = Catalogue.model_construct(None, targets={one.id: one for one in order})
        found = target_for(catalogue, examples.INDICATOR, examples.UTAMA, "2023")
        assert found is not None and found.value == 20.1
