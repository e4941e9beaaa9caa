"""Numbers, dates and periods as an Indonesian reader expects them, whatever zone the machine stands in."""

from __future__ import annotations

import os
import time
from collections.abc import Iterator
from datetime import UTC, date, datetime

import pytest

from components.examples import INDICATOR, PERCENT, reading
from components.format import (
    format_age,
    format_change,
    format_date,
    format_instant,
    format_number,
    format_periode,
    format_value,
    format_weekday,
    short_name,
    with_unit,
)
from data.domain.indicator import STATE_WORDS, State
from data.errors import UnknownError

ZONES = ("UTC", "Asia/Jakarta", "America/New_York")


@pytest.fixture(params=ZONES)
def zone(request: pytest.FixtureRequest) -> Iterator[str]:
    """The process stands in another zone for the length of a test."""
    before = os.environ.get("TZ")
    os.environ["TZ"] = request.param
    time.tzset()
    yield request.param
    if before is None:
        del os.environ["TZ"]
    else:
        os.environ["TZ"] = before
    time.tzset()


@pytest.mark.parametrize(
    ("value", "decimals", "text"),
    [
        (10.58, 2, "10,58"),
        (927961, 0, "927.961"),
        (-0.84, 2, "\u22120,84"),
        (-0.001, 2, "0,00"),
        (0, 0, "0"),
        (2.0, 1, "2,0"),
        (1234567.891, 1, "1.234.567,9"),
    ],
)
def test_numbers(value: float, decimals: int, text: str) -> None:
    assert format_number(value, decimals) == text


@pytest.mark.parametrize(("value", "text"), [(0.01, "+0,01"), (-4.6, "\u22124,60"), (0.001, "0,00"), (0.0, "0,00")])
def test_changes_carry_their_sign(value: float, text: str) -> None:
    assert format_change(value, 2) == text


@pytest.mark.parametrize(
    ("periode", "text"),
    [
        ("2025", "2025"),
        ("2025-03", "Maret 2025"),
        ("2025-Q1", "Triwulan I 2025"),
        ("2025-Q4", "Triwulan IV 2025"),
        ("2025-S2", "Semester II 2025"),
        ("2025-03-13", "13 Maret 2025"),
        ("", "–"),
    ],
)
def test_periods(periode: str, text: str) -> None:
    assert format_periode(periode) == text


def test_a_text_that_is_no_period_is_refused() -> None:
    with pytest.raises(UnknownError):
        format_periode("kemarin")


@pytest.mark.parametrize(
    ("days", "text"), [(0, "0 hari"), (208, "208 hari"), (729, "729 hari"), (761, "2 tahun 1 bulan"), (731, "2 tahun")]
)
def test_ages(days: int, text: str) -> None:
    assert format_age(days) == text


def test_days_and_instants_do_not_depend_on_the_zone_of_the_machine(zone: str) -> None:
    assert format_date(date(2025, 3, 13)) == "13 Maret 2025"
    assert format_weekday(date(2026, 11, 24)) == "Selasa, 24 November 2026"
    assert format_periode("2025-01") == "Januari 2025"
    assert format_instant(datetime(2026, 11, 24, 7, 32, tzinfo=UTC)) == "24 November 2026 14.32 WIB"
    assert format_instant(datetime(2026, 12, 31, 17, 30, tzinfo=UTC)) == "1 Januari 2027 00.30 WIB"


def test_an_instant_without_zone_is_refused() -> None:
    with pytest.raises(ValueError, match="zona"):
        format_instant(datetime(2026, 11, 24, 7, 32))  # noqa: DTZ001


def test_values_with_unit_or_the_words_of_their_state() -> None:
    assert format_value(reading("2025", 3.28), INDICATOR) == "3,28/5"
    assert format_value(reading("2025", 10.58), PERCENT) == "10,58\u00a0%"
    assert format_value(reading("2025", 0.0, State.ZERO), PERCENT) == "0,00\u00a0%"
    assert format_value(reading("2025", None, State.SUPPRESSED), PERCENT) == "disamarkan (n < 5)"
    assert format_value(reading("2025", None, State.VALUE), PERCENT) == "belum dilaporkan"


def test_every_state_has_its_own_words() -> None:
    assert set(STATE_WORDS) == set(State)
    assert len(set(STATE_WORDS.values())) == len(State)


def test_short_names_never_make_a_kota_look_like_its_kabupaten() -> None:
    assert short_name("Kabupaten Blora") == "Blora"
    assert short_name("Provinsi Jawa Tengah") == "Jawa Tengah"
    assert short_name("Kota Semarang") != short_name("Kabupaten Semarang")


@pytest.mark.parametrize(
    ("number", "unit", "told"),
    [
        ("10,58", "%", "10,58\u00a0%"),
        ("3,28", "/5", "3,28/5"),
        ("71,39", "", "71,39"),
        ("464.959", "Rp", "Rp464.959"),
        ("11.240", "ribu Rp", "Rp11.240\u00a0ribu"),
        ("+314", "ribu Rp", "+Rp314\u00a0ribu"),
        ("\u22125", "Rp", "\u2212Rp5"),
    ],
)
def test_rupiah_stand_before_their_number_and_every_other_unit_behind(number: str, unit: str, told: str) -> None:
    assert with_unit(number, unit) == told
