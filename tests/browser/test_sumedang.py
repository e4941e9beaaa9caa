"""Nothing is Blora's alone: with CC_KABUPATEN=32.11 every page draws, says Sumedang, and hides no conflict."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Page

from tests.browser.conftest import wait_for_drawn
from tests.site import Site, open_site

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def sumedang() -> Iterator[Site]:
    """A site of Sumedang, looked at only."""
    with open_site(kabupaten="32.11") as site:
        site.start()
        yield site


@pytest.mark.parametrize("path", ["/", "/spbe", "/sakip", "/kemiskinan", "/metodologi", "/indikator/sakip_nilai"])
def test_every_page_draws_and_says_sumedang(sumedang: Site, open_page: Callable[..., Page], path: str) -> None:
    page = open_page(sumedang, path)
    wait_for_drawn(page)
    assert page.locator(".kartu-tenang").count() == 0
    assert page.inner_text("header .merek") == "Command Center Kabupaten Sumedang"
    assert "Blora" not in page.inner_text("header")


def test_a_map_without_areas_says_so(sumedang: Site, open_page: Callable[..., Page]) -> None:
    page = open_page(sumedang, "/peta")
    page.wait_for_selector(".kartu-tenang")
    assert page.locator(".kartu-tenang").count() == 1
    assert "Belum ada angka per kecamatan atau desa yang dimuat untuk Sumedang" in page.inner_text("body")


def test_the_tiles_are_sumedangs_and_compare_with_its_own_province(
    sumedang: Site, open_page: Callable[..., Page]
) -> None:
    page = open_page(sumedang, "/")
    wait_for_drawn(page)
    rows = sumedang.json("/api/v1/seri/spbe_indeks")["data"]
    newest = max((row for row in rows if row["nilai"] is not None), key=lambda row: row["periode"])
    assert newest["kode"] == "32.11"
    assert page.get_attribute('[data-indikator="spbe_indeks"]', "data-nilai") == str(newest["nilai"])
    text = page.inner_text("main")
    assert "Jawa Barat" in text and "Jawa Tengah" not in text


@pytest.mark.parametrize("path", ["/spbe", "/sakip", "/kemiskinan"])
def test_no_rank_among_the_few_that_are_loaded(sumedang: Site, open_page: Callable[..., Page], path: str) -> None:
    page = open_page(sumedang, path)
    wait_for_drawn(page)
    told = page.locator(".kartu-kosong").all_inner_texts()
    assert any("Peringkat tidak dihitung: daftar acuan wilayah baru memuat Sumedang di provinsinya." in t for t in told)
    assert all("tidak dihitung" in text or "tidak digambar" in text for text in told), told


def test_the_press_report_of_2022_is_shown_against_the_others(sumedang: Site, open_page: Callable[..., Page]) -> None:
    page = open_page(sumedang, "/sakip")
    wait_for_drawn(page)
    assert "2018 tertulis 60,98 dan 48,58" in page.inner_text('[id="tren-sakip_nilai"]')
    page = open_page(sumedang, "/indikator/sakip_nilai")
    wait_for_drawn(page)
    rows = page.locator("tr", has_text="2018").all_inner_texts()
    assert any("60,98" in row for row in rows)
    assert any("48,58" in row and "Januari 2022" in row for row in rows)
