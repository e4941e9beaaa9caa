"""Points or shapes of desa -> rows of mart.batas for desa, kecamatan and kabupaten."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd
import shapely
from shapely import Point

from data.catalog.batas import BatasRule
from data.catalog.models import Source
from data.domain.entitas import Entitas, Kode, Level, induk_of, level_of
from data.errors import ConfigError
from data.warehouse.records import Finding
from etl.batas.coverage import Shapes, dissolved, geojson_of, on_grid, simplified, to_degrees, to_plane
from etl.batas.points import areas_of
from etl.batas.shapes import covered, mended
from etl.marks import LINE
from etl.records import Snapshot

BATAS_COLUMNS = ("kode", "level", "induk", "geometry", "valid_from", "valid_to", "kind", "snapshot")
_MOST_NAMED = 10


def to_batas(
    frame: pd.DataFrame, source: Source, snapshot: Snapshot, known: Mapping[Kode, Entitas]
) -> tuple[pd.DataFrame, list[Finding]]:
    """Rows in BATAS_COLUMNS, and what an operator must know of the file. Raises ConfigError, ParseError.

    `frame` holds typed rows with a `kode`, and lon/lat of a representative point or a shape. Rows above desa are left
    out: their areas are those of their desa taken together.
    """
    if source.batas is None:
        raise ConfigError(f'{source.id}.toml: bagian [batas] wajib ada untuk table = "batas"')
    is_desa = [level_of(Kode(str(kode))) is Level.DESA for kode in frame["kode"]]
    desa = frame[pd.Series(is_desa, index=frame.index, dtype=bool)].sort_values("kode")
    kodes = [Kode(str(kode)) for kode in desa["kode"]]
    if not kodes:
        return pd.DataFrame(columns=list(BATAS_COLUMNS)), []
    shapes, findings = _drawn(desa, kodes, source, source.batas)
    return _rows(shapes, source.batas, snapshot), [*findings, *_missing(set(kodes), known)]


def _drawn(desa: pd.DataFrame, kodes: list[Kode], source: Source, rule: BatasRule) -> tuple[Shapes, list[Finding]]:
    role = {column.role: column.name for column in source.columns}
    if "shape" in role:
        given = [shapely.from_wkb(str(text)) for text in desa[role["shape"]]]
        whole, repairs = mended(kodes, [int(line) for line in desa[LINE]], given)
        plane, findings = covered(kodes, to_plane(whole, rule.epsg), rule)
    else:
        degrees = [Point(lon, lat) for lon, lat in zip(desa[role["lon"]], desa[role["lat"]], strict=True)]
        plane = areas_of([Point(*place.coords) for place in to_plane(degrees, rule.epsg)])
        repairs, findings = [], []
    few = simplified(plane, rule.simplify_m)
    return on_grid(dict(zip(kodes, to_degrees(few, rule.epsg), strict=True))), [*repairs, *findings]


def _rows(desa: Shapes, rule: BatasRule, snapshot: Snapshot) -> pd.DataFrame:
    """All three levels, highest first; the dates are the operator's word."""
    rows = [
        (
            kode,
            level_of(kode).value,
            induk_of(kode),
            geojson_of(shape),
            snapshot.valid_from.isoformat() if snapshot.valid_from else "",
            snapshot.valid_to,
            rule.kind,
            snapshot.id,
        )
        for shapes in (dissolved(desa, 1), dissolved(desa, 2), desa)
        for kode, shape in shapes.items()
    ]
    return pd.DataFrame(rows, columns=list(BATAS_COLUMNS))


def _missing(found: set[Kode], known: Mapping[Kode, Entitas]) -> list[Finding]:
    """Known desa of the same kabupaten for which the file has no row."""
    kabupaten = {kode[:5] for kode in found}
    expected = {kode for kode in known if level_of(kode) is Level.DESA and kode[:5] in kabupaten}
    gone = sorted(expected - found)
    if not gone:
        return []
    more = f" dan {len(gone) - _MOST_NAMED} lainnya" if len(gone) > _MOST_NAMED else ""
    message = f"{len(gone)} dari {len(expected)} desa/kelurahan tidak ada: {', '.join(gone[:_MOST_NAMED])}{more}."
    return [Finding("cakupan", "hold", message)]
