"""Periods are spans of calendar days that join without a gap and sort as they read."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from data.domain.periode import Cadence, cadence_of, end_on, following, periode_of, previous, start_on
from data.errors import UnknownError

DAYS = st.dates(min_value=date(1945, 8, 17), max_value=date(2999, 12, 31))
CADENCES = st.sampled_from(Cadence)


@pytest.mark.parametrize(
    ("periode", "cadence", "start", "end"),
    [
        ("2024", Cadence.TAHUNAN, date(2024, 1, 1), date(2024, 12, 31)),
        ("2024-S1", Cadence.SEMESTERAN, date(2024, 1, 1), date(2024, 6, 30)),
        ("2024-S2", Cadence.SEMESTERAN, date(2024, 7, 1), date(2024, 12, 31)),
        ("2024-Q1", Cadence.TRIWULANAN, date(2024, 1, 1), date(2024, 3, 31)),
        ("2024-Q4", Cadence.TRIWULANAN, date(2024, 10, 1), date(2024, 12, 31)),
        ("2024-02", Cadence.BULANAN, date(2024, 2, 1), date(2024, 2, 29)),
        ("2023-02", Cadence.BULANAN, date(2023, 2, 1), date(2023, 2, 28)),
        ("2024-02-29", Cadence.HARIAN, date(2024, 2, 29), date(2024, 2, 29)),
    ],
)
def test_each_format_has_its_span(periode: str, cadence: Cadence, start: date, end: date) -> None:
    assert (cadence_of(periode), start_on(periode), end_on(periode)) == (cadence, start, end)


@pytest.mark.parametrize("text", ["", "24", "2024-5", "2024-Q5", "2024-S3", "2024/05", "2024 ", "٢٠٢٤", "2024-005"])
def test_other_text_is_no_period(text: str) -> None:
    with pytest.raises(UnknownError, match="tidak sah"):
        cadence_of(text)


@pytest.mark.parametrize("text", ["2024-13", "2024-00", "2023-02-29", "0000", "2024-04-31"])
def test_what_no_calendar_has_is_no_period(text: str) -> None:
    with pytest.raises(UnknownError, match="bukan tanggal kalender"):
        start_on(text)


@given(DAYS, CADENCES)
def test_the_period_of_a_day_holds_the_day(day: date, cadence: Cadence) -> None:
    periode = periode_of(day, cadence)
    assert cadence_of(periode) is cadence
    assert start_on(periode) <= day <= end_on(periode)


@given(DAYS, CADENCES)
def test_neighbours_join_without_gap_and_sort(day: date, cadence: Cadence) -> None:
    periode = periode_of(day, cadence)
    assert end_on(previous(periode)) + timedelta(days=1) == start_on(periode)
    assert following(previous(periode)) == periode
    assert previous(periode) < periode < following(periode)
