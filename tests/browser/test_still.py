"""Links in a part that is one component for Dash lead as Dash's own do."""

from __future__ import annotations

from collections.abc import Callable

from playwright.sync_api import Page

from tests.browser.conftest import wait_for_drawn
from tests.site import Site


def test_a_link_in_a_still_part_opens_its_page_without_a_load(
    shared_site: Site, open_page: Callable[..., Page]
) -> None:
    page = open_page(shared_site, "/")
    wait_for_drawn(page)
    page.evaluate("window.ccHere = true")
    page.locator(".padat a").first.click()
    page.wait_for_url("**/indikator/*")
    wait_for_drawn(page)
    assert page.evaluate("window.ccHere && scrollY === 0")
    page.go_back()
    page.wait_for_selector(".padat")
    assert page.evaluate("window.ccHere")
