"""Every page, at every size, in both themes: it draws, it says nothing in English, it leaves the host alone."""

from __future__ import annotations

import json
from collections.abc import Callable

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

from tests.browser.addresses import UNKNOWN, page_paths, passport_paths
from tests.browser.conftest import wait_for_drawn
from tests.browser.layout import faults_of, wait_until_still
from tests.site import Site

NAVIGATED = page_paths()
PAGES = (*NAVIGATED, *passport_paths(), UNKNOWN)
# What these two say first is a wall of tiles, and a map with its own sentence.
OPENED = tuple(path for path in NAVIGATED if path not in ("/", "/peta"))
SIZES = ((1920, 1080), (3840, 2160), (5120, 1440), (1366, 768), (1024, 1366), (800, 1280), (390, 844))
ENGLISH = ("Loading", "Error", "Updating", "undefined", "NaN", "None", "null")


def test_the_pages_tested_are_those_of_the_navigation(shared_site: Site, open_page: Callable[..., Page]) -> None:
    page = open_page(shared_site, "/")
    wait_for_drawn(page)
    shown = page.locator(".navigasi-daftar a").evaluate_all("all => all.map(one => one.getAttribute('href'))")
    assert tuple(shown) == NAVIGATED


@pytest.mark.parametrize("path", PAGES)
def test_page_draws_whole_in_indonesian(shared_site: Site, open_page: Callable[..., Page], path: str) -> None:
    page = open_page(shared_site, path)
    wait_for_drawn(page)
    text = page.inner_text("body")
    assert not [word for word in ENGLISH if word in text], text[:2000]
    assert page.locator(".kartu-tenang").count() == 0
    assert page.locator("h1").count() == 1
    assert page.evaluate("document.documentElement.lang") == "id"


@pytest.mark.parametrize("path", OPENED)
def test_a_page_opens_with_sentences_from_its_numbers(
    shared_site: Site, open_page: Callable[..., Page], path: str
) -> None:
    page = open_page(shared_site, path)
    wait_for_drawn(page)
    told = page.locator(".kalimat p").all_inner_texts()
    assert 2 <= len(told) <= 3, told
    assert all(any(letter.isdigit() for letter in sentence) for sentence in told)


def test_an_address_nobody_has_keeps_the_navigation(shared_site: Site, open_page: Callable[..., Page]) -> None:
    page = open_page(shared_site, "/tidak-ada?tema=terang")
    wait_for_drawn(page)
    assert "Alamat ini tidak ada" in page.inner_text("main")
    assert "not found" not in page.inner_text("body")
    assert page.locator("nav a", has_text="Ringkasan").count() == 1


def test_before_anything_is_drawn_the_page_waits_in_indonesian(shared_site: Site) -> None:
    body = shared_site.get("/")[1].decode()
    assert "Memuat…" in body and "Loading..." not in body


def test_theme_and_newest_data_keep_what_the_page_looks_at(shared_site: Site, open_page: Callable[..., Page]) -> None:
    page = open_page(shared_site, f"/bandingkan?indikator=tpt&kode=33.16,33.15&versi={shared_site.version}")
    wait_for_drawn(page)
    page.locator("a.ganti-tema").click()
    page.wait_for_selector('[data-tema="terang"]')
    page.get_by_text("ke data terbaru").click()
    page.wait_for_selector('#cc-live[data-jenis="langsung"]')
    wait_for_drawn(page)
    assert "tema=terang" in page.url and "indikator=tpt" in page.url and "versi=" not in page.url
    assert page.locator("#banding-tpt").count() == 1


def test_the_page_one_is_on_stands_in_the_strip_of_a_phone(shared_site: Site, open_page: Callable[..., Page]) -> None:
    page = open_page(shared_site, "/bantuan", 390, 844)
    wait_for_drawn(page)
    page.wait_for_function(
        """() => { const a = document.querySelector('[aria-current=page]').getBoundingClientRect();
                   return a.left >= 0 && a.right <= innerWidth; }"""
    )


@pytest.mark.parametrize("path", PAGES)
def test_no_text_is_cut_or_covered_and_nothing_is_wider_than_the_screen(
    shared_site: Site, open_page: Callable[..., Page], path: str
) -> None:
    page = open_page(shared_site, path)
    wait_for_drawn(page)
    faults = {}
    for width, height in SIZES:
        page.set_viewport_size({"width": width, "height": height})
        wait_until_still(page)
        faults[f"{width}x{height}"] = faults_of(page)
    assert not any(faults.values()), json.dumps(faults, indent=1, ensure_ascii=False)


@pytest.mark.parametrize(("width", "height"), [(1920, 1080), (3840, 2160), (1366, 768)])
def test_ringkasan_does_not_scroll_on_the_wall(
    shared_site: Site, open_page: Callable[..., Page], width: int, height: int
) -> None:
    page = open_page(shared_site, "/", width, height)
    wait_for_drawn(page)
    assert page.evaluate("document.documentElement.scrollHeight") <= height


@pytest.mark.parametrize("tema", ["gelap", "terang"])
@pytest.mark.parametrize("path", PAGES)
def test_axe_finds_nothing_serious(shared_site: Site, open_page: Callable[..., Page], path: str, tema: str) -> None:
    page = open_page(shared_site, f"{path}?tema={tema}", bypass_csp=True)
    wait_for_drawn(page)
    found = [v for v in Axe().run(page).response["violations"] if v["impact"] in ("serious", "critical")]
    assert not found, json.dumps([(v["id"], [n["html"][:160] for n in v["nodes"][:3]]) for v in found], indent=1)


@pytest.mark.parametrize("path", PAGES)
def test_touch_targets_are_large_enough(shared_site: Site, open_page: Callable[..., Page], path: str) -> None:
    page = open_page(shared_site, path, 1024, 1366)
    wait_for_drawn(page)
    small = page.evaluate(
        """() => [...document.querySelectorAll('nav a, summary, header a, footer a')]
               .filter(e => e.offsetParent && e.getBoundingClientRect().height < 44)
               .map(e => e.textContent)"""
    )
    assert small == []


def test_two_taps_from_a_tile_to_the_file_behind_it(shared_site: Site, open_page: Callable[..., Page]) -> None:
    page = open_page(shared_site, "/")
    wait_for_drawn(page)
    page.locator("a[href^='/indikator/spbe_indeks']").first.click()
    page.wait_for_url("**/indikator/spbe_indeks*")
    page.wait_for_selector("text=spbe.csv")
    assert "Kementerian PANRB" in page.inner_text("main")


def test_keyboard_reaches_the_content_and_the_table_twin(shared_site: Site, open_page: Callable[..., Page]) -> None:
    page = open_page(shared_site, "/spbe")
    wait_for_drawn(page)
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.getAttribute('href')") == "#isi"
    summary = page.locator("summary").first
    summary.focus()
    page.keyboard.press("Enter")
    assert page.locator("details[open] table").count() == 1


def test_an_unknown_indicator_and_an_unknown_version_are_told_calmly(
    shared_site: Site, open_page: Callable[..., Page]
) -> None:
    page = open_page(shared_site, "/indikator/tidak_ada")
    page.wait_for_selector(".kartu-tenang")
    assert "tidak dikenal" in page.inner_text("body")
    page = open_page(shared_site, "/?versi=9999")
    page.wait_for_selector(".kartu-tenang")
    assert "Versi 9999 tidak dikenal" in page.inner_text("body")


def test_a_pinned_version_says_so_and_keeps_its_links(shared_site: Site, open_page: Callable[..., Page]) -> None:
    version = shared_site.version
    page = open_page(shared_site, f"/?versi={version}&tema=terang")
    wait_for_drawn(page)
    assert "arsip" in page.inner_text("#cc-live")
    assert page.locator("data.cc-versi").count() == 0
    page.locator("nav a", has_text="SPBE").click()
    page.wait_for_url(f"**/spbe?*versi={version}*")
    wait_for_drawn(page)
    assert "tema=terang" in page.url
