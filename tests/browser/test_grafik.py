"""Charts by keyboard: every point can be reached and is said."""

from __future__ import annotations

from collections.abc import Callable

from playwright.sync_api import Page

from tests.browser.conftest import wait_for_drawn
from tests.site import Site


def test_arrows_step_through_the_points_and_say_them(shared_site: Site, open_page: Callable[..., Page]) -> None:
    page = open_page(shared_site, "/spbe")
    wait_for_drawn(page)
    page.locator("#tren-spbe_indeks .grafik-kotak").focus()
    page.keyboard.press("ArrowRight")
    newest = page.locator("#grafik-suara").inner_text()
    assert newest.startswith("Blora · 2024, 3,28")
    page.wait_for_selector("#tren-spbe_indeks .hoverlayer .hovertext")
    page.keyboard.press("ArrowLeft")
    assert page.locator("#grafik-suara").inner_text().startswith("Blora · 2023")
    page.keyboard.press("ArrowDown")
    assert not page.locator("#grafik-suara").inner_text().startswith("Blora")
    page.keyboard.press("Escape")
    assert page.locator("#tren-spbe_indeks .hoverlayer .hovertext").count() == 0
