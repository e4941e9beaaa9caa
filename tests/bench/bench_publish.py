"""Publish and read figures at five million rows, on a PostgreSQL of its own: `bench_publish.py [ROWS]`.

Prints each figure with the aim and their ratio, and for a publish the CPU seconds of both sides, since a busy machine
doubles the rest; asserts no time. A sequential scan on mart.measure is a failure.
"""

from __future__ import annotations

import os
import shutil
import statistics
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime
from pathlib import Path

import psutil
import psycopg
from psycopg.sql import SQL, Composed
from sqlalchemy import Engine

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from data.domain.entitas import Kode
from data.domain.provenance import CellKey
from data.settings import Settings
from data.warehouse import statements
from data.warehouse.embedded import EmbeddedServer
from data.warehouse.engine import Role, conninfo, make_engine, session
from data.warehouse.migrate import upgrade
from data.warehouse.reader import Reader
from data.warehouse.records import Batch
from data.warehouse.writer import Writer
from tests.bench.figures import show

ROWS = 200_000
DESA = [Kode(f"33.16.{kecamatan:02d}.{2001 + n}") for kecamatan in range(1, 17) for n in range(19)][:295]
PERIODS = [f"{year}-{month:02d}" for year in range(2020, 2025) for month in range(1, 13)]
MEASURES = [f"ukuran_{n:02d}" for n in range(12)]
VINTAGE = date(2025, 1, 1)


def rows_of(count: int, snapshot: int, shift: float = 0, changed_every: int = 1) -> Iterator[tuple[object, ...]]:
    """`count` rows over measures, desa and months; every `changed_every`-th value is moved by `shift`."""
    keys = ((m, e, p) for m in MEASURES for e in DESA for p in PERIODS)
    for number, (measure, entitas, periode) in zip(range(count), keys, strict=False):
        value = number * 0.5 + (shift if number % changed_every == 0 else 0)
        yield (measure, entitas, periode, "", "x", value, "value", VINTAGE, snapshot)


class Bench:
    """The warehouse under measurement."""

    def __init__(self, settings: Settings) -> None:
        self.etl, self.baca = make_engine(settings, Role.ETL), make_engine(settings, Role.BACA)
        self.writer, self.reader = Writer(self.etl), Reader(self.baca)
        self.writer.keep_catalogue("bench", "{}")
        self.run = self.writer.start_run("bench")
        self.snapshot = self.writer.add_snapshot(
            source="bench",
            name="bench.csv",
            url="",
            sha256="0" * 64,
            byte_count=0,
            path="",
            fetched_at=datetime.now(UTC),
        )

    def publish(self, dataset: str, shift: float = 0, changed_every: int = 1) -> tuple[float, float]:
        """Seconds for one publish of ROWS rows, and the CPU seconds of PostgreSQL and Python in them."""
        rows = rows_of(ROWS, self.snapshot, shift, changed_every)
        started, cpu = time.perf_counter(), self._cpu_s()
        self.writer.publish(Batch(dataset, "measure", "full", rows, self.run, "bench"))
        return time.perf_counter() - started, self._cpu_s() - cpu

    def _cpu_s(self) -> float:
        with session(self.etl) as connection:
            backend = psutil.Process(connection.info.backend_pid).cpu_times()
        return backend.user + backend.system + time.process_time()

    def close(self) -> None:
        """Give the connections back."""
        self.etl.dispose()
        self.baca.dispose()


def fill(bench: Bench, settings: Settings, total: int) -> None:
    """Other datasets until mart.measure holds `total` rows, then what autovacuum would have done by the next day."""
    started = time.perf_counter()
    for number in range(total // ROWS):
        bench.publish(f"isi_{number:02d}")
    with psycopg.connect(conninfo(settings, Role.ADMIN), autocommit=True) as connection:
        connection.execute("VACUUM ANALYZE mart.measure")
        connection.execute("CHECKPOINT")
    print(f"filled {total} rows in {time.perf_counter() - started:.0f} s; load average {os.getloadavg()[0]:.1f}")


def median_ms(work: Callable[[], object]) -> float:
    """Median of 15 runs after one to warm up."""
    work()
    times = []
    for _ in range(15):
        started = time.perf_counter()
        work()
        times.append((time.perf_counter() - started) * 1000)
    return statistics.median(times)


def show_publishes(bench: Bench) -> None:
    """First, identical, 5 % changed, all replaced."""
    for what, aim, shift, changed_every in (
        ("first", 1.5, 0, 1),
        ("identical (no version)", 1.5, 0, 1),
        ("5 % changed", 1.5, 0.25, 20),
        ("all replaced", 6, 7, 1),
    ):
        wall_s, cpu_s = bench.publish("ukur", shift, changed_every)
        show(f"publish 200k rows: {what} (CPU {cpu_s:.2f} s)", wall_s, aim, "s")


def show_waiting(bench: Bench) -> None:
    """How long a small publisher waits when a large one replaces everything at the same time."""
    large = threading.Thread(target=bench.publish, args=("ukur", 11))
    large.start()
    time.sleep(1)
    row = ("ukuran_00", "33.16", "2024", "", "x", 1.0, "value", VINTAGE, bench.snapshot)
    started = time.perf_counter()
    bench.writer.publish(Batch("kecil", "measure", "full", [row], bench.run, "bench"))
    waited = time.perf_counter() - started
    large.join()
    show("a second publisher, begun 1 s into an all-replaced one", waited, 6, "s")


def show_reads(bench: Bench, label: str) -> None:
    """12 tiles, one series, a ranking, at the newest version."""
    version = bench.reader.cut().version
    tiles = [CellKey("ukur", m, "", "x", DESA[0]) for m in MEASURES[:11]] + [
        CellKey("ukur", "ukuran_00", "", "x", DESA[9])
    ]
    series = [CellKey("ukur", "ukuran_03", "", "x", DESA[5])]
    ranking = ("ukur", "ukuran_04", "", "x", "2023-06", DESA, version)
    show(f"12 tiles {label}", median_ms(lambda: bench.reader.latest(tiles, version)), 5, "ms")
    show(f"one series of 60 months {label}", median_ms(lambda: bench.reader.cells(series, version)), 2, "ms")
    show(f"ranking of 295 desa {label}", median_ms(lambda: bench.reader.cells_at(*ranking)), 15, "ms")
    below = ("ukur", "ukuran_05", "", "x", Kode("33.16"), 3, version)
    print(f"all months of 295 desa {label}: {median_ms(lambda: bench.reader.cells_below(*below)):.1f} ms (no aim)")
    print(f"cut {label}: {median_ms(bench.reader.cut):.2f} ms (no aim)")


def plans(engine: Engine, version: int) -> Iterator[tuple[str, str]]:
    """(question, its EXPLAIN) of every question about cells."""
    line = {"d": "ukur", "m": "ukuran_04", "r": "", "var": "x", "v": version}
    keys = {"d": ["ukur"] * 12, "m": MEASURES, "r": [""] * 12, "var": ["x"] * 12, "e": DESA[:12], "v": version}
    asked: list[tuple[str, Composed, dict[str, object]]] = [
        ("cells", statements.CELLS, {**keys}),
        ("latest", statements.LATEST, {**keys}),
        ("former", statements.FORMER, {**keys}),
        ("cells_at", statements.CELLS_AT, {**line, "p": "2023-06", "kodes": DESA}),
        ("cells_below", statements.CELLS_BELOW, {**line, "low": "33.16.", "high": "33.16/", "dots": 3}),
    ]
    for name, query, facts in asked:
        with session(engine) as connection:
            rows = connection.execute(SQL("EXPLAIN (ANALYZE, COSTS OFF) ") + query, facts).fetchall()
        yield name, "\n".join(str(row[0]) for row in rows)


def show_plans(bench: Bench) -> bool:
    """True when no question reads all of mart.measure."""
    bad = [(n, plan) for n, plan in plans(bench.baca, bench.reader.cut().version) if "Seq Scan on measure" in plan]
    for name, plan in bad:
        print(f"SEQUENTIAL SCAN in {name}:\n{plan}")
    print("EXPLAIN: no sequential scan on mart.measure" if not bad else f"EXPLAIN: {len(bad)} sequential scans")
    return not bad


def main(total: int) -> int:
    """Measure on a server of its own; exit code 1 when a plan is bad."""
    folder = Path(tempfile.mkdtemp(prefix="cc-bench-"))
    folder.chmod(0o755)
    settings = Settings(data_dir=folder / "data", database_url=None)
    server = EmbeddedServer(settings.data_dir)
    server.start()
    try:
        upgrade(settings)
        bench = Bench(settings)
        fill(bench, settings, total)
        show_publishes(bench)
        show_waiting(bench)
        show_reads(bench, "(2 replacements)")
        for number in range(8):
            bench.publish("ukur", 100 + number)
        show_reads(bench, "(10 replacements)")
        is_good = show_plans(bench)
        bench.close()
    finally:
        server.stop()
        shutil.rmtree(folder)
    return 0 if is_good else 1


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]) if len(sys.argv) > 1 else 5_000_000))
