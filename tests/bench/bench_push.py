"""From the commit in the warehouse to the changed pixel of a real tile on `/`: `bench_push.py`.

One Chromium and 49 protocol clients on `/live`: first they only listen, then each also asks for the changed tiles with
the browser's own requests. The commit is stamped by PostgreSQL just before it is written to disk, the pixel by the
browser in the task after the frame that shows it; both read the same clock.
"""

from __future__ import annotations

import json
import shutil
import sys
import tempfile
import time
from pathlib import Path

from playwright.sync_api import Browser, Page, Request

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from tests.bench.audience import Audience
from tests.bench.chromium import chromium
from tests.bench.figures import show_load, show_spread, tell
from tests.bench.publisher import Publisher
from tests.site import Site

SCREENS = 49
ROUNDS = 20
WARM = 3
_PAUSE_S = 0.4
_WATCH_TILE = """
(() => {
  const channel = new MessageChannel();
  let last = "";
  window.ccPainted = {};
  channel.port1.onmessage = (event) => { window.ccPainted[event.data] = performance.timeOrigin + performance.now(); };
  new MutationObserver(() => {
    const tile = document.querySelector('[data-indikator="spbe_indeks"]');
    const value = tile ? tile.dataset.nilai : "";
    if (value && value !== last) { last = value; requestAnimationFrame(() => channel.port2.postMessage(value)); }
  }).observe(document, { childList: true, subtree: true, attributes: true, attributeFilter: ["data-nilai"] });
})();
"""


class Bench:
    """A site, its publisher, one open page and the others."""

    def __init__(self, site: Site, browser: Browser) -> None:
        self.publisher = Publisher(site.settings)
        self.audience = Audience(site.url, SCREENS)
        self._asked: list[str] = []
        self._number = 0
        self.page = _open(browser, site.url)
        self.page.on("request", self._note)
        self.audience.start()

    def round_ms(self) -> float:
        """Publish once; ms from the commit to the pixel. Returns when every client is done."""
        self._number += 1
        value = round(3 + self._number / 100, 2)
        version = self.publisher.publish(value)
        self.page.wait_for_function("(value) => window.ccPainted[value]", arg=repr(value), polling=50)
        self.audience.await_version(version)
        painted = float(self.page.evaluate("(value) => window.ccPainted[value]", repr(value)))
        time.sleep(_PAUSE_S)
        return painted - self.publisher.committed_ms(version)

    def browser_requests(self) -> list[str]:
        """What the browser asks after a publish, with VERSI for its version."""
        self._asked.clear()
        self.round_ms()
        return [_with_open_version(body) for body in self._asked]

    def close(self) -> None:
        """Everybody goes home."""
        self.audience.stop()
        self.publisher.close()

    def _note(self, request: Request) -> None:
        if request.url.endswith("/_dash-update-component") or "_dash-update-component?" in request.url:
            self._asked.append(request.post_data or "")


def _open(browser: Browser, url: str) -> Page:
    page = browser.new_page(viewport={"width": 1920, "height": 1080})
    page.add_init_script(_WATCH_TILE)
    page.goto(url, wait_until="load")
    page.wait_for_function("() => document.getElementById('cc-live')?.textContent.startsWith('Langsung')")
    page.wait_for_timeout(2500)
    return page


def _with_open_version(body: str) -> str:
    request = json.loads(body)
    for given in request["inputs"]:
        given["value"] = Audience.VERSI
    return json.dumps(request)


def main() -> int:
    """Idle, then all asking."""
    folder = Path(tempfile.mkdtemp(prefix="cc-bench-"))
    site = Site(folder)
    try:
        site.start()
        with chromium() as browser:
            show_load()
            bench = Bench(site, browser)
            for _ in range(WARM):
                bench.round_ms()
            show_spread("commit to pixel, 49 listen", [bench.round_ms() for _ in range(ROUNDS)], 60, 120, "ms")
            bench.audience.requests = bench.browser_requests()
            for _ in range(WARM):
                bench.round_ms()
            bench.audience.answer_ms.clear()
            show_spread("commit to pixel, 49 ask too", [bench.round_ms() for _ in range(ROUNDS)], 150, 400, "ms")
            tell(f"  answers, {len(bench.audience.requests)} a client: mean", _mean(bench.audience.answer_ms), "ms")
            bench.close()
    finally:
        site.stop()
        shutil.rmtree(folder)
    return 0


def _mean(values: list[float]) -> float:
    return sum(values) / len(values)


if __name__ == "__main__":
    sys.exit(main())
