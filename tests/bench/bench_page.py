"""Pages in Chromium: `bench_page.py [ROUNDS]`. `/` cold; every page warm, opened and switched to; the KPI of its map.

Cold is a browser context of its own, warm one that has seen every page before. A switch is a press on the link in the
navigation, from the page before it. Times are the page's own clock, bytes those on the wire.
"""

from __future__ import annotations

import statistics
import sys
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Browser

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from tests.bench.chromium import SHORTLY_S, WatchedPage, chromium
from tests.bench.figures import show, show_line, show_load, tell
from tests.site import open_site

ROUNDS = 7
COLD_ROUNDS = 5
CHANGES = 20
_PAINT = "performance.getEntriesByName('{}')[0].startTime"
_LINKS = "[...document.querySelectorAll('.navigasi-daftar a')].map(a => [new URL(a.href).pathname, a.textContent])"
_CHOOSE = """async (name) => {
  const chooser = document.querySelector(".cc-slot-peta select"), began = performance.now();
  const shown = ccShown(() => document.querySelector(`#peta-${name} .peta-lukisan[data-siap]`));
  chooser.value = name;
  chooser.dispatchEvent(new Event("change", { bubbles: true }));
  return await shown - began;
}"""
_CHOICES = "[...document.querySelectorAll('.cc-slot-peta select option')].map(o => o.value)"


@dataclass(frozen=True, slots=True)
class Visit:
    """One cold visit of `/`: times in ms, amounts in bytes."""

    first_paint_ms: float
    contentful_ms: float
    drawn_ms: float
    until_drawn_bytes: float
    whole_bytes: float
    heaviest: list[tuple[float, str]]


def visit(browser: Browser, url: str) -> Visit:
    """Open `/` with an empty cache and wait until all is quiet, what is fetched ahead included."""
    watched = WatchedPage(browser)
    watched.open(f"{url}/", settled_s=2.0)
    paint_ms, contentful_ms = (
        watched.number(_PAINT.format(name)) for name in ("first-paint", "first-contentful-paint")
    )
    drawn_ms = watched.drawn_at_ms()
    seen = Visit(
        paint_ms,
        contentful_ms,
        drawn_ms,
        watched.bytes_until(drawn_ms),
        watched.bytes_since(0),
        watched.heaviest()[:6],
    )
    watched.close()
    return seen


def show_cold(visits: list[Visit]) -> None:
    """Medians, then what weighed most in the last visit."""
    show_line("/ cold: first paint", [v.first_paint_ms for v in visits], 800, "ms")
    tell("/ cold: first contentful paint", statistics.median(v.contentful_ms for v in visits), "ms")
    show_line("/ cold: all drawn", [v.drawn_ms for v in visits], 1800, "ms")
    show_line("/ cold: on the wire until drawn", [v.until_drawn_bytes / 1e3 for v in visits], 1700, "kB")
    ahead = [(v.whole_bytes - v.until_drawn_bytes) / 1e3 for v in visits]
    tell("  fetched ahead for the pages that follow", statistics.median(ahead), "kB")
    for count, url in visits[-1].heaviest:
        tell(f"  {url.split('/', 3)[-1][-48:]}", count / 1000, "kB")


def follow(browser: Browser, url: str) -> dict[str, float]:
    """Bytes of each page that follows `/` in one context, by name."""
    watched = WatchedPage(browser)
    watched.open(f"{url}/", settled_s=2.0)
    found = {}
    for path, name in watched.page.evaluate(_LINKS)[1:]:
        mark = watched.begin()
        watched.press(f".navigasi-daftar a[href='{path}']")
        watched.settle(1.0)
        found[name] = watched.bytes_since(mark)
    watched.close()
    return found


class WarmPages:
    """Every page of the navigation, in one context that has seen them all."""

    def __init__(self, browser: Browser, url: str) -> None:
        self._url = url
        self.watched = WatchedPage(browser)
        self.watched.open(f"{url}/", settled_s=2.0)
        self.links: list[tuple[str, str]] = self.watched.page.evaluate(_LINKS)
        self.opened_ms: dict[str, list[tuple[float, float]]] = defaultdict(list)
        self.switched_ms: dict[str, list[tuple[float, float]]] = defaultdict(list)
        self.switched_bytes: dict[str, list[float]] = defaultdict(list)
        for path, _ in self.links:
            self.watched.open(url + path, settled_s=1.0)

    def round(self) -> None:
        """Every page once by its link, from the one before it, and once by its address."""
        self.watched.open(self._url + self.links[-1][0])
        for path, name in self.links:
            mark = self.watched.begin()
            self.watched.press(f".navigasi-daftar a[href='{path}']")
            self.watched.settle(SHORTLY_S)
            self.switched_ms[name].append(self._ends_ms(self.watched.touched_at_ms()))
            self.switched_bytes[name].append(self.watched.bytes_since(mark))
        for path, name in self.links:
            self.watched.open(self._url + path)
            self.opened_ms[name].append(self._ends_ms(0.0))

    def _ends_ms(self, began_ms: float) -> tuple[float, float]:
        """(all in view drawn, all drawn), both since the beginning."""
        return self.watched.seen_at_ms() - began_ms, self.watched.drawn_at_ms() - began_ms


def show_warm(pages: WarmPages, followed: Mapping[str, float]) -> None:
    """A line for each page and way to it."""
    for _, name in pages.links:
        for how, taken in (("opened", pages.opened_ms[name]), ("switched to", pages.switched_ms[name])):
            show_line(f"{name} warm: {how}, drawn in view", [seen for seen, _ in taken], 700, "ms")
            if statistics.median(drawn - seen for seen, drawn in taken) > 0:
                show_line(f"{name} warm: {how}, drawn to its end", [drawn for _, drawn in taken], 700, "ms")
        tell(f"  {name}: on the wire, warm", statistics.median(pages.switched_bytes[name]) / 1e3, "kB")
    show("heaviest page that follows / cold: on the wire", max(followed.values()) / 1e3, 600, "kB")


def show_changes(watched: WatchedPage, url: str) -> None:
    """Another KPI in the heading of the map on `/`, again and again through all that have a map."""
    watched.open(f"{url}/", settled_s=1.0)
    choices = watched.page.evaluate(_CHOICES)
    taken_ms, weighed = [], []
    for number in range(1, CHANGES + 1):
        mark = watched.begin()
        taken_ms.append(float(watched.page.evaluate(_CHOOSE, choices[number % len(choices)])))
        watched.settle(SHORTLY_S)
        weighed.append(watched.bytes_since(mark) / 1e3)
    show_line("/ warm: another KPI on the map, painted", taken_ms, 150, "ms")
    show_line("/ warm: another KPI on the map, on the wire", weighed, 15, "kB")


def main() -> int:
    """On a site of its own."""
    rounds = int(sys.argv[1]) if len(sys.argv) > 1 else ROUNDS
    with open_site() as site, chromium() as browser:
        site.start()
        show_load()
        show_cold([visit(browser, site.url) for _ in range(COLD_ROUNDS)])
        pages = WarmPages(browser, site.url)
        show_changes(pages.watched, site.url)
        followed = follow(browser, site.url)
        for _ in range(rounds):
            pages.round()
        show_warm(pages, followed)
        show_load()
    return 0


if __name__ == "__main__":
    sys.exit(main())
