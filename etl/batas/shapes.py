"""Official shapes -> one clean coverage, and what had to be mended to get there."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry

from data.catalog.batas import BatasRule
from data.domain.entitas import Kode
from data.warehouse.records import Finding

_MOST_NAMED = 5


def is_polygon(text: str) -> bool:
    """True for WKB hex of a polygon or several."""
    return shapely.from_wkb(text).geom_type in ("Polygon", "MultiPolygon")


def mended(
    kodes: Sequence[Kode], lines: Sequence[int], shapes: Sequence[BaseGeometry]
) -> tuple[list[BaseGeometry], list[Finding]]:
    """Valid polygons, and which were not."""
    broken = [at for at, shape in enumerate(shapes) if not shapely.is_valid(shape)]
    whole = [_polygons(shapely.make_valid(shape)) if at in set(broken) else shape for at, shape in enumerate(shapes)]
    if not broken:
        return whole, []
    named = _named([f"{kodes[at]} (objek {lines[at]})" for at in broken])
    return whole, [Finding("geometri", "warn", f"{len(broken)} poligon tidak sah diperbaiki: {named}.")]


def covered(
    kodes: Sequence[Kode], shapes: Sequence[BaseGeometry], rule: BatasRule
) -> tuple[list[BaseGeometry], list[Finding]]:
    """Areas in metres without overlap, narrow gaps closed, and what of both was more than the tolerance."""
    overlaps, gaps = _overlaps(kodes, shapes), _gaps(shapes)
    total = sum(shapely.area(np.asarray(shapes)).tolist())
    findings = [
        *_finding("tumpang_tindih", "tumpang tindih", overlaps, rule, total),
        *_finding("celah", "celah", gaps, rule, total),
    ]
    given = np.asarray(shapes)
    if shapely.coverage_is_valid(given):
        return list(given), findings
    # The stubs of shapely do not know its 2.2 yet.
    return list(shapely.coverage_clean(given, gap_width=rule.gap_m)), findings  # type: ignore[attr-defined]


def _finding(check: str, word: str, found: dict[str, float], rule: BatasRule, total: float) -> list[Finding]:
    large = {name: area for name, area in found.items() if area > rule.tolerance_m2}
    if not large:
        return []
    is_much = sum(large.values()) > rule.max_error_ratio * total
    hectares = f"{sum(large.values()) / 10_000:.1f}".replace(".", ",")
    message = f"{len(large)} {word} di atas toleransi, {hectares} ha: {_named(list(large))}."
    return [Finding(check, "hold" if is_much else "warn", message)]


def _overlaps(kodes: Sequence[Kode], shapes: Sequence[BaseGeometry]) -> dict[str, float]:
    """Area in m2 by pair of codes."""
    left, right = shapely.STRtree(shapes).query(np.asarray(shapes), predicate="intersects")
    pairs = [(a, b) for a, b in zip(left.tolist(), right.tolist(), strict=True) if a < b]
    return {f"{kodes[a]}–{kodes[b]}": shapely.intersection(shapes[a], shapes[b]).area for a, b in pairs}


def _gaps(shapes: Sequence[BaseGeometry]) -> dict[str, float]:
    """Area in m2 of what lies inside the whole and belongs to nobody, by its place in metres."""
    parts = shapely.get_parts(shapely.union_all(np.asarray(shapes)))
    holes = [shapely.polygons(ring) for part in parts for ring in part.interiors]
    return {f"E {hole.centroid.x:.0f} N {hole.centroid.y:.0f}": hole.area for hole in holes}


def _polygons(shape: BaseGeometry) -> BaseGeometry:
    """What of a mended shape has an area."""
    parts = [part for part in shapely.get_parts(shape, return_index=False) if part.area > 0]
    return shapely.union_all(np.asarray(parts)) if parts else shape


def _named(names: list[str]) -> str:
    more = f" dan {len(names) - _MOST_NAMED} lainnya" if len(names) > _MOST_NAMED else ""
    return ", ".join(names[:_MOST_NAMED]) + more
