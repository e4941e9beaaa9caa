"""What breaks beside an open page: Redis, a declaration, the line, the last free seat. Numbers stay, then catch up."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest
from playwright.sync_api import Page
from redis import Redis

from tests.browser.conftest import wait_for_drawn
from tests.redis_process import RedisProcess
from tests.site import Site, open_site

pytestmark = pytest.mark.browser
BLORA_2024 = "33.16,Pemerintah Kab. Blora,2024,"
TILE = '[data-indikator="spbe_indeks"]'
NUMBERS = "() => [...document.querySelectorAll('[data-indikator]')].map(c => [c.dataset.indikator, c.dataset.nilai])"
HIDE = """() => {
  Object.defineProperty(document, 'hidden', {configurable: true, get: () => true});
  document.dispatchEvent(new Event('visibilitychange'));
}"""
SHOW = "() => { delete document.hidden; document.dispatchEvent(new Event('visibilitychange')); }"
Opener = Callable[..., Page]


@pytest.fixture
def make_site() -> Iterator[Callable[..., Site]]:
    """make_site(**settings) -> Site, not started."""
    with ExitStack() as stack:
        yield lambda **settings: stack.enter_context(open_site(**settings))


@pytest.fixture
def redis(tmp_path: Path) -> Iterator[RedisProcess]:
    """A running Redis."""
    process = RedisProcess(tmp_path)
    process.start()
    yield process
    process.kill()


def test_a_killed_redis_costs_no_number_and_no_push(
    make_site: Callable[..., Site], redis: RedisProcess, open_page: Opener
) -> None:
    site = make_site(redis_url=redis.url)
    site.start()
    page = open_page(site, "/")
    wait_for_drawn(page)
    wait_for_pill(page, "Langsung")
    with Redis(port=redis.port) as client:
        kept = client.keys("cc:*")
    assert isinstance(kept, list) and len(kept) >= 6
    before = dict(page.evaluate(NUMBERS))
    redis.kill()
    publish(site, "3.28", "3.29")
    page.wait_for_selector(f'{TILE}[data-nilai="3.29"]', timeout=15_000)
    assert dict(page.evaluate(NUMBERS)) == {**before, "spbe_indeks": "3.29"}
    assert "redis-away" in site.log()
    again = open_page(site, "/sakip")
    wait_for_drawn(again)
    assert again.locator(".kartu-tenang").count() == 0


def test_a_broken_declaration_stops_the_web_and_names_the_file(make_site: Callable[..., Site]) -> None:
    site = make_site()
    (site.catalog / "indicators" / "spbe_indeks.toml").write_text('id = "spbe_indeks\n', encoding="utf-8")
    site.launch_web()
    assert site.web is not None and site.web.wait(30) != 0
    site.web = None
    assert "ConfigError" in site.log()
    assert "spbe_indeks.toml: bukan TOML yang sah" in site.log()


def test_a_page_survives_a_restart_of_the_web_and_catches_up(own_site: Site, open_page: Opener) -> None:
    own_site.start()
    page = open_page(own_site, "/")
    wait_for_drawn(page)
    wait_for_pill(page, "Langsung")
    page.evaluate("() => { window.ccSamePage = true; }")
    page.cc_is_cut = True  # type: ignore[attr-defined]
    own_site.stop_web()
    wait_for_pill(page, "Terputus")
    publish(own_site, "3.28", "3.29")
    assert page.get_attribute(TILE, "data-nilai") == "3.28"
    own_site.start_web()
    page.wait_for_selector(f'{TILE}[data-nilai="3.29"]', timeout=20_000)
    wait_for_pill(page, "Langsung")
    assert page.evaluate("() => window.ccSamePage === true")


def test_without_a_free_seat_the_page_polls_and_a_hidden_tab_gives_its_seat_back(
    make_site: Callable[..., Site], open_page: Opener
) -> None:
    site = make_site(sse_cap="1")
    site.start()
    first = open_page(site, "/")
    wait_for_pill(first, "Langsung")
    second = open_cut(site, open_page)
    wait_for_pill(second, "Berkala")
    publish(site, "3.28", "3.29")
    for page in (first, second):
        page.wait_for_selector(f'{TILE}[data-nilai="3.29"]', timeout=10_000)
    assert pill(first).startswith("Langsung") and not pill(second).startswith("Langsung")
    first.evaluate(HIDE)
    wait_for_pill(second, "Langsung")
    publish(site, "3.29", "3.27")
    second.wait_for_selector(f'{TILE}[data-nilai="3.27"]', timeout=10_000)
    assert first.get_attribute(TILE, "data-nilai") == "3.29"
    first.cc_is_cut = True  # type: ignore[attr-defined]
    first.evaluate(SHOW)
    first.wait_for_selector(f'{TILE}[data-nilai="3.27"]', timeout=10_000)


def open_cut(site: Site, open_page: Opener) -> Page:
    """A page on which network errors are expected from its first byte on; an old version has no stream of its own."""
    page = open_page(site, f"/?versi={site.version}")
    page.cc_is_cut = True  # type: ignore[attr-defined]
    page.goto(site.url + "/", wait_until="load")
    return page


def publish(site: Site, old: str, new: str) -> None:
    """A correction of Blora's index of 2024."""
    site.replace_in("spbe.csv", f"{BLORA_2024}{old},", f"{BLORA_2024}{new},")
    assert "Terbit sebagai versi" in site.etl("run", "spbe").stdout


def pill(page: Page) -> str:
    """What the page says of its line."""
    return page.inner_text("#cc-live")


def wait_for_pill(page: Page, word: str) -> None:
    """Until the page says so."""
    page.wait_for_function(
        "word => (document.getElementById('cc-live') || {textContent: ''}).textContent.startsWith(word)",
        arg=word,
        timeout=60_000,
    )
