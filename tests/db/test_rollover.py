"""An open screen at the end of a day, a month, a year: the stream tells the new day, and the same version ages."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path
from typing import Any, cast

import pytest
from flask import Flask
from flask.testing import FlaskClient

from data.cache import Cache
from data.catalog.loader import catalogue_hash
from data.serve.api import api
from data.serve.live import live
from data.serve.seats import Seats
from data.serve.services import Services
from data.settings import Settings
from data.store import Store
from data.warehouse.engine import Role, conninfo
from data.warehouse.listen import Listener
from tests.db.line import Line

pytestmark = pytest.mark.db


@dataclass
class Clock:
    """The day it is on the screen, in Asia/Jakarta."""

    day: date = field(default_factory=date.today)


@pytest.fixture
def clock() -> Clock:
    """A clock of the test's own."""
    return Clock()


@pytest.fixture
def client(warehouse: Settings, tmp_path: Path, clock: Clock) -> Iterator[FlaskClient]:
    """A web process over everything, whose day is the clock's."""
    line = Line(warehouse, tmp_path)
    line.run()
    name, server = catalogue_hash(line.catalogue), Flask("uji")
    cache = Cache(line.reader, line.catalogue, name, "bangun", Store(server, line.settings))
    listener = Listener(conninfo(line.settings, Role.BACA), line.reader)
    server.extensions["cc"] = Services(
        line.settings, name, "bangun", line.reader, cache, listener, Seats(1), today=lambda: clock.day
    )
    server.register_blueprint(api)
    server.register_blueprint(live)
    yield server.test_client()
    listener.stop()
    line.close()


def told(client: FlaskClient, path: str) -> dict[str, Any]:
    """The JSON of an answer."""
    return cast(dict[str, Any], client.get(path).json)


def newest(client: FlaskClient, indicator: str) -> tuple[str, str]:
    """Period and state of the newest value of Blora."""
    rows = [row for row in told(client, f"/api/v1/seri/{indicator}?kode=33.16")["data"] if row["nilai"] is not None]
    row = max(rows, key=lambda one: one["periode"])
    return row["periode"], row["keadaan"]


@pytest.mark.parametrize(
    ("indicator", "periode", "due"),
    [
        ("garis_kemiskinan", "2024", date(2025, 12, 31)),
        ("penimbangan_ds", "2024-02", date(2024, 4, 30)),
        ("mpp_pemohon", "2025-04-08", date(2025, 4, 16)),
    ],
    ids=["tahun", "bulan", "hari"],
)
def test_what_is_due_turns_old_at_midnight_and_the_stream_says_so(
    client: FlaskClient, clock: Clock, indicator: str, periode: str, due: date
) -> None:
    clock.day = due
    before = told(client, "/live/terakhir")
    assert newest(client, indicator) == (periode, "value")
    clock.day = due + timedelta(days=1)
    after = told(client, "/live/terakhir")
    assert newest(client, indicator) == (periode, "stale")
    assert (before["hari"], after["hari"]) == (due.isoformat(), clock.day.isoformat())
    assert (before["versi"], before["dataset"]) == (after["versi"], after["dataset"])
