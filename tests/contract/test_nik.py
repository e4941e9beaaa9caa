"""NIK: layout, dates and placeholders; people move; no digit of a NIK in what is said of it."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from data.rules import nik

MAN, WOMAN = "3171011205840001", "3171014311870002"
births = st.dates(date(1930, 1, 1), date(2026, 11, 30))


@pytest.mark.parametrize(
    ("number", "born_on", "sex"),
    [
        (MAN, date(1984, 5, 12), "L"),
        (WOMAN, date(1987, 11, 3), "P"),
        ("3316093112990001", date(1999, 12, 31), "L"),
        ("3316097112269999", date(2026, 12, 31), "P"),
        ("3316092902000001", date(2000, 2, 29), "L"),
        ("3316090101300001", date(1930, 1, 1), "L"),
    ],
)
def test_what_a_nik_says(number: str, born_on: date, sex: str) -> None:
    result = nik.check(number)
    assert (result.is_valid, result.reason, result.born_on, result.sex) == (True, "", born_on, sex)


@pytest.mark.parametrize(
    ("number", "reason"),
    [
        ("", "16 angka"),
        ("317101120584000", "16 angka"),
        ("31710112058400011", "16 angka"),
        ("317101120584000X", "16 angka"),
        (" 3171011205840001", "16 angka"),
        ("3171011205840001\n", "16 angka"),
        ("31.71.01.120584.0001", "16 angka"),
        ("3,17101E+15", "16 angka"),
        ("٣١٧١٠١١٢٠٥٨٤٠٠٠١", "16 angka"),
        ("1111111111111111", "diulang"),
        ("0000000000000000", "diulang"),
        ("0971011205840001", "kode kecamatan"),
        ("3300011205840001", "kode kecamatan"),
        ("3316001205840001", "kode kecamatan"),
        ("3171010005840001", "kalender"),
        ("3171013205840001", "kalender"),
        ("3171014005840001", "kalender"),
        ("3171017205840001", "kalender"),
        ("3171013102840001", "kalender"),
        ("3171012902830001", "kalender"),
        ("3171016902830001", "kalender"),
        ("3171011213840001", "kalender"),
        ("3171011200840001", "kalender"),
        ("3171011205840000", "0000"),
        ("1234567890123456", "kalender"),
    ],
)
def test_refused(number: str, reason: str) -> None:
    result = nik.check(number)
    assert not result.is_valid
    assert reason in result.reason
    assert (result.born_on, result.sex) == (None, None)


def test_what_is_no_text_is_refused() -> None:
    """A spreadsheet gives numbers, whose last digits it may have lost."""
    number: object = 3171011205840001
    assert not nik.check(number).is_valid  # type: ignore[arg-type]


@pytest.mark.parametrize("known", [{"331609"}, set(), {"33.16.09"}])
def test_people_move(known: set[str]) -> None:
    """A kecamatan outside the reference is told and not held against the NIK."""
    result = nik.check(MAN, known)
    assert (result.is_valid, result.reason, result.sex) == (True, nik.UNKNOWN_KECAMATAN, "L")


@pytest.mark.parametrize("known", [{"317101"}, {"31.71.01"}, ["317101"]])
def test_a_known_kecamatan_has_no_remark(known: set[str]) -> None:
    assert nik.check(MAN, known).reason == ""


@pytest.mark.parametrize(
    ("number", "today", "born_on"),
    [
        ("3316090101250001", date(2026, 11, 24), date(2025, 1, 1)),
        ("3316092411260001", date(2026, 11, 24), date(2026, 11, 24)),
        ("3316092511260001", date(2026, 11, 24), date(1926, 11, 25)),
        ("3316090101270001", date(2026, 11, 24), date(1927, 1, 1)),
        ("3316090101270001", date(2030, 1, 1), date(2027, 1, 1)),
        ("3316092902000001", date(1999, 1, 1), None),
    ],
)
def test_the_century_is_the_latest_that_is_not_in_the_future(number: str, today: date, born_on: date | None) -> None:
    assert nik.check(number, today=today).born_on == born_on


@given(
    kecamatan=st.integers(1, 99),
    born_on=births,
    is_woman=st.booleans(),
    serial=st.integers(1, 9999),
    today=st.dates(date(2026, 12, 1), date(2029, 12, 31)),
)
def test_a_made_number_reads_back_and_is_never_said(
    kecamatan: int, born_on: date, is_woman: bool, serial: int, today: date
) -> None:
    day = born_on.day + 40 * is_woman
    number = f"3316{kecamatan:02}{day:02}{born_on:%m%y}{serial:04}"
    result = nik.check(number, known={"3316"}, today=today)
    assert result.is_valid
    assert result.sex == ("P" if is_woman else "L")
    assert result.born_on == born_on
    for said in (result.reason, repr(result), str(result)):
        assert not any(number[start : start + 6] in said for start in range(11))


@given(text=st.text(alphabet="0123456789", min_size=14, max_size=18), today=births)
def test_any_digits_are_judged_without_raising(text: str, today: date) -> None:
    result = nik.check(text, today=today)
    assert result.is_valid is (result.reason == "") is (result.born_on is not None)
    assert result.born_on is None or today - timedelta(days=36600) < result.born_on <= today
    assert text not in repr(result)
