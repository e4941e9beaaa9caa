"""A hundred clients ask the same tile right after a publish: how often is it computed? `bench_cache.py`.

In process the store itself counts; over HTTP the warehouse's log does: statements on mart.measure that one client
causes after a publish, beside those a hundred cause after the next. More than one computation is a failure.
"""

from __future__ import annotations

import http.client
import shutil
import sys
import tempfile
import threading
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import psycopg

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from app import create_app
from data.serve.services import Services
from data.warehouse.engine import Role, conninfo
from tests.bench.figures import percentile, show, show_load, tell
from tests.bench.publisher import Publisher
from tests.site import Site

CLIENTS = 100
TILE = "spbe_indeks"
_SERIES = f"/api/v1/seri/{TILE}?kode=33.16"


def together(ask: Callable[[], float], count: int) -> list[float]:
    """`ask` in `count` threads that begin at once; what each returned."""
    gate = threading.Barrier(count)

    def wait_and_ask(_: int) -> float:
        gate.wait()
        return ask()

    with ThreadPoolExecutor(count) as pool:
        return list(pool.map(wait_and_ask, range(count)))


def computed_in_process(services: Services, publisher: Publisher) -> int:
    """Computations behind CLIENTS threads that ask for the tile of a version just published."""
    publisher.publish(3.41)
    moment = services.now()
    before = services.cache.store.computed

    def ask() -> float:
        return services.tile(TILE, moment).reading.value or 0

    values = set(together(ask, CLIENTS))
    assert values == {3.41}, values
    return services.cache.store.computed - before


class Watched:
    """A site whose PostgreSQL logs every statement."""

    def __init__(self, site: Site, publisher: Publisher) -> None:
        self.site, self.publisher = site, publisher
        self._log = site.settings.data_dir / "postgres" / "server.log"
        with psycopg.connect(conninfo(site.settings, Role.ADMIN), autocommit=True) as connection:
            connection.execute("ALTER ROLE CURRENT_USER SET log_statement = 'all'")

    def ask_ms(self) -> float:
        """One client on a connection of its own; ms to the whole answer."""
        client = http.client.HTTPConnection("127.0.0.1", self.site.port, timeout=20)
        began = time.perf_counter()
        client.request("GET", _SERIES)
        answer = client.getresponse()
        answer.read()
        took_ms = (time.perf_counter() - began) * 1000
        client.close()
        assert answer.status == 200, answer.status
        return took_ms

    def statements(self, value: float, clients: int) -> tuple[int, list[float]]:
        """(statements on mart.measure, ms of each answer) of so many clients right after a publish."""
        version = self.publisher.publish(value)
        give_up_at = time.monotonic() + 10
        while self.site.json("/live/terakhir")["versi"] < version:
            assert time.monotonic() < give_up_at, "the web did not hear of the publish"
        before = self._count()
        took_ms = together(self.ask_ms, clients)
        return self._count() - before, took_ms

    def _count(self) -> int:
        return self._log.read_text(errors="replace").count("mart.measure")


def show_http(site: Site, publisher: Publisher) -> bool:
    """True when a hundred clients cost the warehouse what one does."""
    watched = Watched(site, publisher)
    site.start_web()
    alone, _ = watched.statements(3.42, 1)
    crowd, took_ms = watched.statements(3.43, CLIENTS)
    show(f"{CLIENTS} clients over HTTP: statements, against one client's", crowd, alone, "")
    tell(f"{CLIENTS} clients over HTTP: p95 of the answer", percentile(took_ms, 95), "ms")
    return 0 < crowd <= alone


def main() -> int:
    """On a site of its own; exit code 1 when anything is computed twice."""
    folder = Path(tempfile.mkdtemp(prefix="cc-bench-"))
    site = Site(folder)
    try:
        site.start()
        site.stop_web()
        show_load()
        publisher = Publisher(site.settings)
        services: Services = create_app(site.settings).server.extensions["cc"]
        computed = computed_in_process(services, publisher)
        show(f"{CLIENTS} clients ask the same tile after a publish: computed", computed, 1, "")
        is_once = show_http(site, publisher)
        publisher.close()
    finally:
        site.stop()
        shutil.rmtree(folder)
    return 0 if computed == 1 and is_once else 1


if __name__ == "__main__":
    sys.exit(main())
