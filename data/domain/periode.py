"""Periods as ISO text that sorts as it reads: `2024`, `2024-S1`, `2024-Q3`, `2024-03`, `2024-03-31`.

A period is a span of calendar days in Asia/Jakarta and is never converted between zones.
"""

from __future__ import annotations

import calendar
import re
from datetime import date, timedelta
from enum import StrEnum

from data.errors import UnknownError


class Cadence(StrEnum):
    """How often a source speaks; also the format of its periods."""

    TAHUNAN = "tahunan"
    SEMESTERAN = "semesteran"
    TRIWULANAN = "triwulanan"
    BULANAN = "bulanan"
    HARIAN = "harian"


_SHAPES = {
    Cadence.TAHUNAN: re.compile(r"(\d{4})", re.ASCII),
    Cadence.SEMESTERAN: re.compile(r"(\d{4})-S([12])", re.ASCII),
    Cadence.TRIWULANAN: re.compile(r"(\d{4})-Q([1-4])", re.ASCII),
    Cadence.BULANAN: re.compile(r"(\d{4})-(\d{2})", re.ASCII),
    Cadence.HARIAN: re.compile(r"(\d{4})-(\d{2})-(\d{2})", re.ASCII),
}
_MONTHS = {Cadence.TAHUNAN: 12, Cadence.SEMESTERAN: 6, Cadence.TRIWULANAN: 3, Cadence.BULANAN: 1}


def cadence_of(periode: str) -> Cadence:
    """The cadence a period is written in. Raises UnknownError on any other text."""
    for cadence, shape in _SHAPES.items():
        if shape.fullmatch(periode):
            return cadence
    raise UnknownError(f"Periode '{periode[:20]}' tidak sah; contoh yang sah: 2024, 2024-03")


def start_on(periode: str) -> date:
    """First day of a period. Raises UnknownError when it is no period or no calendar date."""
    cadence = cadence_of(periode)
    parts = (
        [int(part) for part in _SHAPES[cadence].findall(periode)[0]]
        if cadence is not Cadence.TAHUNAN
        else [int(periode)]
    )
    try:
        if cadence is Cadence.HARIAN:
            return date(*parts)
        ordinal = parts[1] if len(parts) == 2 else 1
        return date(parts[0], (ordinal - 1) * _MONTHS[cadence] + 1, 1)
    except ValueError as error:
        raise UnknownError(f"Periode '{periode}' bukan tanggal kalender") from error


def end_on(periode: str) -> date:
    """Last day of a period."""
    start, cadence = start_on(periode), cadence_of(periode)
    if cadence is Cadence.HARIAN:
        return start
    month = start.month + _MONTHS[cadence] - 1
    return date(start.year, month, calendar.monthrange(start.year, month)[1])


def periode_of(day: date, cadence: Cadence) -> str:
    """The period of this cadence that holds the day."""
    if cadence is Cadence.HARIAN:
        return day.isoformat()
    if cadence is Cadence.TAHUNAN:
        return f"{day.year:04d}"
    ordinal = (day.month - 1) // _MONTHS[cadence] + 1
    prefix = {Cadence.SEMESTERAN: "S", Cadence.TRIWULANAN: "Q", Cadence.BULANAN: "0"}[cadence]
    return f"{day.year:04d}-{ordinal:02d}" if prefix == "0" else f"{day.year:04d}-{prefix}{ordinal}"


def previous(periode: str) -> str:
    """The period just before, in the same cadence."""
    return periode_of(start_on(periode) - timedelta(days=1), cadence_of(periode))


def following(periode: str) -> str:
    """The period just after, in the same cadence."""
    return periode_of(end_on(periode) + timedelta(days=1), cadence_of(periode))


def is_alike(one: str, other: str) -> bool:
    """False for two days that are not the same day of the week: a Thursday says nothing about a Tuesday."""
    is_daily = cadence_of(one) is Cadence.HARIAN
    return not is_daily or (start_on(one) - start_on(other)).days % 7 == 0
