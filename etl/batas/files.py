"""GeoJSON, GeoPackage or zipped shapefile -> a frame of text: attributes as published, shapes as WKB hex in WGS84."""

from __future__ import annotations

import io
import json
import re
import tempfile
import warnings
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import geopandas
import pandas as pd
import shapely

from data.errors import ParseError
from etl.marks import LINE
from etl.records import Snapshot

SHAPE = "geometri"
_INDONESIA = (94.0, -12.0, 142.0, 7.0)
_UNDOTTED = re.compile(r"(\d{2})(\d{2})(\d{2})(\d{4})(\.0)?", re.ASCII)
_MOST_UNPACKED = 1024 * 1024 * 1024
_FAULTS = (RuntimeError, ValueError, shapely.errors.ShapelyError)


def parse_shapes(snapshot: Snapshot) -> pd.DataFrame:
    """One row per object, all text, `baris_berkas` its number from 1. Raises ParseError, in words of our own."""
    body = snapshot.read_bytes()
    with tempfile.TemporaryDirectory(prefix="cc-batas-") as folder:
        frame = _read(_placed(body, Path(folder), snapshot.name), snapshot.name)
    if frame.empty:
        raise ParseError(f"{snapshot.name}: tidak ada satu objek pun")
    if frame.crs is None:
        raise ParseError(f"{snapshot.name}: sistem koordinat tidak tercantum (untuk shapefile: berkas .prj tidak ada)")
    degrees = frame.to_crs(4326)
    _check_place(degrees, snapshot.name)
    columns = {str(name): _text(frame[name]) for name in frame.columns if name != frame.geometry.name}
    shapes = pd.Series([_hex(shape) for shape in degrees.geometry], dtype="string")
    return pd.DataFrame({**columns, SHAPE: shapes, LINE: range(1, len(frame) + 1)})


def _placed(body: bytes, folder: Path, name: str) -> str:
    """Where GDAL finds the bytes; what they are is read off their beginning, not their name."""
    if not body.strip():
        raise ParseError(f"{name}: berkas kosong")
    if body.startswith(b"PK\x03\x04"):
        return _unpacked(body, folder, name)
    if body.startswith(b"SQLite format 3\x00"):
        path = folder / "batas.gpkg"
    elif body.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"{"):
        _check_json(body, name)
        path = folder / "batas.geojson"
    else:
        raise ParseError(f"{name}: bukan GeoJSON, GeoPackage atau shapefile dalam ZIP")
    path.write_bytes(body)
    return str(path)


def _check_json(body: bytes, name: str) -> None:
    """GDAL would read half a file; Python does not."""
    try:
        drawn = json.loads(body.decode("utf-8-sig"))
    except ValueError as error:
        raise ParseError(f"{name}: GeoJSON terpotong atau rusak") from error
    if not isinstance(drawn, dict) or drawn.get("type") != "FeatureCollection":
        raise ParseError(f"{name}: bukan FeatureCollection GeoJSON")


def _unpacked(body: bytes, folder: Path, name: str) -> str:
    try:
        with zipfile.ZipFile(io.BytesIO(body)) as bundle:
            found = [part for part in bundle.infolist() if part.filename.lower().endswith(".shp")]
            if len(found) != 1:
                raise ParseError(f"{name}: ZIP ini berisi {len(found)} shapefile, seharusnya satu")
            stem = Path(found[0].filename).with_suffix("")
            parts = [part for part in bundle.infolist() if Path(part.filename).with_suffix("") == stem]
            if sum(part.file_size for part in parts) > _MOST_UNPACKED:
                raise ParseError(f"{name}: isi ZIP terlalu besar")
            for part in parts:
                (folder / f"batas{Path(part.filename).suffix.lower()}").write_bytes(bundle.read(part))
    except (zipfile.BadZipFile, EOFError, NotImplementedError) as error:
        raise ParseError(f"{name}: ZIP terpotong atau rusak") from error
    missing = [suffix for suffix in (".shx", ".dbf") if not (folder / f"batas{suffix}").exists()]
    if missing:
        raise ParseError(f"{name}: shapefile tidak lengkap, tidak ada {', '.join(missing)}")
    return str(folder / "batas.shp")


@contextmanager
def _told(name: str) -> Iterator[None]:
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            yield
    except _FAULTS as error:
        raise ParseError(f"{name}: berkas terpotong, rusak, atau bukan peta poligon") from error


def _read(place: str, name: str) -> geopandas.GeoDataFrame:
    with _told(name):
        layers = geopandas.list_layers(place)
        drawn = layers[layers["geometry_type"].notna()]["name"].tolist()
        if len(drawn) != 1:
            raise ParseError(f"{name}: berisi {len(drawn)} lapisan peta, seharusnya satu")
        frame = geopandas.read_file(place, layer=drawn[0])
    if not isinstance(frame, geopandas.GeoDataFrame):
        raise ParseError(f"{name}: tidak berisi geometri")
    return frame


def _check_place(degrees: geopandas.GeoDataFrame, name: str) -> None:
    west, south, east, north = degrees.total_bounds
    low_x, low_y, high_x, high_y = _INDONESIA
    if not (low_x <= west <= east <= high_x and low_y <= south <= north <= high_y):
        raise ParseError(f"{name}: letaknya di luar Indonesia; sistem koordinat yang tercantum keliru")


def _text(values: pd.Series[Any]) -> pd.Series[Any]:
    """Attributes as text; ten digits that are a code without dots get them (`3316012001` -> `33.16.01.2001`)."""
    return pd.Series(["" if pd.isna(value) else _dotted(str(value)) for value in values], dtype="string")


def _dotted(text: str) -> str:
    found = _UNDOTTED.fullmatch(text.strip())
    return ".".join(found.groups()[:4]) if found else text.strip()


def _hex(shape: Any) -> str:
    return "" if shape is None or shape.is_empty else str(shapely.to_wkb(shapely.force_2d(shape), hex=True))
