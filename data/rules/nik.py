"""Does a Nomor Induk Kependudukan look like one, and what does it say of its bearer?

Source: the layout of the number: kecamatan of first issue (6 digits), date of birth DDMMYY with 40 added to the day of
a woman, serial 0001-9999. It proves no identity: only Dukcapil can say that a NIK was issued. People keep their NIK
when they move, so a NIK of another kecamatan is as good as any. Nothing said here holds a digit of the NIK: reasons are
counted and logged, and results are printed.
"""

from __future__ import annotations

import re
from collections.abc import Container
from dataclasses import dataclass, field
from datetime import date
from typing import Literal

_DIGITS = re.compile(r"[0-9]{16}")
_WOMAN = 40
_LOWEST_PROVINCE = 11
_UNDATED = date(2026, 12, 31)
UNKNOWN_KECAMATAN = "Kode kecamatan penerbit tidak ada dalam rujukan; tidak menggugurkan NIK"


@dataclass(frozen=True, slots=True)
class NikResult:
    """`reason` is why a NIK is refused, or a remark on one that is valid ('' when there is nothing to say).

    `born_on` and `sex` (L or P) are None when refused. The date is kept out of the printed form.
    """

    is_valid: bool
    reason: str
    born_on: date | None = field(default=None, repr=False)
    sex: Literal["L", "P"] | None = None


def check(nik: str, known: Container[str] | None = None, today: date | None = None) -> NikResult:
    """Judge one NIK, with neither spaces nor dots. Never raises.

    `known`: kecamatan codes, as `331609` or `33.16.09`; one that is not in it is remarked upon, not refused.
    `today`: the day of the list the NIK stands in. The year of birth has two digits and is read as the latest one that
    is not after that day, so that a person above a hundred seems young. Without it, years up to 26 read as 2000-2026.
    """
    if not _is_sixteen_digits(nik):
        return _refused("NIK harus tepat 16 angka")
    if len(set(nik)) == 1:
        return _refused("NIK berisi satu angka yang diulang")
    if not _is_kecamatan(nik[:6]):
        return _refused("Enam angka pertama bukan kode kecamatan")
    day = int(nik[6:8])
    is_woman = day > _WOMAN
    born_on = _born_on(day - _WOMAN * is_woman, int(nik[8:10]), int(nik[10:12]), today or _UNDATED)
    if born_on is None:
        return _refused("Tanggal lahir dalam NIK tidak ada dalam kalender")
    if nik[12:] == "0000":
        return _refused("Nomor urut NIK 0000 tidak pernah diterbitkan")
    is_known = known is None or nik[:6] in known or ".".join((nik[:2], nik[2:4], nik[4:6])) in known
    return NikResult(True, "" if is_known else UNKNOWN_KECAMATAN, born_on, "P" if is_woman else "L")


def _refused(reason: str) -> NikResult:
    return NikResult(False, reason)


def _is_sixteen_digits(nik: object) -> bool:
    """A number from a spreadsheet is no NIK: its last digits may be lost already."""
    return isinstance(nik, str) and _DIGITS.fullmatch(nik) is not None


def _is_kecamatan(kode: str) -> bool:
    return int(kode[:2]) >= _LOWEST_PROVINCE and kode[2:4] != "00" and kode[4:] != "00"


def _born_on(day: int, month: int, year: int, today: date) -> date | None:
    """The latest such date up to `today`, or None where no century has it."""
    century = today.year // 100 * 100
    dates = (_date(first + year, month, day) for first in (century, century - 100))
    return next((one for one in dates if one is not None and one <= today), None)


def _date(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None
