"""A publish reaches the open page by itself; an outage keeps the last good numbers and heals by itself."""

from __future__ import annotations

from collections.abc import Callable

from playwright.sync_api import Page

from tests.browser.conftest import wait_for_drawn
from tests.site import Site

TILE = '[data-indikator="spbe_indeks"]'


def test_a_correction_reaches_the_tile_and_only_its_callbacks_run(
    own_site: Site, open_page: Callable[..., Page]
) -> None:
    own_site.start()
    page = open_page(own_site, "/")
    wait_for_drawn(page)
    page.wait_for_function("() => document.getElementById('cc-live').textContent.startsWith('Langsung')")
    version = own_site.version
    asked: list[str] = []
    page.on("request", lambda r: asked.append(r.post_data or "") if "_dash-update-component" in r.url else None)
    own_site.replace_in("spbe.csv", own_value(own_site, "3.28"), own_value(own_site, "3.29"))
    assert f"versi {version + 1}:" in own_site.etl("run", "spbe").stdout
    page.wait_for_selector(f'{TILE}[data-nilai="3.29"]', timeout=10_000)
    assert asked
    assert all("spbe" in body for body in asked)
    assert "3,29" in page.inner_text(TILE)
    before = own_site.json(f"/api/v1/seri/spbe_indeks?versi={version}")
    assert [row["nilai"] for row in before["data"] if row["periode"] == "2024"] == [3.28]


def test_a_killed_postgres_keeps_the_numbers_and_heals(own_site: Site, open_page: Callable[..., Page]) -> None:
    own_site.start()
    page = open_page(own_site, "/")
    wait_for_drawn(page)
    page.wait_for_function("() => document.getElementById('cc-live').textContent.startsWith('Langsung')")
    own_site.postgres.stop()
    page.wait_for_function("() => document.getElementById('cc-live').textContent.includes('terputus')", timeout=20_000)
    assert page.get_attribute(TILE, "data-nilai") == "3.28"
    own_site.postgres.start()
    own_site.replace_in("spbe.csv", own_value(own_site, "3.28"), own_value(own_site, "3.27"))
    own_site.etl("run", "spbe")
    page.wait_for_selector(f'{TILE}[data-nilai="3.27"]', timeout=20_000)


def own_value(site: Site, value: str) -> str:
    """The start of Blora's line of 2024 with this index, as the file writes it."""
    text = (site.published / "spbe.csv").read_text(encoding="utf-8")
    line = next(line for line in text.splitlines() if line.startswith("33.16,") and ",2024," in line)
    head, _, _ = line.partition(",2024,")
    return f"{head},2024,{value},"
