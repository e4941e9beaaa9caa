"""Numbers, dates and periods as an Indonesian reader writes them (CLDR locale id_ID); instants are shown in WIB."""

from __future__ import annotations

import re
from datetime import date, datetime
from typing import Final
from zoneinfo import ZoneInfo

from babel.dates import format_date as babel_date
from babel.numbers import format_decimal

from data.catalog.models import Indicator
from data.domain.indicator import STATE_WORDS, Reading, State
from data.domain.periode import Cadence, cadence_of, start_on

WIB: Final = ZoneInfo("Asia/Jakarta")
MINUS: Final = "\u2212"
NBSP: Final = "\u00a0"
_LOCALE: Final = "id_ID"
_ROMAN: Final = ("I", "II", "III", "IV")
_DAYS_PER_MONTH: Final = 30.44
_MOST_DECIMALS: Final = 4


def format_number(value: float, decimals: int) -> str:
    """10.5812, 2 -> '10,58'; thousands are parted by '.', the minus is U+2212; a rounded zero has no sign."""
    pattern = "#,##0" + ("." + "0" * decimals if decimals else "")
    text = str(format_decimal(abs(value), format=pattern, locale=_LOCALE, decimal_quantization=True))
    is_zero = not re.search(r"[1-9]", text)
    return text if value >= 0 or is_zero else MINUS + text


def format_exact(value: float, decimals: int) -> str:
    """A number with as many decimals as it was written with, at least `decimals`, at most four: 20.81, 1 -> '20,81'."""
    while decimals < _MOST_DECIMALS and abs(value - round(value, decimals)) > 10 ** -(_MOST_DECIMALS + 1):
        decimals += 1
    return format_number(value, decimals)


def format_change(value: float, decimals: int) -> str:
    """A difference with its sign: '+0,01', '−0,84'; '0,00' where it rounds to nothing."""
    text = format_number(value, decimals)
    has_sign = text.startswith(MINUS) or not re.search(r"[1-9]", text)
    return text if has_sign else f"+{text}"


def format_date(day: date) -> str:
    """'13 Maret 2025'; a calendar day is never moved between zones."""
    return str(babel_date(day, "d MMMM y", locale=_LOCALE))


def format_weekday(day: date) -> str:
    """'Selasa, 24 November 2026'."""
    return str(babel_date(day, "EEEE, d MMMM y", locale=_LOCALE))


def format_instant(instant: datetime) -> str:
    """An aware instant -> '24 November 2026 14.32 WIB'. Raises ValueError for a naive one, whose zone nobody knows."""
    if instant.tzinfo is None:
        raise ValueError("waktu tanpa zona tidak dapat ditampilkan")
    local = instant.astimezone(WIB)
    return f"{format_date(local.date())} {local:%H.%M} WIB"


def format_periode(periode: str) -> str:
    """'2025-Q1' -> 'Triwulan I 2025', '2025-S1' -> 'Semester I 2025', '2025-03' -> 'Maret 2025'; '' -> '–'."""
    if not periode:
        return "–"
    cadence = cadence_of(periode)
    if cadence is Cadence.TAHUNAN:
        return periode
    if cadence is Cadence.BULANAN:
        return str(babel_date(start_on(periode), "MMMM y", locale=_LOCALE))
    if cadence is Cadence.HARIAN:
        return format_date(start_on(periode))
    word = "Semester" if cadence is Cadence.SEMESTERAN else "Triwulan"
    return f"{word} {_ROMAN[int(periode[-1]) - 1]} {periode[:4]}"


def format_age(days: int) -> str:
    """208 -> '208 hari', 761 -> '2 tahun 1 bulan'; from two years on days say nothing any more."""
    if days < 730:
        return f"{days} hari"
    months = int(days / _DAYS_PER_MONTH)
    years, rest = divmod(months, 12)
    return f"{years} tahun {rest} bulan" if rest else f"{years} tahun"


def format_amount(value: float, indicator: Indicator) -> str:
    """A value with its unit: '10,58 %', '3,28/5'."""
    number = format_number(value, indicator.decimals)
    return f"{number}{unit_suffix(indicator.unit)}"


def unit_suffix(unit: str) -> str:
    """The unit as it follows a number; '/5' clings to it, all else keeps a space that does not break."""
    if not unit:
        return ""
    return unit if unit.startswith("/") else f"{NBSP}{unit}"


def format_value(reading: Reading, indicator: Indicator) -> str:
    """A value with unit, or the words of the state that stands in its place."""
    if reading.value is None:
        return STATE_WORDS[reading.state] if reading.state is not State.VALUE else STATE_WORDS[State.NOT_REPORTED]
    return format_amount(reading.value, indicator)


def short_name(nama: str) -> str:
    """'Kabupaten Blora' -> 'Blora', 'Provinsi Jawa Tengah' -> 'Jawa Tengah'; a kota keeps its word, it shares names."""
    for word in ("Kabupaten ", "Kab. ", "Provinsi "):
        nama = nama.removeprefix(word)
    return nama
