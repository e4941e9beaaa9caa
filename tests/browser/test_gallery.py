"""The gallery at every size in both themes: nothing cut, nothing on top of another, nothing wider than the screen."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

from tests.browser.conftest import wait_for_drawn
from tests.browser.layout import faults_of, wait_until_still
from tests.site import Site, open_site

SIZES = ((1920, 1080), (3840, 2160), (5120, 1440), (1366, 768), (1024, 1366), (800, 1280), (390, 844))


@pytest.fixture(scope="module")
def gallery_site() -> Iterator[Site]:
    """A site with the gallery open."""
    with open_site(galeri="true") as site:
        site.start()
        yield site


def open_gallery(gallery_site: Site, open_page: Callable[..., Page], tema: str) -> Page:
    page = open_page(gallery_site, f"/galeri?tema={tema}", bypass_csp=True)
    wait_for_drawn(page)
    page.wait_for_selector("[data-pajangan]")
    return page


@pytest.mark.parametrize("tema", ["gelap", "terang"])
def test_nothing_is_cut_or_covered_at_any_size(gallery_site: Site, open_page: Callable[..., Page], tema: str) -> None:
    """One page, resized: a wall that is rearranged is not reloaded either."""
    page = open_gallery(gallery_site, open_page, tema)
    faults = {}
    for width, height in SIZES:
        page.set_viewport_size({"width": width, "height": height})
        wait_until_still(page)
        faults[f"{width}x{height}"] = faults_of(page)
    assert not any(faults.values()), json.dumps(faults, indent=1, ensure_ascii=False)


@pytest.mark.parametrize(("tema", "width", "height"), [("gelap", 1920, 1080), ("terang", 390, 844)])
def test_axe_finds_nothing_serious(
    gallery_site: Site, open_page: Callable[..., Page], tema: str, width: int, height: int
) -> None:
    page = open_gallery(gallery_site, open_page, tema)
    page.set_viewport_size({"width": width, "height": height})
    wait_until_still(page)
    found = [v for v in Axe().run(page).response["violations"] if v["impact"] in ("serious", "critical")]
    assert not found, json.dumps([(v["id"], [n["html"][:200] for n in v["nodes"][:6]]) for v in found], indent=1)


def test_the_gallery_is_closed_unless_the_settings_open_it(shared_site: Site, open_page: Callable[..., Page]) -> None:
    page = open_page(shared_site, "/galeri")
    page.wait_for_selector(".kartu-tenang")
    assert "tidak dikenal" in page.inner_text("body")
    page = open_page(shared_site, "/")
    wait_for_drawn(page)
    assert page.locator("a[href^='/galeri']").count() == 0
