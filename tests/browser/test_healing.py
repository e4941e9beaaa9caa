"""An open page heals by itself and notices midnight: nobody touches a wall for months."""

from __future__ import annotations

import json
from collections.abc import Callable

from playwright.sync_api import Page, Route

from tests.browser.conftest import wait_for_drawn
from tests.site import Site


def test_a_page_opened_while_the_warehouse_was_away_fills_itself(
    own_site: Site, open_page: Callable[..., Page]
) -> None:
    own_site.start()
    own_site.stop_web()
    own_site.postgres.stop()
    own_site.launch_web()
    while own_site.get("/sehat")[0] != 200:
        assert own_site.web is not None and own_site.web.poll() is None, own_site.log()
    page = open_page(own_site, "/")
    page.wait_for_selector(".kartu-tenang")
    assert "Gudang data tidak terjangkau" in page.inner_text("body")
    own_site.postgres.start()
    page.wait_for_selector('[data-indikator="spbe_indeks"][data-nilai="3.28"]', timeout=30_000)
    assert page.locator(".kartu-tenang").count() == 0


def test_midnight_on_an_open_page_judges_every_age_anew(shared_site: Site, open_page: Callable[..., Page]) -> None:
    """The page's part: the stream's edge tells another day. The server's part is in tests/db/test_rollover.py."""
    page = open_page(shared_site, "/")
    wait_for_drawn(page)
    facts = shared_site.json("/live/terakhir")

    def midnight(route: Route) -> None:
        lines = [
            f"event: detak\ndata: {json.dumps({**facts, 'hari': day})}\n\n" for day in ("2026-12-31", "2027-01-01")
        ]
        route.fulfill(body="".join(lines), content_type="text/event-stream")

    page.add_init_script("sessionStorage.setItem('muat', 1 + Number(sessionStorage.getItem('muat')))")
    page.route("**/live?*", midnight, times=1)
    page.reload()
    page.wait_for_function("() => sessionStorage.getItem('muat') === '2'")
    wait_for_drawn(page)
    page.wait_for_function("() => document.getElementById('cc-live').textContent.startsWith('Langsung')")
