"""Ringkasan as it hangs on the wall: whole, without scrolling, nothing clipped, and it tells what changed."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page

from tests.browser.conftest import wait_for_drawn
from tests.browser.test_push import own_value
from tests.site import Site

CLIPPED = """() => [...document.querySelectorAll(
    '.padat, .padat *, .bilah *, .kunjungan, .kartu-gawat, .kartu-gawat > .gawat > li'
)].filter(e => {
    const style = getComputedStyle(e), frame = e.closest('.kartu, .bilah, .tanya-baris').getBoundingClientRect();
    const isHidden = style.overflowY !== 'visible' && e.scrollHeight > e.clientHeight + 1;
    return style.display !== 'inline' && e.clientWidth && (
        isHidden || e.scrollWidth > e.clientWidth + 1 || e.getBoundingClientRect().bottom > frame.bottom + 1);
}).map(e => e.textContent)"""


@pytest.mark.parametrize("tema", ["gelap", "terang"])
@pytest.mark.parametrize(("width", "height"), [(1920, 1080), (3840, 2160), (5120, 1440), (1366, 768)])
def test_the_wall_shows_all_of_it(
    shared_site: Site, open_page: Callable[..., Page], width: int, height: int, tema: str
) -> None:
    page = open_page(shared_site, f"/?tema={tema}", width, height)
    wait_for_drawn(page)
    page.wait_for_function("() => document.querySelector('#cc-kunjungan').textContent")
    assert page.evaluate("document.documentElement.scrollHeight") <= height
    assert page.evaluate(CLIPPED) == []
    box = page.locator(".peta-wilayah").bounding_box()
    assert box is not None and box["width"] > 0.08 * height, "peta terlalu kecil untuk dibaca"


@pytest.mark.parametrize(("width", "height"), [(1024, 1366), (800, 1280), (390, 844)])
def test_on_a_handheld_the_tiles_come_first_then_what_needs_attention(
    shared_site: Site, open_page: Callable[..., Page], width: int, height: int
) -> None:
    page = open_page(shared_site, "/", width, height)
    wait_for_drawn(page)
    tops = page.evaluate(
        """() => ['.padat', '.kartu-gawat', '.bilah'].map(s => document.querySelector(s).getBoundingClientRect().top)"""
    )
    assert tops == sorted(tops)
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_every_entry_says_why_and_leads_to_its_passport(shared_site: Site, open_page: Callable[..., Page]) -> None:
    page = open_page(shared_site, "/")
    wait_for_drawn(page)
    entries = page.locator(".gawat > li")
    assert entries.count() > 0
    for entry in entries.all():
        assert entry.locator(".gawat-kata").text_content()
        assert entry.locator("p").text_content()
    name = entries.first.get_attribute("data-indikator-perhatian")
    entries.first.locator("a").click()
    page.wait_for_url(f"**/indikator/{name}*")


def test_what_changed_since_the_last_visit(own_site: Site, open_page: Callable[..., Page]) -> None:
    own_site.start()
    page = open_page(own_site, "/")
    wait_for_drawn(page)
    page.wait_for_function("() => document.querySelector('#cc-kunjungan').textContent.startsWith('Kunjungan pertama')")
    top = page.evaluate("document.querySelector('.padat').getBoundingClientRect().top")
    page.wait_for_function("() => JSON.parse(localStorage.getItem('cc-kunjungan')).versi > 0")
    seen = page.evaluate("JSON.parse(localStorage.getItem('cc-kunjungan')).versi")
    own_site.replace_in("spbe.csv", own_value(own_site, "3.28"), own_value(own_site, "3.29"))
    own_site.etl("run", "spbe")
    page.wait_for_selector('[data-indikator="spbe_indeks"][data-nilai="3.29"]')
    # On an address of the site without its scripts: on the page itself they would write over what is set here.
    page.goto(f"{own_site.url}/api/v1/indikator")
    page.evaluate(f"() => localStorage.setItem('cc-kunjungan', JSON.stringify({{versi: {seen}, pada: 0}}))")
    page.evaluate("() => sessionStorage.clear()")
    page.goto(f"{own_site.url}/")
    page.wait_for_function("() => (document.querySelector('#cc-kunjungan') || {}).textContent?.startsWith('Sejak')")
    text = page.inner_text("#cc-kunjungan")
    assert f"Sejak kunjungan terakhir (versi {seen}" in text
    assert "1 angka direvisi" in text
    assert "SPBE 2024: 3,28 → 3,29" in text
    assert page.evaluate("document.querySelector('.padat').getBoundingClientRect().top") == top


def test_an_old_version_has_no_visit(shared_site: Site, open_page: Callable[..., Page]) -> None:
    page = open_page(shared_site, "/?versi=3")
    wait_for_drawn(page)
    assert page.locator("#cc-kunjungan").count() == 0
    assert page.locator(".bilah").inner_text().find("versi 3") >= 0


def test_the_map_shows_the_indicator_that_is_chosen_in_its_heading(
    shared_site: Site, open_page: Callable[..., Page]
) -> None:
    page = open_page(shared_site, "/")
    wait_for_drawn(page)
    chooser = page.locator(".cc-slot-peta select")
    assert chooser.input_value() == "ikm_kecamatan"
    page.wait_for_selector('.cc-slot-peta path.wil[data-kode="33.16.09"]')
    page.evaluate("window.ccTile = document.querySelector('.padat')")
    with page.expect_response("**/_dash-update-component?*") as answered:
        chooser.select_option("luas_wilayah")
    page.wait_for_selector("#peta-luas_wilayah path.wil")
    assert page.url.endswith("/?peta=luas_wilayah")
    assert page.locator(".cc-slot-peta select").input_value() == "luas_wilayah"
    assert answered.value.request.sizes()["responseBodySize"] <= 15_000
    assert page.evaluate("window.ccTile.isConnected"), "hanya peta yang diminta"
    page.reload()
    page.wait_for_selector("#peta-luas_wilayah path.wil")
