"""What the address of /peta asks for, held against what there is."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final
from urllib.parse import parse_qsl

from data.domain.entitas import Kode, Level, level_of, parse_kode
from data.errors import UnknownError

_PREFERRED: Final = ("stunting_penimbangan", "kemiskinan_p0", "ikm_kecamatan")


@dataclass(frozen=True, slots=True)
class Asked:
    """One look at the map: `level` is that of the values, `induk` the region in view, `terpilih` the area touched.

    `banding`: the period that every other is held against; '' for the values themselves.
    """

    indicator: str
    level: Level
    induk: Kode
    terpilih: Kode | None
    periode: str
    banding: str = ""


def read_asked(query: Mapping[str, str] | str, mapped: Mapping[str, Sequence[Level]], utama: Kode) -> Asked:
    """Query of an address -> Asked. Raises UnknownError for a region outside the regency.

    Without an indicator the first that has a map; inside a kecamatan its desa are shown where they have values.
    """
    told = dict(parse_qsl(query.removeprefix("?"))) if isinstance(query, str) else dict(query)
    indicator = told.get("indikator") or next((i for i in (*_PREFERRED, *mapped) if i in mapped), "")
    induk = parse_kode(told.get("induk") or utama)
    terpilih = parse_kode(told["wilayah"]) if told.get("wilayah") else None
    if not all(_is_within(kode, utama) for kode in (induk, terpilih or induk)):
        raise UnknownError(f"Wilayah {terpilih or induk} tidak terletak di {utama}")
    if level_of(induk) is Level.DESA:
        induk, terpilih = Kode(induk.rpartition(".")[0]), induk
    return Asked(
        indicator,
        _level(told.get("level", ""), induk, mapped.get(indicator, ())),
        induk,
        terpilih,
        told.get("periode", ""),
        told.get("banding", ""),
    )


def _level(asked: str, induk: Kode, levels: Sequence[Level]) -> Level:
    if level_of(induk) is Level.KECAMATAN and Level.DESA in levels:
        return Level.DESA
    return next((level for level in levels if level.value == asked), levels[0] if levels else Level.KECAMATAN)


def _is_within(kode: Kode, utama: Kode) -> bool:
    return kode == utama or kode.startswith(f"{utama}.")
