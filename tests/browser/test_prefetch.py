"""A page switch neither waits for the chart code nor pays for it. (`open_page` is not used: it shuts the cache off.)"""

from __future__ import annotations

from playwright.sync_api import Browser

from tests.browser.conftest import wait_for_drawn
from tests.site import Site

TRANSFERRED = "() => performance.getEntriesByType('resource').reduce((sum, e) => sum + e.transferSize, 0)"
HAS_RUN = "() => window.Plotly !== undefined"
IS_AFTER_LOAD = """() => performance.getEntriesByType('resource').filter(e => e.name.includes('plotly.min')).every(
  e => e.startTime > performance.getEntriesByType('navigation')[0].loadEventEnd)"""


def test_the_first_page_needs_no_chart_code_and_the_second_finds_it(shared_site: Site, browser: Browser) -> None:
    page = browser.new_page()
    page.goto(shared_site.url)
    wait_for_drawn(page)
    page.wait_for_function(HAS_RUN)
    assert page.evaluate(IS_AFTER_LOAD)
    before = page.evaluate(TRANSFERRED)
    page.locator("nav a", has_text="SPBE").click()
    page.wait_for_selector(".main-svg")
    wait_for_drawn(page)
    assert page.evaluate(TRANSFERRED) - before < 150_000
    page.close()
