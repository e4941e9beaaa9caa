"""A real Chromium for benches: when a page was drawn, by its own clock, and what came over the wire, by CDP."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from tests.browser.conftest import CHROMIUM, FLAGS

SETTLED_S = 2.0
SHORTLY_S = 0.6
_GIVE_UP_S = 30.0
_WATCH = """
(() => {
  const count = (selector, isDone) => [...document.querySelectorAll(selector)].filter(isDone).length;
  const isFilled = (slot) => slot.firstElementChild || slot.innerHTML;
  const drawn = new Map();
  let last = "", changedAt = 0, isInFrame = false;
  const ended = new MessageChannel();
  ended.port1.onmessage = () => { isInFrame = false; };
  const look = () => {
    isInFrame = true;
    ended.port2.postMessage(0);
    const here = document.querySelector("nav [aria-current=page]"), now = performance.now();
    const state = [
      Boolean(here) && new URL(here.href).pathname === location.pathname,
      count(".cc-slot", isFilled),
      count(".peta-lukisan", (map) => map.dataset.siap),
      document.querySelectorAll(".peta-tabel tr").length,
      count("img", (image) => image.complete),
      document.fonts ? document.fonts.status : "",
    ].join(" ");
    if (state !== last) { last = state; changedAt = 0; } else { changedAt = changedAt || now; }
    document.querySelectorAll(".js-plotly-plot").forEach((chart) => {
      if (!chart.querySelector(".main-svg .trace")) { drawn.delete(chart); }
      else if (!drawn.has(chart)) { drawn.set(chart, 0); }
      else if (!drawn.get(chart)) { drawn.set(chart, now); }
    });
    requestAnimationFrame(look);
  };
  requestAnimationFrame(look);
  const isSeen = (chart) => chart.getBoundingClientRect().top < innerHeight;
  const charts = () => [...document.querySelectorAll(".js-plotly-plot")];
  const latest = (found) => Math.max(changedAt, ...found.map((chart) => drawn.get(chart)));
  window.ccDrawnAt = () => latest(charts());
  window.ccSeenAt = () => latest(charts().filter(isSeen));
  const areAll = () => charts().every((one) => drawn.get(one))
    && charts().length === document.querySelectorAll(".dash-graph").length;
  window.ccIsDrawn = () => Boolean(changedAt) && document.querySelector("main") && areAll()
    && count(".peta-lukisan", (map) => !map.dataset.siap) === 0 && performance.now() - window.ccDrawnAt() > 250;
  addEventListener("pointerdown", () => { window.ccTouchedAt = performance.now(); }, true);
  // Resolves in the task after the frame that shows what `isDone` waits for, with that moment.
  window.ccShown = (isDone) => new Promise((resolve) => {
    const after = new MessageChannel();
    after.port1.onmessage = () => resolve(performance.now());
    const observer = new MutationObserver(() => check());
    const check = () => {
      if (!isDone()) { return; }
      observer.disconnect();
      if (isInFrame) { after.port2.postMessage(0); }
      else { requestAnimationFrame(() => after.port2.postMessage(0)); }
    };
    observer.observe(document, { childList: true, subtree: true, attributes: true, characterData: true });
    check();
  });
})();
"""


@contextmanager
def chromium() -> Iterator[Browser]:
    """One browser for as long as the block lasts."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        try:
            yield browser
        finally:
            browser.close()


class WatchedPage:
    """A page in a context of its own (an empty browser cache) that notes drawing and bytes from its first byte on.

    `drawn_at_ms` is the second frame after the last change among: page switched, slots filled, charts drawn, maps
    painted, images, fonts; `seen_at_ms` is the same without the charts one must scroll to. A page.route would switch
    the browser's cache off, so there is none.
    """

    def __init__(self, browser: Browser, *, has_touch: bool = False) -> None:
        self.context: BrowserContext = browser.new_context(
            viewport={"width": 1920, "height": 1080}, has_touch=has_touch
        )
        self.page: Page = self.context.new_page()
        self.page.add_init_script(_WATCH)
        self.finished: list[tuple[float, float, str]] = []
        self._urls: dict[str, str] = {}
        self._began_at: float | None = None
        self._heard_at = time.monotonic()
        wire = self.context.new_cdp_session(self.page)
        wire.send("Network.enable")
        wire.on("Network.requestWillBeSent", self._note_request)
        wire.on("Network.loadingFinished", self._note_end)

    def open(self, address: str, settled_s: float = SHORTLY_S) -> None:
        """Navigate as by the address bar, forget what came before, wait until all is drawn and quiet."""
        self.finished.clear()
        self._began_at = None
        self.page.goto(address, wait_until="load")
        self.settle(settled_s)

    def press(self, selector: str) -> None:
        """A press of the mouse on the middle of an element, wherever the pointer was before."""
        self.page.click(selector)

    def settle(self, quiet_s: float = SETTLED_S) -> None:
        """Until all is drawn and nothing has come over the wire for `quiet_s`; the open stream does not count."""
        self._heard_at = time.monotonic()
        give_up_at = time.monotonic() + _GIVE_UP_S
        while time.monotonic() - self._heard_at < quiet_s and time.monotonic() < give_up_at:
            self.page.wait_for_timeout(50)
        self.page.wait_for_function("() => ccIsDrawn()", polling=50)

    def number(self, expression: str) -> float:
        """A number of the page, such as `ccDrawnAt()` (ms since navigation)."""
        return float(self.page.evaluate(expression))

    def drawn_at_ms(self) -> float:
        """When the last thing was drawn, in ms since navigation."""
        return self.number("ccDrawnAt()")

    def seen_at_ms(self) -> float:
        """When the last thing in view was drawn, in ms since navigation."""
        return self.number("ccSeenAt()")

    def touched_at_ms(self) -> float:
        """When the pointer was last pressed, in ms since navigation."""
        return self.number("window.ccTouchedAt")

    def begin(self) -> int:
        """A mark for `bytes_since`."""
        return len(self.finished)

    def bytes_since(self, mark: int) -> float:
        """Bytes on the wire of every answer that ended after the mark."""
        return sum(count for _, count, _ in self.finished[mark:])

    def bytes_until(self, ms: float) -> float:
        """Bytes on the wire, headers and compression included, of what had arrived `ms` after navigation."""
        return sum(count for at_ms, count, _ in self.finished if at_ms <= ms)

    def heaviest(self, first: int = 0) -> list[tuple[float, str]]:
        """(bytes, address) of every answer from number `first` on, heaviest first."""
        return sorted(((count, url) for _, count, url in self.finished[first:]), reverse=True)

    def close(self) -> None:
        """The context and everything in it."""
        self.context.close()

    def _note_request(self, event: dict[str, Any]) -> None:
        self._began_at = self._began_at or event["timestamp"]
        self._urls[event["requestId"]] = event["request"]["url"]
        self._heard_at = time.monotonic()

    def _note_end(self, event: dict[str, Any]) -> None:
        since_ms = (event["timestamp"] - (self._began_at or event["timestamp"])) * 1000
        self.finished.append((since_ms, event["encodedDataLength"], self._urls.get(event["requestId"], "")))
        self._heard_at = time.monotonic()
