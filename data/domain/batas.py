"""A layer of boundaries: which areas there are at a level, where they lie, and under which address their shapes are."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal

from data.domain.entitas import Kode, Level
from data.domain.query import Query

BatasKind = Literal["indikatif", "resmi"]
Bounds = tuple[float, float, float, float]


@dataclass(frozen=True, slots=True)
class Boundary:
    """The shape of one region as GeoJSON geometry text (WGS84, 5 decimals, rings clockwise); dates are inclusive."""

    kode: Kode
    level: Level
    induk: Kode
    geometry: str
    valid_from: date | None
    valid_to: date | None
    kind: BatasKind

    def is_valid_on(self, day: date) -> bool:
        """True when the boundary applies on the day; an unknown date limits nothing."""
        return (self.valid_from or day) <= day <= (self.valid_to or day)


@dataclass(frozen=True, slots=True)
class Area:
    """One area of a layer; `bounds` are lon_min, lat_min, lon_max, lat_max in WGS84."""

    kode: Kode
    induk: Kode
    bounds: Bounds


@dataclass(frozen=True, slots=True)
class Layer:
    """The areas of one level below a region. Their shapes are `GET /geo/<sha>.json`: GeoJSON by its own content hash.

    The shapes are those of the whole level, so that a map that goes down into a region fetches nothing again; `areas`
    and `bounds` are those of the region asked. `label` is what a map must say about its boundaries.
    """

    level: Level
    kind: BatasKind
    sha: str
    label: str
    publisher: str
    valid_from: date | None
    bounds: Bounds
    areas: tuple[Area, ...]


@dataclass(frozen=True, slots=True)
class LayerQuery(Query["Layer"]):
    """Which boundaries of this level apply within the region? Official ones win over indicative ones."""

    level: Level
    entitas: Kode
