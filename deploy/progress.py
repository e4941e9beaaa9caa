"""What the launcher tells while everything starts; every line once, Indonesian, with the seconds since the start."""

from __future__ import annotations

import json
import re
import time
import urllib.error
import urllib.request
from dataclasses import dataclass
from pathlib import Path

_SOURCE = re.compile(r"\bsource=([a-z0-9_]+)")
_TAIL_LINES = 20


@dataclass(frozen=True, slots=True)
class Readiness:
    """Answer of `/siap`; `missing` is the Indonesian list of what is not there yet."""

    is_answering: bool
    is_ready: bool
    missing: tuple[str, ...]


def ask_readiness(address: str) -> Readiness:
    """Ask `/siap`; a web that does not answer yet is not an error."""
    try:
        with urllib.request.urlopen(f"{address}/siap", timeout=2) as answer:
            return Readiness(True, answer.status == 200, ())
    except urllib.error.HTTPError as error:
        with error:
            return Readiness(True, False, _missing_in(error.read()))
    except (OSError, ValueError):
        return Readiness(False, False, ())


def _missing_in(body: bytes) -> tuple[str, ...]:
    try:
        return tuple(str(item) for item in json.loads(body)["kurang"])
    except (ValueError, KeyError, TypeError):
        return ()


class LogFollower:
    """Reads what one program wrote since the launcher started."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._start = path.stat().st_size if path.exists() else 0

    def text(self) -> str:
        """Everything since the start; after a rotation, what the new file holds."""
        if not self._path.exists():
            return ""
        with self._path.open("rb") as file:
            file.seek(self._start if self._path.stat().st_size >= self._start else 0)
            return file.read().decode(errors="replace")

    def tail(self) -> str:
        """The last lines, indented."""
        return "\n".join(f"    {line}" for line in self.text().splitlines()[-_TAIL_LINES:])


class Progress:
    """Turns what can be observed into lines, each said once."""

    def __init__(self, source_count: int, load_log: LogFollower) -> None:
        self._begun_at = time.monotonic()
        self._source_count = source_count
        self._load_log = load_log
        self._said: set[str] = set()

    def say(self, text: str) -> None:
        """One line, unless it was said before."""
        if text not in self._said:
            self._said.add(text)
            print(f"  {self.seconds():>5} dtk  {text}", flush=True)

    def seconds(self) -> str:
        """Since the start, with a decimal comma."""
        return f"{time.monotonic() - self._begun_at:.1f}".replace(".", ",")

    def observe(self, readiness: Readiness) -> None:
        """Say what the load log and `/siap` show."""
        text = self._load_log.text()
        if " migrate " in text:
            self.say("migrasi basis data selesai")
        for number, source in enumerate(dict.fromkeys(_SOURCE.findall(text)), start=1):
            self.say(f"sumber {number}/{self._source_count} dimuat: {source}")
        if readiness.is_answering:
            self.say("web menjawab")

    def announce(self, address: str) -> None:
        """The address, where nobody can miss it."""
        lines = ("Command Center siap dibuka:", address, "Ctrl-C untuk berhenti")
        width = max(map(len, lines)) + 4
        rows = "\n".join(f"  ║  {line:<{width - 2}}║" for line in lines)
        print(f"\n  ╔{'═' * width}╗\n{rows}\n  ╚{'═' * width}╝\n  ({self.seconds()} detik)\n", flush=True)
