"""Numbers, dates and periods as an Indonesian reader writes them (CLDR locale id_ID); instants are shown in WIB."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date, datetime
from typing import Final
from zoneinfo import ZoneInfo

from babel.dates import format_date as babel_date
from babel.numbers import format_decimal

from data.catalog.models import Indicator
from data.domain.entitas import Kode, Level, level_of
from data.domain.indicator import STATE_WORDS, Reading, State
from data.domain.periode import Cadence, cadence_of, start_on

WIB: Final = ZoneInfo("Asia/Jakarta")
MINUS: Final = "\u2212"
NBSP: Final = "\u00a0"
_LOCALE: Final = "id_ID"
_ROMAN: Final = ("I", "II", "III", "IV")
_DAYS_PER_MONTH: Final = 30.44
_MOST_DECIMALS: Final = 4
_RUPIAH: Final = "Rp"


def format_number(value: float, decimals: int) -> str:
    """10.5812, 2 -> '10,58'; thousands are parted by '.', the minus is U+2212; a rounded zero has no sign."""
    pattern = "#,##0" + ("." + "0" * decimals if decimals else "")
    text = str(format_decimal(abs(value), format=pattern, locale=_LOCALE, decimal_quantization=True))
    return text if value >= 0 or is_nothing(text) else MINUS + text


def format_exact(value: float, decimals: int) -> str:
    """A number with as many decimals as it was written with, at least `decimals`, at most four: 20.81, 1 -> '20,81'."""
    while decimals < _MOST_DECIMALS and abs(value - round(value, decimals)) > 10 ** -(_MOST_DECIMALS + 1):
        decimals += 1
    return format_number(value, decimals)


def format_change(value: float, decimals: int) -> str:
    """A difference with its sign: '+0,01', '−0,84'; '0,00' where it rounds to nothing."""
    text = format_number(value, decimals)
    return text if text.startswith(MINUS) or is_nothing(text) else f"+{text}"


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


def format_tick(periode: str) -> str:
    """A period in few letters: 'Agu 2024', 'TW I 2025', 'Sem. I 2025'."""
    if cadence_of(periode) is Cadence.BULANAN:
        month, _, year = format_periode(periode).partition(" ")
        return f"{month[:3]} {year}"
    return format_periode(periode).replace("Triwulan", "TW").replace("Semester", "Sem.")


def format_age(days: int) -> str:
    """208 -> '208 hari', 761 -> '2 tahun 1 bulan'; from two years on days say nothing any more."""
    if days < 730:
        return f"{days} hari"
    months = int(days / _DAYS_PER_MONTH)
    years, rest = divmod(months, 12)
    return f"{years} tahun {rest} bulan" if rest else f"{years} tahun"


def is_nothing(text: str) -> bool:
    """True for a number that is printed without any digit but zero."""
    return not re.search(r"[1-9]", text)


def format_amount(value: float, indicator: Indicator) -> str:
    """A value with its unit: '10,58 %', '3,28/5', 'Rp464.959'."""
    return with_unit(format_number(value, indicator.decimals), indicator.unit)


def format_printed(value: float, indicator: Indicator) -> str:
    """A value as its document prints it, with more decimals than the indicator where it has them: '20,81 %'."""
    return with_unit(format_exact(value, indicator.decimals), indicator.unit)


def format_gap(value: float, indicator: Indicator) -> str:
    """The size of a difference with its unit, whichever way it goes: '0,84 poin'."""
    return with_change_unit(format_number(abs(value), indicator.decimals), indicator)


def format_move(change: float, indicator: Indicator) -> str:
    """A difference with sign and unit: '+0,01 poin', '+Rp39.824'."""
    return with_change_unit(format_change(change, indicator.decimals), indicator)


def with_change_unit(number: str, indicator: Indicator) -> str:
    """A difference already written, with its unit; a line may break between the two."""
    return with_unit(number, indicator.change_unit).replace(NBSP, " ")


def with_unit(number: str, unit: str) -> str:
    """'10,58' and '%' -> '10,58 %'; rupiah stand before their number: 'Rp464.959', '+Rp314 ribu'."""
    before, after = unit_parts(unit)
    sign = number[:1] if before and number[:1] in ("+", MINUS) else ""
    return f"{sign}{before}{number.removeprefix(sign)}{unit_suffix(after)}"


def unit_parts(unit: str) -> tuple[str, str]:
    """What stands before and what behind a number: '%' -> ('', '%'), 'ribu Rp' -> ('Rp', 'ribu')."""
    return (_RUPIAH, unit.removesuffix(_RUPIAH).strip()) if unit.endswith(_RUPIAH) else ("", unit)


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


def full_name(nama: str, kode: Kode) -> str:
    """'Blora' of code 33.16 -> 'Kabupaten Blora', as the kecamatan Blora is another; a name with its word keeps it."""
    has_word = level_of(kode) is not Level.KABUPATEN or nama.startswith(("Kabupaten ", "Kota "))
    return nama if has_word else f"Kabupaten {nama}"


def short_name(nama: str) -> str:
    """'Kabupaten Blora' -> 'Blora', 'Provinsi Jawa Tengah' -> 'Jawa Tengah'; a kota keeps its word, it shares names."""
    for word in ("Kabupaten ", "Kab. ", "Provinsi "):
        nama = nama.removeprefix(word)
    return nama


def listed(words: Sequence[str]) -> str:
    """'A', 'A dan B', 'A, B, dan C'."""
    if len(words) < 3:
        return " dan ".join(words)
    return f"{', '.join(words[:-1])}, dan {words[-1]}"
