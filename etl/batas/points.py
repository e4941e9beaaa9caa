"""Representative points -> indicative areas: whatever lies nearest to a point, within a smoothed hull of all points."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import shapely
from shapely import MultiPoint, Point, Polygon
from shapely.geometry.base import BaseGeometry

from data.errors import ParseError

_HULL_RATIO = 0.25
_MARGIN_M = 1200
_SMOOTH_M = 2500
_ARC_M = 20


def areas_of(points: Sequence[Point]) -> list[BaseGeometry]:
    """One area in metres for each point in metres, in their order. Raises ParseError for fewer than three places."""
    together = MultiPoint(list(points))
    if len({(point.x, point.y) for point in points}) < max(len(points), 3):
        raise ParseError("Titik wakil kurang dari tiga, atau ada dua titik di tempat yang sama")
    hull = hull_of(together)
    cells = shapely.get_parts(shapely.voronoi_polygons(together, extend_to=hull, ordered=True))
    return [shapely.intersection(cell, hull) for cell in cells]


def hull_of(points: BaseGeometry) -> Polygon:
    """A concave hull with a margin, its bays rounded off: one polygon without holes that holds every point."""
    tight = shapely.concave_hull(points, ratio=_HULL_RATIO)
    grown: Any = tight.buffer(_MARGIN_M + _SMOOTH_M).buffer(-_SMOOTH_M).simplify(_ARC_M)
    return Polygon(grown.exterior)
