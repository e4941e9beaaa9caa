"""A correction reaches the open map: the one area is repainted, the list follows, nothing else is lost or fetched."""

from __future__ import annotations

from collections.abc import Callable

from playwright.sync_api import Page, expect

from tests.browser.test_peta import IKM, wait_for_map
from tests.browser.test_peta_banding import marks
from tests.site import Site

JAPAH, SAMBONG = "33.16.16", "33.16.06"
ROW = f".peta-tabel tr[data-kode='{JAPAH}']"


def test_a_correction_repaints_its_area_and_nothing_else(own_site: Site, open_page: Callable[..., Page]) -> None:
    """The values and, on a second screen, their change."""
    own_site.start()
    values, changes = (open_page(own_site, f"{IKM}&induk={SAMBONG}{mode}") for mode in ("", "&banding=2021"))
    shown = [watched(values, "90,49"), watched(changes, "+9,39")]
    own_site.replace_in("ikm_kecamatan.csv", f"{JAPAH},Japah,2022,90.49", f"{JAPAH},Japah,2022,72.49")
    own_site.etl("run", "ikm_kecamatan")
    for (page, worn, asked, address), after in zip(shown, ("72,49", "−8,61"), strict=True):
        expect(page.locator(ROW)).to_contain_text(after, timeout=10_000)
        repainted = marks(page)
        assert [kode for kode in worn if worn[kode] != repainted[kode]] == [JAPAH]
        assert [url for url in asked if "/geo/" in url] == []
        assert any("_dash-update-component" in url for url in asked)
        assert page.url == address
        expect(page.locator(".kartu-profil h2")).to_have_text("Sambong")
        expect(page.locator(".peta-tabel tr.utama")).to_contain_text("Sambong")
        assert page.locator(".peta-terpilih path").count() == 1
        link = page.locator(".kartu-peta .unduh a").first.get_attribute("href") or ""
        assert f"versi={own_site.version}" in link and "periode=2022" in link


def watched(page: Page, before: str) -> tuple[Page, dict[str, str], list[str], str]:
    """A live page that shows this of Japah: what its areas wear, what it asks from now on, and its address."""
    wait_for_map(page)
    page.wait_for_function("() => document.getElementById('cc-live').textContent.startsWith('Langsung')")
    expect(page.locator(ROW)).to_contain_text(before)
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    return page, marks(page), asked, page.url
