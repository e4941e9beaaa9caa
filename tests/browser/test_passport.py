"""The passport: what contradicts an authority, for any region; bases without a break; laws and where they were read."""

from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise

import pytest
from playwright.sync_api import Page

from tests.browser.conftest import wait_for_drawn
from tests.site import Site

OpenPage = Callable[..., Page]


def drawn(open_page: OpenPage, site: Site, path: str) -> Page:
    page = open_page(site, path)
    wait_for_drawn(page)
    return page


def test_what_contradicts_a_comparator_is_one_tap_away(shared_site: Site, open_page: OpenPage) -> None:
    """Sumedang's SAKIP of 2018: 60.98 is the authority, 48.58 what the press report of 2022 said."""
    page = drawn(open_page, shared_site, "/indikator/sakip_nilai")
    page.locator("summary", has_text="Sumedang: 9 baris, 1 berbeda").click()
    rows = page.locator(".paspor-lain td[data-kode='32.11'][data-periode='2018']")
    assert rows.all_inner_texts() == ["60,98", "48,58"]
    standings = [row.locator("xpath=following-sibling::td[1]").inner_text() for row in rows.all()]
    assert standings == ["rujukan utama", "berbeda"]


def test_the_passport_of_any_region_opens_by_its_code(shared_site: Site, open_page: OpenPage) -> None:
    page = drawn(open_page, shared_site, "/indikator/umur_harapan_hidup?kode=33.29")
    values = page.locator("td[data-kode='33.29'][data-periode='2024']").all_inner_texts()
    assert values == ["74,18", "70,29"]


def test_a_region_that_is_no_code_costs_its_own_part_only(shared_site: Site, open_page: OpenPage) -> None:
    page = drawn(open_page, shared_site, "/indikator/ipm?kode=Blora")
    assert "Kode wilayah 'Blora' tidak sah" in page.locator("main").inner_text()
    assert page.locator(".kpi").count() == 1


def test_bases_have_no_break_and_each_is_named(shared_site: Site, open_page: OpenPage) -> None:
    page = drawn(open_page, shared_site, "/indikator/penduduk")
    told = page.locator(".grafik .annotation-text").all_text_contents()
    assert not any("metode baru" in text for text in told)
    for name in ("Kepmendagri", "Proyeksi BPS", "Sensus Penduduk", "BPS menurut umur (P0)", "Databoks, tanpa basis"):
        assert any(name in text for text in told), name
    assert "Tidak digambar karena ukurannya jauh berbeda: Jawa Tengah" in page.locator("main").inner_text()
    assert page.locator("td[data-kode='33'][data-garis='kepmendagri']").count() == 1


@pytest.mark.parametrize("width", [390, 1366, 1920])
def test_no_name_of_a_basis_covers_another_or_is_cut(shared_site: Site, open_page: OpenPage, width: int) -> None:
    page = open_page(shared_site, "/indikator/penduduk", width, 900)
    wait_for_drawn(page)
    boxes = page.evaluate(
        """() => { const g = document.querySelector('.grafik').getBoundingClientRect();
          return [...document.querySelectorAll('.grafik .annotation-text')].map(t => t.getBoundingClientRect())
            .map(r => [r.top, r.bottom, r.left >= g.left && r.right <= g.right + 1 && r.bottom <= g.bottom + 1]); }"""
    )
    boxes.sort()
    assert len(boxes) == 8
    assert all(inside for _, _, inside in boxes)
    assert all(below[0] >= above[1] - 4 for above, below in pairwise(boxes))


def test_parts_of_a_total_are_bars_beside_the_printed_total(shared_site: Site, open_page: OpenPage) -> None:
    page = drawn(open_page, shared_site, "/indikator/mpp_pemohon_rincian")
    assert page.locator(".kpi[data-indikator='mpp_pemohon'][data-nilai='436.0']").count() == 1
    assert "Total tercetak 436, jumlah bagian 437; selisih 1" in page.locator("main").inner_text()
    assert page.locator(".metode-daftar li", has_text="Setiap angka hanya dimuat dari satu terbitan").count() == 1


def test_what_only_the_nation_has_is_told_as_the_nations(shared_site: Site, open_page: OpenPage) -> None:
    page = drawn(open_page, shared_site, "/indikator/spbe_instansi_dievaluasi")
    tile = page.locator(".kpi")
    assert tile.get_attribute("data-kode") == "00"
    assert "621" in tile.inner_text() and "Angka Indonesia" in tile.inner_text()
    assert page.locator("details.paspor-lain[open]").inner_text().startswith("Indonesia: 1 baris")


def test_a_legal_basis_says_where_it_was_read_or_that_nobody_verified_it(
    shared_site: Site, open_page: OpenPage
) -> None:
    page = drawn(open_page, shared_site, "/indikator/spbe_indeks")
    basis = page.locator(".dasar-hukum")
    assert basis.locator("a", has_text="Naskah dibaca 24 November 2026").count() == 1
    assert "Belum diverifikasi" in basis.inner_text()
    assert "Dasar hukum belum diverifikasi: PermenPANRB 8/2026" in page.locator(".fakta").inner_text()
