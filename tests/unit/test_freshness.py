"""A source is late from the day after a period was due, and only by its own cadence."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from data.domain.freshness import due_on, freshness
from data.domain.indicator import Freshness
from data.domain.periode import Cadence, end_on, following, periode_of

DAYS = st.dates(min_value=date(2000, 1, 1), max_value=date(2100, 12, 31))


@pytest.mark.parametrize(
    ("newest", "as_of", "expected", "days_late"),
    [
        ("2023", date(2025, 4, 29), "2023", 0),
        ("2023", date(2025, 4, 30), "2024", 0),
        ("2023", date(2025, 5, 1), "2024", 1),
        ("2022", date(2025, 5, 1), "2024", 367),
        ("2022", date(2025, 4, 30), "2024", 366),
        ("2024", date(2025, 5, 1), "2024", 0),
        ("2025", date(2025, 5, 1), "2024", 0),
        (None, date(2025, 5, 10), "2024", 10),
    ],
)
def test_spbe_of_a_year_is_due_120_days_after_it(
    newest: str | None, as_of: date, expected: str, days_late: int
) -> None:
    found = freshness(newest, Cadence.TAHUNAN, 120, as_of)
    assert (found.newest, found.expected, found.days_late) == (newest, expected, days_late)
    if days_late:
        assert found.due_on == due_on(found.missing, 120) == as_of - timedelta(days=days_late)


def test_due_at_once_is_due_on_the_last_day() -> None:
    assert due_on("2024-02", 0) == date(2024, 2, 29)
    assert freshness("2024-01", Cadence.BULANAN, 0, date(2024, 2, 28)).expected == "2024-01"
    assert freshness("2024-01", Cadence.BULANAN, 0, date(2024, 2, 29)) == Freshness(
        "2024-01", "2024-02", date(2024, 2, 29), 0
    )


def test_due_long_after_a_short_period_goes_back_many_periods() -> None:
    assert freshness(None, Cadence.HARIAN, 40, date(2024, 3, 1)).expected == "2024-01-21"


@given(DAYS, st.sampled_from(Cadence), st.integers(0, 400))
def test_the_expected_period_is_the_newest_that_is_due(as_of: date, cadence: Cadence, due_days: int) -> None:
    found = freshness(None, cadence, due_days, as_of)
    assert end_on(found.expected) + timedelta(days=due_days) == found.due_on <= as_of
    assert due_on(following(found.expected), due_days) > as_of
    assert found.days_late == (as_of - found.due_on).days


@given(DAYS, DAYS, st.sampled_from(Cadence), st.integers(0, 400))
def test_a_day_later_it_is_a_day_later_until_a_figure_comes(
    loaded: date, as_of: date, cadence: Cadence, due_days: int
) -> None:
    newest = periode_of(loaded, cadence)
    today, tomorrow = (freshness(newest, cadence, due_days, as_of + timedelta(days=day)) for day in (0, 1))
    assert tomorrow.days_late in ({today.days_late + 1} if today.is_late else {0, 1})
    assert today.missing == tomorrow.missing == following(newest)


@given(DAYS, DAYS, st.sampled_from(Cadence), st.integers(0, 400))
def test_newer_data_is_never_later(loaded: date, as_of: date, cadence: Cadence, due_days: int) -> None:
    newest = periode_of(loaded, cadence)
    late = freshness(newest, cadence, due_days, as_of).days_late
    assert freshness(following(newest), cadence, due_days, as_of).days_late <= late
    assert (late > 0) <= (newest < freshness(newest, cadence, due_days, as_of).expected)
