"""Regions and their Kemendagri codes: `33`, `33.16`, `33.16.09`, `33.16.09.2001`; `00` is Indonesia.

Source of the code system: Permendagri 58/2021, codes as of Kepmendagri 300.2.2-2430/2025.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from typing import NewType

from data.errors import UnknownError

Kode = NewType("Kode", str)
INDONESIA = Kode("00")
_SHAPE = re.compile(r"\d{2}(\.\d{2}(\.\d{2}(\.\d{4})?)?)?", re.ASCII)


class Level(StrEnum):
    """Administrative level, from the nation down."""

    NASIONAL = "nasional"
    PROVINSI = "provinsi"
    KABUPATEN = "kabupaten"
    KECAMATAN = "kecamatan"
    DESA = "desa"


_BY_DOTS = (Level.PROVINSI, Level.KABUPATEN, Level.KECAMATAN, Level.DESA)


@dataclass(frozen=True, slots=True)
class Entitas:
    """A region as the reference rows name it; `jenis` tells kabupaten from kota and desa from kelurahan.

    `kode_bps` is what BPS calls it: the order of its kecamatan is another.
    """

    kode: Kode
    nama: str
    jenis: str
    induk: Kode | None
    kode_bps: str | None = None


def parse_kode(text: str) -> Kode:
    """Text -> `Kode`. Raises UnknownError when the text has not the shape of a Kemendagri code."""
    if not _SHAPE.fullmatch(text):
        raise UnknownError(f"Kode wilayah '{text[:20]}' tidak sah; contoh yang sah: 33.16")
    return Kode(text)


def level_of(kode: Kode) -> Level:
    """The level a code stands for, read off its number of parts."""
    return Level.NASIONAL if kode == INDONESIA else _BY_DOTS[kode.count(".")]


def induk_of(kode: Kode) -> Kode | None:
    """The code one level up; None for Indonesia."""
    if kode == INDONESIA:
        return None
    head, dot, _ = kode.rpartition(".")
    return Kode(head) if dot else INDONESIA
