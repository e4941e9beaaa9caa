"""Areas that share their edges exactly: mended, simplified as one, put on a grid of 5 decimals, dissolved upward."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from functools import cache
from typing import Any

import numpy as np
import shapely
from pyproj import Transformer
from shapely.geometry.base import BaseGeometry

from data.domain.entitas import Kode

_WGS84 = 4326
_DECIMALS = 5
_GRID = 10.0**-_DECIMALS
Shapes = Mapping[Kode, BaseGeometry]


def to_plane(shapes: Sequence[BaseGeometry], epsg: int) -> list[BaseGeometry]:
    """WGS84 degrees -> metres of a projected system."""
    return _moved(shapes, _transformer(_WGS84, epsg))


def to_degrees(shapes: Sequence[BaseGeometry], epsg: int) -> list[BaseGeometry]:
    """Metres -> WGS84 degrees."""
    return _moved(shapes, _transformer(epsg, _WGS84))


def simplified(shapes: Sequence[BaseGeometry], tolerance_m: float) -> list[BaseGeometry]:
    """Fewer vertices, moved by at most about the tolerance; neighbours keep the same edge."""
    return list(shapely.coverage_simplify(np.asarray(shapes), tolerance_m))


def on_grid(shapes: Shapes) -> dict[Kode, BaseGeometry]:
    """The areas (degrees) with every vertex on the grid and every shared edge the same on both sides.

    All lines are noded on the grid, and each face goes to the area that it came from.
    """
    kodes, given = list(shapes), np.asarray(list(shapes.values()))
    lines = shapely.union_all(shapely.boundary(given), grid_size=_GRID)
    faces: list[BaseGeometry] = list(shapely.get_parts(shapely.polygonize([lines])))
    inside, owner = shapely.STRtree(given).query(shapely.point_on_surface(faces), predicate="intersects")
    first = dict(zip(reversed(inside.tolist()), reversed(owner.tolist()), strict=True))
    parts: dict[Kode, list[BaseGeometry]] = {}
    for face, at in sorted(first.items()):
        parts.setdefault(kodes[at], []).append(faces[face])
    return {kode: _tidy(shapely.coverage_union_all(np.asarray(of))) for kode, of in sorted(parts.items())}


def dissolved(shapes: Shapes, dots: int) -> dict[Kode, BaseGeometry]:
    """The areas one or more levels up, whose codes have `dots` dots; their edges are those of the areas below."""
    parts: dict[Kode, list[BaseGeometry]] = {}
    for kode, shape in shapes.items():
        parts.setdefault(Kode(".".join(kode.split(".")[: dots + 1])), []).append(shape)
    return {kode: _tidy(shapely.coverage_union_all(np.asarray(of))) for kode, of in sorted(parts.items())}


def geojson_of(shape: BaseGeometry) -> str:
    """A geometry as GeoJSON text with 5 decimals and nothing that need not be there."""
    drawn = json.loads(shapely.to_geojson(shape))
    return json.dumps({"type": drawn["type"], "coordinates": _rounded(drawn["coordinates"])}, separators=(",", ":"))


def _rounded(part: Any) -> Any:
    return round(part, _DECIMALS) if isinstance(part, float | int) else [_rounded(one) for one in part]


def _tidy(shape: BaseGeometry) -> BaseGeometry:
    """The same bytes for the same area: canonical order of parts and vertices, outer rings clockwise for plotly."""
    return shapely.orient_polygons(shapely.normalize(shape), exterior_cw=True)


def _moved(shapes: Sequence[BaseGeometry], transformer: Transformer) -> list[BaseGeometry]:
    def move(points: np.ndarray[Any, Any]) -> np.ndarray[Any, Any]:
        return np.column_stack(transformer.transform(points[:, 0], points[:, 1]))

    return list(shapely.transform(np.asarray(shapes), move))


@cache
def _transformer(source: int, target: int) -> Transformer:
    return Transformer.from_crs(source, target, always_xy=True)
