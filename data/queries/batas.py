"""Which boundaries does the map draw, and under which address are they?"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from functools import lru_cache
from typing import Any

from babel.dates import format_date

from data.catalog.models import Catalogue, Source
from data.domain.batas import Area, Boundary, Bounds, Layer, LayerQuery
from data.domain.entitas import Kode, Level
from data.domain.provenance import Moment
from data.errors import UnknownError
from data.warehouse.reader import Reader

_LEVELS = (Level.KABUPATEN, Level.KECAMATAN, Level.DESA)


def batas_datasets(catalogue: Catalogue, _query: LayerQuery) -> tuple[str, ...]:
    """What a layer is read from."""
    return tuple(source.id for source in _sources(catalogue))


def read_layer(reader: Reader, catalogue: Catalogue, query: LayerQuery, moment: Moment) -> Layer:
    """Official boundaries when they apply on the day, else indicative ones. Raises UnknownError when none is loaded."""
    for source in _sources(catalogue):
        version = moment.version_of(source.id)
        every = read_boundaries(reader, source.id, version, query.level) if version else {}
        found = next((one for _, one in sorted(every.items(), reverse=True) if one[0].is_valid_on(moment.as_of)), ())
        within = tuple(one for one in found if _is_within(one.kode, query.entitas))
        if within:
            return _layer(source, query.level, found, within)
    raise UnknownError(f"Batas {query.level.value} untuk {query.entitas} belum dimuat")


def find_shapes(reader: Reader, catalogue: Catalogue, sha: str) -> bytes:
    """The GeoJSON that has this hash, at whatever version it was drawn. Raises UnknownError."""
    for source in _sources(catalogue):
        for version in reader.versions(source.id):
            for level in _LEVELS:
                for found in read_boundaries(reader, source.id, version, level).values():
                    if sha_of(found) == sha:
                        return shapes_of(found)
    raise UnknownError(f"Batas '{sha[:20]}' tidak dikenal")


@lru_cache(maxsize=32)
def read_boundaries(reader: Reader, dataset: str, version: int, level: Level) -> Mapping[date, tuple[Boundary, ...]]:
    """The level as each file drew it, by the first day for which it holds (the first of all where none is told).

    What a dataset says at a version never changes, so it is read once.
    """
    found: dict[date, list[Boundary]] = {}
    for one in reader.boundaries(dataset, version, level):
        found.setdefault(one.valid_from or date.min, []).append(one)
    return {first: tuple(boundaries) for first, boundaries in found.items()}


@lru_cache(maxsize=32)
def sha_of(boundaries: tuple[Boundary, ...]) -> str:
    """First 16 hex digits of the SHA-256 of the layer's GeoJSON."""
    return hashlib.sha256(shapes_of(boundaries)).hexdigest()[:16]


def shapes_of(boundaries: Sequence[Boundary]) -> bytes:
    """A GeoJSON FeatureCollection; each feature has its code as id and nothing else."""
    features = (
        f'{{"type":"Feature","id":"{one.kode}","properties":{{}},"geometry":{one.geometry}}}' for one in boundaries
    )
    return f'{{"type":"FeatureCollection","features":[{",".join(features)}]}}'.encode()


def _sources(catalogue: Catalogue) -> list[Source]:
    """Official ones first."""
    declared = [source for source in catalogue.sources.values() if source.batas is not None]
    return sorted(declared, key=lambda source: (source.batas is None or source.batas.kind != "resmi", source.id))


def _is_within(kode: Kode, entitas: Kode) -> bool:
    return kode == entitas or kode.startswith(f"{entitas}.")


def _layer(source: Source, level: Level, found: tuple[Boundary, ...], within: tuple[Boundary, ...]) -> Layer:
    areas = tuple(Area(one.kode, one.induk, _bounds(list(_points(json.loads(one.geometry))))) for one in within)
    corners = [(x, y) for area in areas for x, y in (area.bounds[:2], area.bounds[2:])]
    first = within[0]
    return Layer(
        level, first.kind, sha_of(found), _label(first), source.publisher, first.valid_from, _bounds(corners), areas
    )


def _label(one: Boundary) -> str:
    if one.kind == "indikatif" or one.valid_from is None:
        return f"batas {one.kind}"
    return f"batas resmi, berlaku sejak {format_date(one.valid_from, 'd MMMM y', locale='id_ID')}"


def _points(geometry: dict[str, Any]) -> Iterator[tuple[float, float]]:
    """Every vertex of a Polygon or MultiPolygon."""
    polygons = [geometry["coordinates"]] if geometry["type"] == "Polygon" else geometry["coordinates"]
    yield from ((point[0], point[1]) for polygon in polygons for ring in polygon for point in ring)


def _bounds(points: Sequence[tuple[float, float]]) -> Bounds:
    lons, lats = [point[0] for point in points], [point[1] for point in points]
    return min(lons), min(lats), max(lons), max(lats)
