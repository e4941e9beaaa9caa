"""`/siap` names what is missing, step by step, until the first page can be opened."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from flask import Flask

from data.cache import Cache
from data.catalog.loader import catalogue_hash, load_catalogue
from data.serve.health import health
from data.serve.seats import Seats
from data.serve.services import Services
from data.settings import Settings
from data.store import Store
from data.warehouse.engine import Role, conninfo, make_engine
from data.warehouse.listen import Listener
from data.warehouse.migrate import upgrade
from data.warehouse.reader import Reader
from tests.db.line import Line

pytestmark = pytest.mark.db


@contextmanager
def asked(settings: Settings) -> Iterator[Any]:
    """A web process's answers to `/siap`: (status, body); its listener runs."""
    engine = make_engine(settings, Role.BACA)
    catalogue = load_catalogue(settings.catalog_dir)
    reader, name, server = Reader(engine), catalogue_hash(catalogue), Flask("uji")
    listener = Listener(conninfo(settings, Role.BACA), reader)
    cache = Cache(reader, catalogue, name, "bangun", Store(server, settings))
    server.extensions["cc"] = Services(settings, name, "bangun", reader, cache, listener, Seats(1))
    server.register_blueprint(health)
    client = server.test_client()

    def ask(path: str = "/siap") -> tuple[int, dict[str, Any]]:
        answer = client.get(path)
        return answer.status_code, answer.get_json()

    listener.start()
    try:
        yield ask, listener
    finally:
        listener.stop()
        engine.dispose()


def test_each_missing_thing_is_named_until_none_is(empty_database: Settings, tmp_path: Path) -> None:
    with asked(empty_database) as (ask, listener):
        status, body = ask()
        assert (status, body["siap"]) == (503, False)
        assert "skema gudang data belum mutakhir" in body["kurang"][0]
        assert ask("/sehat")[0] == 200

        upgrade(empty_database)
        listener.wait(-1, 10)
        status, body = ask()
        assert status == 503
        assert {"sumber 'wilayah' belum pernah dimuat", "sumber 'spi' belum pernah dimuat"} <= set(body["kurang"])

        line = Line(empty_database, tmp_path)
        published = len(line.run())
        line.close()
        listener.wait(published - 1, 10)
        status, body = ask()
        assert (status, body["kurang"], body["versi"]) == (200, [], published)


def test_a_warehouse_out_of_reach_is_named(tmp_path: Path) -> None:
    nowhere = Settings(database_url=f"postgresql://x@/y?host={tmp_path}", data_dir=tmp_path)  # type: ignore[arg-type]
    with asked(nowhere) as (ask, _):
        status, body = ask()
    assert status == 503
    assert body["kurang"][0].startswith("gudang data: ")
