"""Real Chromium on a real site; a console error or a request to another host fails the test."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, Route, sync_playwright

from tests.site import Site

CHROMIUM = "/usr/bin/chromium"
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--disable-background-networking"]


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield chromium
        chromium.close()


@pytest.fixture(scope="session")
def shared_site() -> Iterator[Site]:
    """One site for tests that only look."""
    folder = Path(tempfile.mkdtemp(prefix="cc-site-"))
    site = Site(folder)
    try:
        site.start()
        yield site
    finally:
        site.stop()
        shutil.rmtree(folder)


@pytest.fixture
def own_site() -> Iterator[Site]:
    """A site of its own for tests that publish or break things; it is not started.

    Not below pytest's own folder: each pytest that starts closes that one to the user PostgreSQL runs as.
    """
    folder = Path(tempfile.mkdtemp(prefix="cc-site-"))
    site = Site(folder)
    try:
        yield site
    finally:
        site.stop()
        shutil.rmtree(folder)


@pytest.fixture
def open_page(browser: Browser) -> Iterator[Callable[..., Page]]:
    """open_page(site, path, width, height, **context) -> Page that shows it; faults are asserted at the end."""
    contexts: list[BrowserContext] = []
    faults: list[str] = []

    def guard(site: Site) -> Callable[[Route], None]:
        def check(route: Route) -> None:
            if not route.request.url.startswith(site.url):
                faults.append(f"keluar dari host: {route.request.url}")
                route.abort()
            else:
                route.continue_()

        return check

    def make(site: Site, path: str = "/", width: int = 1920, height: int = 1080, **options: object) -> Page:
        context = browser.new_context(viewport={"width": width, "height": height}, **options)  # type: ignore[arg-type]
        contexts.append(context)
        page = context.new_page()
        page.route(lambda url: url.startswith("http"), guard(site))
        page.on(
            "console", lambda m: faults.append(m.text) if m.type == "error" and not is_expected(page, m.text) else None
        )
        page.on("pageerror", lambda error: faults.append(str(error)))
        page.goto(site.url + path, wait_until="load")
        return page

    yield make
    for context in contexts:
        context.close()
    assert not faults, faults


def is_expected(page: Page, text: str) -> bool:
    """A test that cuts the line on purpose marks its page, and then network errors are no fault."""
    return bool(getattr(page, "cc_is_cut", False)) and ("net::" in text or "Failed to load" in text)


def wait_for_drawn(page: Page) -> None:
    """Until the page frame is there, every slot is filled, every chart drawn and every map painted."""
    page.wait_for_selector("main", timeout=15_000)
    page.wait_for_function(
        """() => document.querySelector('footer') && [...document.querySelectorAll('.dash-graph')].every(
             g => g.querySelector('.main-svg')) && [...document.querySelectorAll('.peta-lukisan')].every(
             m => m.dataset.siap || m.dataset.gagal)""",
        timeout=15_000,
    )
    assert page.locator(".peta-lukisan[data-gagal]").count() == 0
