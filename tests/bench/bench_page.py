"""`/` cold in Chromium and the switch to `/spbe`: `bench_page.py`. Medians of 5, a browser context of its own each."""

from __future__ import annotations

import shutil
import statistics
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Browser

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from tests.bench.chromium import WatchedPage, chromium
from tests.bench.figures import show, show_load, tell
from tests.site import Site

ROUNDS = 5
_PAINT = "performance.getEntriesByName('{}')[0].startTime"
_FOREVER = float("inf")


@dataclass(frozen=True, slots=True)
class Visit:
    """One cold visit and one switch: times in ms, amounts in bytes."""

    first_paint_ms: float
    contentful_ms: float
    drawn_ms: float
    until_drawn_bytes: float
    whole_bytes: float
    switch_ms: float
    switch_bytes: float
    heaviest: list[tuple[float, str]]
    heaviest_of_switch: list[tuple[float, str]]


def visit(browser: Browser, url: str) -> Visit:
    """Open `/` with an empty cache, wait until all is quiet, click on SPBE, wait again."""
    watched = WatchedPage(browser)
    watched.page.goto(f"{url}/", wait_until="load")
    watched.page.wait_for_selector("article[data-nilai]")
    watched.settle()
    drawn_ms, before = watched.drawn_at_ms(), len(watched.finished)
    paint_ms, contentful_ms = (
        watched.number(_PAINT.format(name)) for name in ("first-paint", "first-contentful-paint")
    )
    until_drawn, whole = watched.bytes_until(drawn_ms), watched.bytes_until(_FOREVER)
    watched.page.click("nav >> text=SPBE")
    watched.page.wait_for_selector(".js-plotly-plot .main-svg .trace", state="attached")
    watched.settle()
    seen = Visit(
        first_paint_ms=paint_ms,
        contentful_ms=contentful_ms,
        drawn_ms=drawn_ms,
        until_drawn_bytes=until_drawn,
        whole_bytes=whole,
        switch_ms=watched.drawn_at_ms() - watched.number("window.ccClickedAt"),
        switch_bytes=watched.bytes_until(_FOREVER) - whole,
        heaviest=watched.heaviest()[:4],
        heaviest_of_switch=watched.heaviest(before)[:3],
    )
    watched.close()
    return seen


def show_visits(visits: list[Visit]) -> None:
    """Medians, then what weighed most in the last visit."""

    def median(name: str, scale: float) -> float:
        return float(statistics.median(getattr(one, name) for one in visits)) / scale

    show("/ cold: first paint", median("first_paint_ms", 1000), 0.8, "s")
    tell("/ cold: first contentful paint", median("contentful_ms", 1000), "s")
    show("/ cold: all drawn", median("drawn_ms", 1000), 1.6, "s")
    show("/ cold: on the wire until all drawn", median("until_drawn_bytes", 1e6), 1.7, "MB")
    show("/ cold: on the wire with what is fetched ahead", median("whole_bytes", 1e6), 1.7, "MB")
    show("switch / -> /spbe: charts drawn", median("switch_ms", 1000), 0.5, "s")
    show("switch / -> /spbe: on the wire", median("switch_bytes", 1e3), 150, "kB")
    for what, heaviest in (("/", visits[-1].heaviest), ("switch", visits[-1].heaviest_of_switch)):
        for count, url in heaviest:
            tell(f"  {what}: {url.split('/', 3)[-1][-48:]}", count / 1000, "kB")


def main() -> int:
    """On a site of its own."""
    folder = Path(tempfile.mkdtemp(prefix="cc-bench-"))
    site = Site(folder)
    try:
        site.start()
        show_load()
        with chromium() as browser:
            show_visits([visit(browser, site.url) for _ in range(ROUNDS)])
    finally:
        site.stop()
        shutil.rmtree(folder)
    return 0


if __name__ == "__main__":
    sys.exit(main())
