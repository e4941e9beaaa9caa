"""How are the regions called, and which belong together, at a version?"""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache

from data.domain.entitas import INDONESIA, Entitas, Kode, level_of
from data.warehouse.reader import Reader


@lru_cache(maxsize=16)
def read_places(reader: Reader, version: int) -> Mapping[Kode, Entitas]:
    """Every region known at the version, by code. Empty before the reference rows were loaded."""
    return {entitas.kode: entitas for entitas in reader.entitas(version)}


def name_of(places: Mapping[Kode, Entitas], kode: Kode) -> str:
    """The region's name, or its code while no reference row is loaded."""
    return places[kode].nama if kode in places else kode


def siblings_of(places: Mapping[Kode, Entitas], kode: Kode) -> tuple[Kode, ...]:
    """Codes of the regions under the same parent and of the same level, itself included, sorted."""
    induk = kode.rpartition(".")[0]
    return tuple(sorted(k for k in places if k.rpartition(".")[0] == induk and level_of(k) is level_of(kode)))


def descendants_of(places: Mapping[Kode, Entitas], kode: Kode, dots: int) -> tuple[Kode, ...]:
    """Codes below a region that have `dots` dots, sorted; every code lies below Indonesia."""
    head = "" if kode == INDONESIA else f"{kode}."
    return tuple(sorted(k for k in places if k.startswith(head) and k.count(".") == dots))
