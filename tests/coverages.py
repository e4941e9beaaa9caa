"""Small made-up coverages in every format that an operator may bring: the desa of Blora as squares in a row."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import geopandas
import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry

from data.domain.entitas import Kode

SIDE = 0.01


def squares(kodes: Sequence[Kode]) -> list[BaseGeometry]:
    """A grid of equal squares near Blora, twenty to a row."""
    corners = [(111.2 + SIDE * (at % 20), -7.2 + SIDE * (at // 20)) for at in range(len(kodes))]
    return [shapely.box(*np.round((x, y, x + SIDE, y + SIDE), 5)) for x, y in corners]


def coverage(
    kodes: Sequence[Kode], heading: str = "kode", shapes: Sequence[BaseGeometry] | None = None
) -> geopandas.GeoDataFrame:
    """Code, a name that must not travel, and a shape."""
    columns = {heading: list(kodes), "nama": ["Rahasia"] * len(kodes)}
    return geopandas.GeoDataFrame(columns, geometry=list(shapes or squares(kodes)), crs=4326)


def write(frame: geopandas.GeoDataFrame, path: Path) -> Path:
    """The file in the format of its ending: .geojson, .gpkg or .shp."""
    frame.to_file(path)
    return path
