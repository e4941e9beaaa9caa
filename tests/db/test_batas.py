"""Boundaries go down the line, are versioned, come back by rollback, and are served by their hash."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import brotli
import pytest
from flask import Flask

from data.cache import Cache
from data.domain.batas import LayerQuery
from data.domain.entitas import Kode, Level
from data.domain.provenance import Moment
from data.errors import UnknownError
from data.queries.batas import find_shapes, read_layer
from data.serve.delivery import Delivery
from data.serve.geo import geo
from data.serve.seats import Seats
from data.serve.services import Services
from data.settings import Settings
from data.store import Store
from data.warehouse.engine import Role, conninfo
from data.warehouse.listen import Listener
from data.warehouse.migrate import current_revision, upgrade
from tests.db.desk import Desk
from tests.db.line import Line

DAY = date(2026, 11, 24)
POINT = "33.16.09.2001,"


@pytest.fixture
def line(warehouse: Settings, tmp_path: Path) -> Iterator[Line]:
    """The line with regions and indicative boundaries loaded."""
    one = Line(warehouse, tmp_path)
    assert one.run("wilayah")["wilayah"].exit_code == 0
    assert one.run("batas_indikatif")["batas_indikatif"].result.version == 2
    yield one
    one.close()


def moment_of(line: Line, version: int | None = None) -> Moment:
    """What stands at a version."""
    cut = line.reader.cut(version)
    return Moment(cut.version, DAY, cut.catalogue, cut.datasets, cut.held, cut.committed_at)


def moved(line: Line) -> None:
    """Another representative point for one desa."""
    text = line.text("titik_wilayah.csv")
    row = next(row for row in text.splitlines() if row.startswith(POINT))
    cells = row.split(",")
    line.replace("titik_wilayah.csv", row, ",".join([*cells[:2], f"{float(cells[2]) + 0.002:.6f}", *cells[3:]]))


def test_the_same_points_make_no_version_and_a_rollback_brings_the_old_layer_back(line: Line) -> None:
    first = read_layer(line.reader, line.catalogue, LayerQuery(Level.DESA, Kode("33.16")), moment_of(line))
    assert line.run("batas_indikatif")["batas_indikatif"].result.outcome == "unchanged"
    moved(line)
    changed = line.run("batas_indikatif")["batas_indikatif"].result
    assert changed.version == 3
    assert 0 < changed.rows_inserted == changed.rows_closed < 30
    query = LayerQuery(Level.DESA, Kode("33.16"))
    assert read_layer(line.reader, line.catalogue, query, moment_of(line)).sha != first.sha
    assert read_layer(line.reader, line.catalogue, query, moment_of(line, 2)) == first
    line.publisher.rollback("batas_indikatif", 2)
    assert read_layer(line.reader, line.catalogue, query, moment_of(line)) == first


def test_a_layer_says_what_it_is_and_its_shapes_are_found_by_hash(line: Line) -> None:
    moment = moment_of(line)
    whole = read_layer(line.reader, line.catalogue, LayerQuery(Level.KECAMATAN, Kode("33.16")), moment)
    assert (whole.kind, whole.label, whole.valid_from, len(whole.areas)) == ("indikatif", "batas indikatif", None, 16)
    body = find_shapes(line.reader, line.catalogue, whole.sha)
    assert hashlib.sha256(body).hexdigest()[:16] == whole.sha
    features = json.loads(body)["features"]
    assert [feature["id"] for feature in features] == [area.kode for area in whole.areas]
    assert {str(feature["properties"]) for feature in features} == {"{}"}
    below = read_layer(line.reader, line.catalogue, LayerQuery(Level.DESA, Kode("33.16.09")), moment)
    assert {area.induk for area in below.areas} == {"33.16.09"}
    outer = next(area.bounds for area in whole.areas if area.kode == "33.16.09")
    assert below.bounds == outer
    with pytest.raises(UnknownError, match="tidak dikenal"):
        find_shapes(line.reader, line.catalogue, "0" * 16)
    with pytest.raises(UnknownError, match=r"Batas desa untuk 32\.11 belum dimuat"):
        read_layer(line.reader, line.catalogue, LayerQuery(Level.DESA, Kode("32.11")), moment)


def test_a_file_that_lost_a_desa_leaves_the_old_layer(line: Line) -> None:
    text = line.text("titik_wilayah.csv")
    row = next(row for row in text.splitlines(keepends=True) if row.startswith(POINT))
    with line.broken("titik_wilayah.csv", text.replace(row, "")):
        outcome = line.run("batas_indikatif")["batas_indikatif"]
    assert (outcome.exit_code, outcome.result.outcome) == (5, "held")
    assert "1 dari 295 desa/kelurahan tidak ada: 33.16.09.2001." in outcome.result.message
    query = LayerQuery(Level.DESA, Kode("33.16"))
    assert len(read_layer(line.reader, line.catalogue, query, moment_of(line)).areas) == 295


def test_shapes_are_kept_for_good_and_an_unknown_hash_is_told(line: Line, tmp_path: Path) -> None:
    server = Flask("uji", static_folder=None)
    listener = Listener(conninfo(line.settings, Role.BACA), line.reader)
    listener.stop()
    cache = Cache(line.reader, line.catalogue, "uji", "uji", Store(server, line.settings))
    server.extensions["cc"] = Services(line.settings, "uji", "uji", line.reader, cache, listener, Seats(1))
    server.register_blueprint(geo)
    Delivery(tmp_path / "web", list).install(server)
    sha = read_layer(line.reader, line.catalogue, LayerQuery(Level.DESA, Kode("33.16")), moment_of(line)).sha
    client = server.test_client()
    answer = client.get(f"/geo/{sha}.json", headers={"Accept-Encoding": "br"})
    assert (answer.status_code, answer.headers["Cache-Control"]) == (200, "public, max-age=31536000, immutable")
    assert hashlib.sha256(brotli.decompress(answer.data)).hexdigest()[:16] == sha
    again = client.get(f"/geo/{sha}.json", headers={"If-None-Match": answer.headers["ETag"]})
    assert (again.status_code, again.data) == (304, b"")
    for unknown in ("0" * 16, "abc", "é" * 16):
        refused = client.get(f"/geo/{unknown}.json")
        assert (refused.status_code, "tidak dikenal" in refused.get_json()["pesan"]) == (404, True)
        assert "immutable" not in refused.headers.get("Cache-Control", "")


def test_a_warehouse_of_the_first_release_gains_boundaries_and_keeps_its_rows(empty_database: Settings) -> None:
    upgrade(empty_database, revision="0001")
    assert current_revision(empty_database) == "0001"
    with Desk(empty_database) as desk:
        rows = desk.rows({("33.16", "2024"): 1.0})
        desk.writer.publish(desk.batch("spbe", rows))
        upgrade(empty_database)
        assert desk.read("spbe") == {("33.16", "2024"): 1.0}
        assert desk.reader.boundaries("batas_indikatif", 1) == ()
