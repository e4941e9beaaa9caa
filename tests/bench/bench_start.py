"""From an empty data folder to the open page, and again on the filled one: `bench_start.py`.

Starts what `make run` starts once everything is installed. The clock stops when a Chromium that was open already shows
the tiles of the address that is printed.
"""

from __future__ import annotations

import shutil
import signal
import sys
import tempfile
import time
from pathlib import Path

from playwright.sync_api import Browser

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from tests.bench.chromium import chromium
from tests.bench.figures import show, show_load
from tests.launcher import Launcher


def open_s(launcher: Launcher, browser: Browser) -> float:
    """Seconds from the start of the launcher to the tiles on the screen."""
    page = browser.new_page()
    started = time.perf_counter()
    launcher.start()
    page.goto(launcher.await_address())
    page.wait_for_selector("article[data-nilai]")
    took_s = time.perf_counter() - started
    page.close()
    return took_s


def main() -> int:
    """Empty, then three restarts."""
    folder = Path(tempfile.mkdtemp(prefix="cc-bench-", dir="/var/tmp"))
    folder.chmod(0o755)
    launcher = Launcher(folder / "data")
    show_load()
    try:
        with chromium() as browser:
            for what, aim in (("empty data folder", 20), *(("restart", 6) for _ in range(3))):
                show(f"{what} to open page", open_s(launcher, browser), aim, "s")
                launcher.end(signal.SIGINT)
    finally:
        if launcher.process and launcher.process.poll() is None:
            launcher.end(signal.SIGTERM)
        shutil.rmtree(folder)
    return 0


if __name__ == "__main__":
    sys.exit(main())
