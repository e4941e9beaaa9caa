"""Indicative areas: they fill the hull, share their edges, turn the right way, and are the same every time."""

from __future__ import annotations

import json
from functools import cache

import numpy as np
import pytest
import shapely
from shapely.geometry.base import BaseGeometry

from data.catalog.loader import load_catalogue
from data.domain.entitas import Entitas, Kode
from data.errors import ParseError
from data.settings import ROOT
from etl.batas.coverage import dissolved, geojson_of, on_grid
from etl.batas.points import areas_of
from etl.batas.rows import to_batas
from etl.conform import conform
from etl.csv_text import parse_csv
from etl.records import Snapshot

POINTS = ROOT / "etl" / "published" / "titik_wilayah.csv"
SOURCE = load_catalogue(ROOT / "data" / "catalog").sources["batas_indikatif"]
SNAPSHOT = Snapshot(7, SOURCE.id, POINTS.name, "0" * 64, POINTS)


def known() -> dict[Kode, Entitas]:
    """Every region of the file of points."""
    return {Kode(kode): Entitas(Kode(kode), kode, "desa", None) for kode in parse_csv(SNAPSHOT)["kode"]}


def drawn() -> dict[str, str]:
    """Geometry text of every region."""
    good, rejects = conform(parse_csv(SNAPSHOT), SOURCE, known(), POINTS.name)
    assert rejects == []
    rows, findings = to_batas(good, SOURCE, SNAPSHOT, known())
    assert findings == []
    return dict(zip(rows["kode"], rows["geometry"], strict=True))


@cache
def shapes() -> dict[str, BaseGeometry]:
    """Geometry of every region."""
    return {kode: shapely.from_geojson(text) for kode, text in drawn().items()}


def of_level(dots: int) -> dict[Kode, BaseGeometry]:
    """Those of one level."""
    return {Kode(kode): shape for kode, shape in shapes().items() if kode.count(".") == dots}


@pytest.mark.parametrize(("dots", "count"), [(1, 1), (2, 16), (3, 295)])
def test_a_level_is_whole_without_gap_or_overlap(dots: int, count: int) -> None:
    level = np.asarray(list(of_level(dots).values()))
    assert len(level) == count
    assert {shape.geom_type for shape in level} == {"Polygon"}
    assert shapely.is_valid(level).all()
    assert shapely.coverage_is_valid(level)
    whole = shapely.union_all(level)
    assert whole.equals(shapes()["33.16"])
    assert len(shapely.get_rings(whole)) == 1


def test_a_kecamatan_is_its_desa_taken_together() -> None:
    for kode, shape in of_level(2).items():
        below = [part for desa, part in of_level(3).items() if desa.startswith(f"{kode}.")]
        assert shapely.union_all(below).equals(shape)
        edges = {tuple(point) for part in below for point in shapely.get_coordinates(part)}
        assert {tuple(point) for point in shapely.get_coordinates(shape)} <= edges


def test_each_point_lies_in_its_own_area() -> None:
    frame = parse_csv(SNAPSHOT)
    desa = frame[frame["kode"].str.count(r"\.") == 3]
    for kode, lon, lat in zip(desa["kode"], desa["lon"], desa["lat"], strict=True):
        assert shapes()[kode].contains(shapely.Point(float(lon), float(lat))), kode


def test_rings_turn_clockwise_and_have_five_decimals() -> None:
    assert not any(shapely.is_ccw(shapely.get_exterior_ring(shape)) for shape in shapes().values())
    for text in drawn().values():
        ring = json.loads(text)["coordinates"][0]
        assert ring[0] == ring[-1]
        assert ring == [[round(lon, 5), round(lat, 5)] for lon, lat in ring]


def test_the_same_points_give_the_same_bytes() -> None:
    assert drawn() == drawn()


def test_a_missing_desa_holds_the_file_and_is_named() -> None:
    good, _ = conform(parse_csv(SNAPSHOT), SOURCE, known(), POINTS.name)
    _, findings = to_batas(good[good["kode"] != "33.16.09.2001"], SOURCE, SNAPSHOT, known())
    assert [(one.check, one.verdict, one.message) for one in findings] == [
        ("cakupan", "hold", "1 dari 295 desa/kelurahan tidak ada: 33.16.09.2001.")
    ]


def test_points_that_draw_nothing_are_told() -> None:
    with pytest.raises(ParseError, match="dua titik di tempat yang sama"):
        areas_of([shapely.Point(0, 0), shapely.Point(0, 0), shapely.Point(1, 1), shapely.Point(5, 1)])
    with pytest.raises(ParseError, match="kurang dari tiga"):
        areas_of([shapely.Point(0, 0), shapely.Point(9, 9)])


def test_the_grid_keeps_a_hole_an_island_and_the_shared_edge() -> None:
    ring = shapely.box(0, 0, 3, 3).difference(shapely.box(1, 1, 2, 2))
    island = shapely.union(shapely.box(1, 1, 2, 2), shapely.box(5, 0, 6, 1.000004))
    made = on_grid({Kode("33.16.01.2001"): ring, Kode("33.16.01.2002"): island})
    assert {kode: shape.area for kode, shape in made.items()} == {"33.16.01.2001": 8.0, "33.16.01.2002": 2.0}
    assert dissolved(made, 2)[Kode("33.16.01")].area == 10.0
    assert json.loads(geojson_of(made[Kode("33.16.01.2002")]))["type"] == "MultiPolygon"
