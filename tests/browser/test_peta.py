"""Journeys on the map: down by taps, back by the browser, through the years without a question, by keyboard."""

from __future__ import annotations

from collections.abc import Callable

from playwright.sync_api import Page, expect

from tests.site import Site

IKM = "/peta?indikator=ikm_kecamatan"
LUAS = "/peta?indikator=luas_wilayah"


def wait_for_map(page: Page) -> None:
    """Until the page's own map is painted and its ranking written."""
    page.wait_for_function(
        "() => document.querySelector('.peta-lukisan[data-siap]') && document.querySelector('.peta-tabel tr')"
    )


def tap(page: Page, kode: str) -> None:
    """A tap on an area, wherever its shape is widest."""
    at = page.evaluate(
        """kode => { const p = document.querySelector(`.peta-svg path[data-kode="${kode}"]`), b = p.getBBox();
             const m = p.getScreenCTM();
             for (let i = 1; i < 20; i++) for (let j = 1; j < 20; j++) {
               const q = new DOMPoint(b.x + b.width * i / 20, b.y + b.height * j / 20);
               if (p.isPointInFill(q)) { const s = q.matrixTransform(m);
                 if (document.elementFromPoint(s.x, s.y) === p) return [s.x, s.y]; } } }""",
        kode,
    )
    page.mouse.click(*at)


def test_one_tap_goes_down_and_back_comes_up(shared_site: Site, open_page: Callable[..., Page]) -> None:
    page = open_page(shared_site, f"{LUAS}&level=kecamatan")
    wait_for_map(page)
    assert page.locator(".peta-wilayah path").count() == 16
    tap(page, "33.16.01")
    page.wait_for_url("**induk=33.16.01*")
    expect(page.locator(".peta-jejak")).to_contain_text("Kec. Jati")
    expect(page.locator(".peta-tabel tbody tr")).to_have_count(12)
    page.wait_for_function("() => !document.querySelector('.bergerak') || !document.getAnimations().length")
    tap(page, "33.16.01.2002")
    page.wait_for_url("**wilayah=33.16.01.2002*")
    expect(page.locator(".kartu-profil h2")).to_have_text("Gempol")
    expect(page.locator(".kartu-profil .fakta")).to_contain_text("Kode Kemendagri33.16.01.2002Kode BPS3316010002")
    page.go_back()
    expect(page.locator(".kartu-profil h2")).to_have_text("Jati")
    page.go_back()
    expect(page.locator(".peta-tabel tbody tr")).to_have_count(16)


def test_another_year_asks_nobody_and_stays_in_the_address(shared_site: Site, open_page: Callable[..., Page]) -> None:
    page = open_page(shared_site, IKM)
    wait_for_map(page)
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    before = page.locator(".peta-tabel").inner_text()
    page.locator(".peta-geser input").focus()
    page.keyboard.press("Home")
    expect(page.locator(".peta-kapan")).to_have_text("2018")
    assert "periode=2018" in page.url
    assert page.locator(".peta-tabel").inner_text() != before
    assert [url for url in asked if "/_dash-update" in url or "/geo/" in url] == []
    page.reload()
    wait_for_map(page)
    expect(page.locator(".peta-kapan")).to_have_text("2018")


def test_numbers_and_counts_are_those_of_the_api(shared_site: Site, open_page: Callable[..., Page]) -> None:
    page = open_page(shared_site, IKM)
    wait_for_map(page)
    shown = page.evaluate(
        "() => [...document.querySelectorAll('.peta-tabel td[data-kode]')].map(c => [c.dataset.kode, c.dataset.nilai])"
    )
    assert len(shown) == 16
    for kode, value in shown:
        rows = shared_site.json(f"/api/v1/seri/ikm_kecamatan?kode={kode}")["data"]
        newest = [row["nilai"] for row in rows if row["periode"] == "2022"]
        assert (float(value) if value else None) == (newest[0] if newest else None), kode
    assert page.locator("[data-hitung='-']").inner_text() == "5"
    assert page.locator(".peta-wilayah .belum-lapor").count() == 5


def test_the_keyboard_goes_down_by_the_ranking(shared_site: Site, open_page: Callable[..., Page]) -> None:
    page = open_page(shared_site, IKM)
    wait_for_map(page)
    page.locator(".peta-baris", has_text="Sambong").focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**induk=33.16.06*")
    expect(page.locator(".peta-tabel tr.utama")).to_contain_text("Sambong")
    expect(page.locator(".peta-angka")).to_have_text("88,13/100")


def test_a_phone_shows_the_map_without_sliding_sideways(shared_site: Site, open_page: Callable[..., Page]) -> None:
    page = open_page(shared_site, IKM, 390, 844)
    wait_for_map(page)
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    box = page.locator(".peta-lukisan").bounding_box()
    assert box is not None
    assert box["height"] > 250
    small = page.evaluate("() => [...document.querySelectorAll('.peta-baris')].filter(b => b.offsetHeight < 44).length")
    assert small == 0


def test_a_region_elsewhere_is_told_calmly(shared_site: Site, open_page: Callable[..., Page]) -> None:
    page = open_page(shared_site, "/peta?induk=33.17")
    page.wait_for_selector(".kartu-tenang")
    assert "tidak terletak di 33.16" in page.inner_text("body")


def test_a_tap_keeps_the_year_that_the_slider_chose(shared_site: Site, open_page: Callable[..., Page]) -> None:
    page = open_page(shared_site, IKM)
    wait_for_map(page)
    page.locator(".peta-geser input").focus()
    page.keyboard.press("Home")
    expect(page.locator(".peta-kapan")).to_have_text("2018")
    tap(page, "33.16.06")
    page.wait_for_url("**induk=33.16.06*")
    expect(page.locator(".kartu-profil h2")).to_have_text("Sambong")
    expect(page.locator(".peta-kapan")).to_have_text("2018")
    assert "periode=2018" in page.url
