"""`make test`: format, lint, types, import contracts, every test; all of them, then one summary."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Mapping
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
_BIN = Path(sys.executable).parent
_CODE = ("app.py", "pages", "components", "data", "etl", "deploy", "tests")
# A file stays on one process, so what its tests share is started once; more processes than this share one memory.
_SPREAD = ("-n", str(min(os.cpu_count() or 1, 4)), "--dist", "loadfile")
_ZONES = ("UTC", "Asia/Jakarta", "America/New_York")


def main() -> int:
    """Returns 0 when every check passed, else 1; prints one line per check."""
    checks = [
        ("ruff format", ["ruff", "format", "--check", *_CODE], {}),
        ("ruff check", ["ruff", "check", *_CODE], {}),
        ("mypy --strict", ["mypy", "--strict", *_CODE], {}),
        ("kontrak impor", ["lint-imports", "--no-cache"], {}),
        ("pytest", ["pytest", "-q", *_SPREAD, "--durations=10"], {}),
        *((f"pytest unit, TZ={zone}", ["pytest", "-q", "tests/unit"], {"TZ": zone}) for zone in _ZONES),
    ]
    results = [(name, *_run(name, command, extra)) for name, command, extra in checks]
    print(f"\n{'=' * 60}")
    for name, code, seconds in results:
        print(f"  {'lulus' if code == 0 else 'GAGAL'}  {seconds:>6.1f} dtk  {name}")
    is_passed = all(code == 0 for _, code, _ in results)
    print(f"{'=' * 60}\n{'SEMUA LULUS' if is_passed else 'ADA YANG GAGAL'}", flush=True)
    return 0 if is_passed else 1


def _run(name: str, command: list[str], extra: Mapping[str, str]) -> tuple[int, float]:
    print(f"\n== {name}", flush=True)
    begun_at = time.monotonic()
    done = subprocess.run([str(_BIN / command[0]), *command[1:]], cwd=ROOT, env={**_clean_env(), **extra}, check=False)
    return done.returncode, time.monotonic() - begun_at


def _clean_env() -> dict[str, str]:
    """Without the settings of whoever calls: tests choose their own."""
    return {name: value for name, value in os.environ.items() if not name.startswith("CC_")}


if __name__ == "__main__":
    sys.exit(main())
