"""Official boundaries from an operator's file: three formats come in, faulty ones are told and lose nothing."""

from __future__ import annotations

import zipfile
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import pytest
import shapely

from data.domain.batas import Layer, LayerQuery
from data.domain.entitas import Kode, Level, level_of
from data.domain.provenance import Moment
from data.errors import FetchError
from data.queries.batas import find_shapes, read_layer
from data.settings import Settings
from etl.discovery import chosen_sources
from etl.given import read_given
from etl.pipeline import Outcome, run
from tests.coverages import SIDE, coverage, squares, write
from tests.db.line import Line

DAY = date(2026, 11, 24)
Spoil = Callable[[list[Kode], Path], Path]


@pytest.fixture
def line(warehouse: Settings, tmp_path: Path) -> Iterator[Line]:
    """The line with the regions loaded."""
    one = Line(warehouse, tmp_path)
    one.run("wilayah")
    yield one
    one.close()


def kodes_of(line: Line) -> list[Kode]:
    """Every desa of the reference rows."""
    return sorted(one.kode for one in line.reader.entitas(line.cut.version) if level_of(one.kode) is Level.DESA)


def given(line: Line, path: Path, valid_from: date | None = None, valid_to: date | None = None) -> Outcome:
    """What came of a file."""
    sources = chosen_sources(line.catalogue, "batas_wilayah")
    file = read_given(path, valid_from, valid_to)
    return next(run(sources, line.settings, line.publisher, line.reader, file))


def layer(line: Line, level: Level = Level.DESA, day: date = DAY) -> Layer:
    """The layer that applies on a day."""
    cut = line.cut
    moment = Moment(cut.version, day, cut.catalogue, cut.datasets, cut.held, cut.committed_at)
    return read_layer(line.reader, line.catalogue, LayerQuery(level, Kode("33.16")), moment)


def zipped(shapefile: Path, *left_out: str) -> Path:
    """The parts of a shapefile as one ZIP, as offices hand them on."""
    path = shapefile.with_suffix(".zip")
    with zipfile.ZipFile(path, "w") as bundle:
        for part in shapefile.parent.glob(f"{shapefile.stem}.*"):
            if part.suffix not in (".zip", *left_out):
                bundle.write(part, f"batas/{part.name}")
    return path


def test_three_formats_give_the_same_layer_and_no_name_travels(line: Line, tmp_path: Path) -> None:
    kodes = kodes_of(line)
    first = given(line, write(coverage(kodes), tmp_path / "a.geojson"))
    assert (first.exit_code, first.result.outcome) == (0, "published"), first.result.message
    drawn = layer(line)
    assert (drawn.kind, drawn.label, len(drawn.areas)) == ("resmi", "batas resmi", 295)
    body = find_shapes(line.reader, line.catalogue, drawn.sha)
    assert b"Rahasia" not in body
    undotted = coverage([Kode(kode.replace(".", "")) for kode in kodes], "KDEPUM")
    shapefile = write(undotted.to_crs(32749), tmp_path / "c.shp")
    for path in (write(undotted.to_crs(32749), tmp_path / "b.gpkg"), shapefile, zipped(shapefile)):
        again = given(line, path)
        assert again.exit_code == 0, again.result.message
        assert layer(line).sha == drawn.sha
        assert again.result.outcome == "unchanged"


def test_official_boundaries_win_on_the_days_for_which_they_hold(line: Line, tmp_path: Path) -> None:
    line.run("batas_indikatif")
    path = write(coverage(kodes_of(line)), tmp_path / "a.geojson")
    given(line, path, date(2025, 1, 1), date(2026, 12, 31))
    moved = write(coverage(kodes_of(line), shapes=squares(kodes_of(line))[::-1]), tmp_path / "b.geojson")
    assert given(line, moved, date(2028, 1, 1)).result.outcome == "published"
    later = layer(line, day=date(2028, 1, 1))
    assert (later.label, later.sha != layer(line).sha) == ("batas resmi, berlaku sejak 1 Januari 2028", True)
    assert find_shapes(line.reader, line.catalogue, later.sha) != find_shapes(
        line.reader, line.catalogue, layer(line).sha
    )
    assert layer(line).label == "batas resmi, berlaku sejak 1 Januari 2025"
    assert layer(line).valid_from == date(2025, 1, 1)
    assert layer(line, day=date(2024, 12, 31)).kind == "indikatif"
    assert layer(line, day=date(2027, 1, 1)).kind == "indikatif"


def cut_off(kodes: list[Kode], folder: Path) -> Path:
    path = write(coverage(kodes), folder / "rusak.geojson")
    path.write_bytes(path.read_bytes()[:-5000])
    return path


def cut_package(kodes: list[Kode], folder: Path) -> Path:
    path = write(coverage(kodes), folder / "rusak.gpkg")
    path.write_bytes(path.read_bytes()[:6000])
    return path


def other_heading(kodes: list[Kode], folder: Path) -> Path:
    return write(coverage(kodes, "nomor"), folder / "rusak.geojson")


def unknown_kode(kodes: list[Kode], folder: Path) -> Path:
    return write(coverage([*kodes[:-1], Kode("33.16.99.2001")]), folder / "rusak.geojson")


def missing_desa(kodes: list[Kode], folder: Path) -> Path:
    return write(coverage(kodes[:-2]), folder / "rusak.geojson")


def doubled(kodes: list[Kode], folder: Path) -> Path:
    return write(coverage([*kodes[:-1], kodes[0]]), folder / "rusak.geojson")


def wrong_crs(kodes: list[Kode], folder: Path) -> Path:
    frame = coverage(kodes).to_crs(32749)
    return write(frame.set_crs(4326, allow_override=True), folder / "rusak.gpkg")


def no_crs(kodes: list[Kode], folder: Path) -> Path:
    path = write(coverage(kodes), folder / "rusak.shp")
    path.with_suffix(".prj").unlink()
    return path


def empty(_kodes: list[Kode], folder: Path) -> Path:
    (folder / "rusak.geojson").write_bytes(b"")
    return folder / "rusak.geojson"


def picture(_kodes: list[Kode], folder: Path) -> Path:
    (folder / "rusak.geojson").write_bytes(b"\x89PNG\r\n")
    return folder / "rusak.geojson"


def nothing_in_it(_kodes: list[Kode], folder: Path) -> Path:
    (folder / "rusak.geojson").write_bytes(b'{"type":"FeatureCollection","features":[]}')
    return folder / "rusak.geojson"


def points(kodes: list[Kode], folder: Path) -> Path:
    shapes = [shape.centroid for shape in squares(kodes)]
    return write(coverage(kodes, shapes=shapes), folder / "rusak.geojson")


def cut_zip(kodes: list[Kode], folder: Path) -> Path:
    path = zipped(write(coverage(kodes), folder / "rusak.shp"))
    path.write_bytes(path.read_bytes()[:-200])
    return path


def zip_without_attributes(kodes: list[Kode], folder: Path) -> Path:
    return zipped(write(coverage(kodes), folder / "rusak.shp"), ".dbf")


def zip_of_two(kodes: list[Kode], folder: Path) -> Path:
    path = zipped(write(coverage(kodes), folder / "rusak.shp"))
    with zipfile.ZipFile(path, "a") as bundle:
        bundle.write(folder / "rusak.shp", "batas/kedua.shp")
    return path


def two_layers(kodes: list[Kode], folder: Path) -> Path:
    path = write(coverage(kodes), folder / "rusak.gpkg")
    coverage(kodes).to_file(path, layer="kedua")
    return path


def overlapping(kodes: list[Kode], folder: Path) -> Path:
    shapes = squares(kodes)
    shapes[0] = shapely.box(111.2, -7.2, 111.2 + 12 * SIDE, -7.2 + SIDE)
    return write(coverage(kodes, shapes=shapes), folder / "rusak.geojson")


FAULTS: list[tuple[Spoil, int, str]] = [
    (cut_zip, 4, "ZIP terpotong atau rusak"),
    (zip_without_attributes, 4, "shapefile tidak lengkap, tidak ada .dbf"),
    (zip_of_two, 4, "berisi 2 shapefile, seharusnya satu"),
    (two_layers, 4, "berisi 2 lapisan peta, seharusnya satu"),
    (cut_off, 4, "terpotong atau rusak"),
    (cut_package, 4, "terpotong, rusak"),
    (other_heading, 4, "Hilang: kode"),
    (unknown_kode, 5, "Baris 295, kolom kode: kode wilayah 33.16.99.2001 tidak ada dalam daftar acuan."),
    (missing_desa, 5, "2 dari 295 desa/kelurahan tidak ada: 33.16."),
    (doubled, 5, "kunci ganda pada baris 1, 295"),
    (wrong_crs, 4, "di luar Indonesia"),
    (no_crs, 4, "sistem koordinat tidak tercantum"),
    (empty, 4, "berkas kosong"),
    (picture, 4, "bukan GeoJSON, GeoPackage atau shapefile"),
    (nothing_in_it, 4, "tidak ada satu objek pun"),
    (points, 5, "295 dari 295 baris ditolak"),
    (overlapping, 5, "tumpang tindih di atas toleransi"),
]


def test_a_faulty_file_is_told_and_the_old_layer_stays(line: Line, tmp_path: Path) -> None:
    kodes = kodes_of(line)
    given(line, write(coverage(kodes), tmp_path / "baik.geojson"))
    before = layer(line).sha
    for spoil, exit_code, told in FAULTS:
        for old in tmp_path.glob("rusak.*"):
            old.unlink()
        outcome = given(line, spoil(kodes, tmp_path))
        assert (outcome.exit_code, spoil.__name__) == (exit_code, spoil.__name__), outcome.result.message
        assert told in outcome.result.message, (spoil.__name__, outcome.result.message)
        assert layer(line).sha == before


def test_a_polygon_that_crosses_itself_is_mended_and_named(line: Line, tmp_path: Path) -> None:
    kodes = kodes_of(line)
    shapes = squares(kodes)
    x, y = 111.2, -7.2
    ring = [(x, y), (x + SIDE, y), (x + SIDE, y + SIDE), (x, y + SIDE), (x + SIDE / 2, y - SIDE / 2)]
    shapes[0] = shapely.Polygon(ring)
    outcome = given(line, write(coverage(kodes, shapes=shapes), tmp_path / "a.geojson"))
    assert outcome.exit_code == 0, outcome.result.message
    assert f"1 poligon tidak sah diperbaiki: {kodes[0]} (objek 1)" in outcome.result.message
    shape = line.rows("SELECT geometry FROM mart.batas WHERE kode = %s AND to_version IS NULL", kodes[0])[0][0]
    assert shapely.is_valid(shapely.from_geojson(shape))


def test_only_a_file_can_be_given_and_only_to_a_source_that_takes_one(line: Line, tmp_path: Path) -> None:
    assert "batas_wilayah" not in {source.id for source in chosen_sources(line.catalogue, "all")}
    for path in (tmp_path, tmp_path / "tiada.geojson"):
        with pytest.raises(FetchError, match="bukan berkas"):
            read_given(path)
    done = line.etl("run", "spbe", "--file", str(tmp_path / "a.geojson"))
    assert (done.returncode, "tidak menerima --file" in done.stderr) == (9, True)
    assert line.etl("run", "batas_wilayah").returncode == 3
