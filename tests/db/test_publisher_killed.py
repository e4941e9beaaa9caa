"""kill -9 of a real publisher process at each of its statements leaves the old version or the new one, whole."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing

import psycopg
import pytest

from data.settings import ROOT
from data.warehouse.engine import Role, conninfo
from tests.db.desk import CATALOGUE, Desk

OLD = {("33.16", str(year)): 1.0 for year in range(2000, 2020)}
NEW = {("33.16", str(year)): 2.0 for year in range(2005, 2025)}


class Publishers:
    """Publisher processes, one after the other and each one step at a time."""

    def __init__(self, desk: Desk, verb: str) -> None:
        url = desk.settings.database_url
        assert url is not None
        rows = [(kode, periode, value) for (kode, periode), value in NEW.items()]
        facts = {
            "url": url.get_secret_value(),
            "dataset": "spbe",
            "rows": rows,
            "snapshot": desk.snapshot,
            "verb": verb,
        }
        self._asked = json.dumps(facts)
        command = [sys.executable, "-m", "tests.db.publisher_process"]
        self._mother = subprocess.Popen(command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)

    def close(self) -> None:
        """End the mother process."""
        self._mother.communicate(timeout=20)

    def steps(self) -> Iterator[str]:
        """A new publisher's steps; going on with the loop allows the step."""
        self._write(self._asked)
        self.pid = int(self._read())
        while not (name := self._read()).startswith("selesai"):
            yield name
            self._write("")
        assert name == "selesai 0"

    def killed_at(self, number: int, *, is_under_way: bool) -> None:
        """Kill a publisher before step `number` is taken, or while PostgreSQL is at it."""
        steps = self.steps()
        for _ in range(number + 1):
            next(steps)
        self.kill(is_under_way=is_under_way)

    def kill(self, *, is_under_way: bool) -> None:
        """kill -9 by process id; `is_under_way` allows the step it asked for first."""
        if is_under_way:
            self._write("")
        os.kill(self.pid, signal.SIGKILL)
        while not (line := self._read()).startswith("selesai"):
            pass
        assert line == "selesai -9"

    def _write(self, line: str) -> None:
        assert self._mother.stdin is not None
        self._mother.stdin.write(line + "\n")
        self._mother.stdin.flush()

    def _read(self) -> str:
        assert self._mother.stdout is not None
        line = self._mother.stdout.readline()
        assert line, "penerbit berhenti sebelum selesai"
        return line.strip()


@pytest.mark.parametrize("verb", ["publish", "rollback"])
@pytest.mark.parametrize("is_under_way", [False, True])
def test_killed_publisher_leaves_the_old_version_or_the_new_one(desk: Desk, verb: str, is_under_way: bool) -> None:
    desk.publish("spbe", NEW)
    desk.publish("spbe", OLD)
    with closing(Publishers(desk, verb)) as publishers:
        names = list(publishers.steps())
        assert [name.split()[0] for name in names[-6:]] == ["UPDATE", "SELECT", "INSERT", "INSERT", "SELECT", "COMMIT"]
        assert desk.read("spbe") == NEW
        for number, name in enumerate(names):
            desk.writer.release("spbe", None, CATALOGUE)
            desk.publish("spbe", OLD)
            before = desk.reader.cut().version
            publishers.killed_at(number, is_under_way=is_under_way)
            started = time.monotonic()
            desk.publish("sakip", {("33.16", "2024"): number + before / 1000})
            assert time.monotonic() - started < 5, f"kunci tidak lepas sesudah {name}"
            published = desk.reader.cut().version - before - 1
            assert published == 0 or (published == 1 and is_under_way and name == "COMMIT"), name
            assert desk.read("spbe") == (NEW if published else OLD), name


def test_lock_is_freed_though_the_statement_of_the_dead_still_waits(desk: Desk) -> None:
    desk.publish("spbe", OLD)
    address = conninfo(desk.settings, Role.ADMIN)
    with (
        closing(Publishers(desk, "publish")) as publishers,
        psycopg.connect(address) as blocker,
        psycopg.connect(address, autocommit=True) as watch,
    ):
        blocker.execute("LOCK TABLE mart.measure IN SHARE MODE")
        steps = publishers.steps()
        while not next(steps).startswith("UPDATE"):
            pass
        publishers.kill(is_under_way=True)
        deadline = time.monotonic() + 5
        while watch.execute("SELECT pid FROM pg_locks WHERE locktype = 'advisory'").fetchall():
            assert time.monotonic() < deadline, "kunci penerbit yang mati tidak lepas"
            time.sleep(0.05)
    assert desk.read("spbe") == OLD
