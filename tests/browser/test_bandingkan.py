"""/bandingkan: any indicators, a panel each with an axis of its own; all that is chosen is in the address."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable

from playwright.sync_api import Page

from tests.browser.conftest import wait_for_drawn
from tests.browser.layout import faults_of, wait_until_still
from tests.site import Site

TWO = "/bandingkan?indikator=spbe_indeks,kemiskinan_p0&kode=33.16,33.15,32.11"
LINES = """id => document.querySelector('#banding-' + id + ' .js-plotly-plot').data.filter(t => t.meta).map(
             t => [t.meta.kode, t.meta.garis, t.y.filter(v => v !== null)])"""
RANGE = "id => document.querySelector('#banding-' + id + ' .js-plotly-plot').layout"


def test_each_indicator_has_a_panel_and_an_axis_of_its_own(shared_site: Site, open_page: Callable[..., Page]) -> None:
    page = open_page(shared_site, TWO)
    wait_for_drawn(page)
    assert page.locator(".kartu-grafik").evaluate_all("all => all.map(one => one.id)") == [
        "banding-spbe_indeks", "banding-kemiskinan_p0",
    ]  # fmt: skip
    spbe, poor = (page.evaluate(RANGE, name) for name in ("spbe_indeks", "kemiskinan_p0"))
    assert spbe["yaxis"]["range"] != poor["yaxis"]["range"]
    assert spbe["xaxis"]["range"] == poor["xaxis"]["range"], "panel tahunan berbagi sumbu waktu"
    for name in ("spbe_indeks", "kemiskinan_p0"):
        lines = page.evaluate(LINES, name)
        assert {kode for kode, _, _ in lines} == {"33.16", "33.15", "32.11"}
        assert len({(kode, garis) for kode, garis, _ in lines}) == len(lines), "satu garis satu metode satu wilayah"
    told = page.locator(".kalimat p").all_inner_texts()
    assert 2 <= len(told) <= 3
    assert told[0].startswith("Blora berada di urutan")


def test_a_panel_its_table_and_its_file_hold_the_same_numbers(
    shared_site: Site, open_page: Callable[..., Page]
) -> None:
    page = open_page(shared_site, TWO)
    wait_for_drawn(page)
    for name in ("spbe_indeks", "kemiskinan_p0"):
        drawn = sorted((kode, value) for kode, _, values in page.evaluate(LINES, name) for value in values)
        table = page.evaluate(
            """id => [...document.querySelectorAll('#banding-' + id + ' td[data-nilai]')].map(
                 c => [c.dataset.kode, Number(c.dataset.nilai)])""",
            name,
        )
        address = page.locator(f"#banding-{name} .unduh a").first.get_attribute("href")
        status, body = shared_site.get(address or "")
        rows = list(csv.reader(io.StringIO(body.decode("utf-8-sig")), delimiter=";"))
        head = rows.index([]) + 1
        kode, nilai = rows[head].index("kode"), rows[head].index("nilai")
        filed = [(row[kode], float(row[nilai].replace(",", "."))) for row in rows[head + 1 :] if row[nilai]]
        assert status == 200 and len(drawn) > 5
        assert sorted((k, v) for k, v in table) == drawn == sorted(filed)


def test_what_is_touched_goes_into_the_address_and_comes_back(
    shared_site: Site, open_page: Callable[..., Page]
) -> None:
    page = open_page(shared_site, "/bandingkan?indikator=spbe_indeks&kode=33.16,32.11&tema=terang")
    wait_for_drawn(page)
    page.get_by_text("Tambah indikator").click()
    page.get_by_role("heading", name="Kemiskinan").wait_for()
    assert "1 dari 2" in page.locator(".pilihan-pilih").inner_text()
    page.locator(".pilihan-pilih").get_by_text("Garis kemiskinan").click()
    page.wait_for_selector("#banding-garis_kemiskinan .main-svg")
    assert page.locator(".pilihan-pilih a[aria-current]").count() == 2
    page.get_by_text("Tutup daftar").click()
    page.wait_for_selector(".pilihan-pilih", state="detached")
    page.locator("a.pilihan-tautan", has_text="Sumedang").click()
    page.wait_for_url(lambda url: "kode=33.16&" in f"{url}&")
    assert "indikator=spbe_indeks%2Cgaris_kemiskinan" in page.url and "tema=terang" in page.url
    page.wait_for_function("() => !document.body.innerText.includes('Sumedang')")
    assert page.locator(".pilihan-baris").nth(1).locator("a").all_inner_texts() == ["Tambah wilayah"]
    page.go_back()
    page.wait_for_selector("a.pilihan-tautan:has-text('Sumedang')")
    page.reload()
    wait_for_drawn(page)
    assert page.locator(".kartu-grafik").count() == 2
    assert page.locator("a.pilihan-tautan", has_text="Sumedang").count() == 1


def test_a_full_choice_takes_no_more_and_says_what_has_no_figure(
    shared_site: Site, open_page: Callable[..., Page]
) -> None:
    full = "33.16,33.15,33.17,33.18,33.19,33"
    page = open_page(shared_site, f"/bandingkan?indikator=spbe_indeks&kode={full}&pilih=wilayah")
    wait_for_drawn(page)
    listed = page.locator(".pilihan-pilih")
    assert listed.locator("a").count() == 6, "hanya yang terpilih dapat dilepas"
    assert "Jawa Timur tanpa angka" in listed.inner_text().replace("\n", " ")
    assert {"Negara dan provinsi", "Kabupaten/kota di Jawa Tengah"} <= set(listed.locator("h3").all_inner_texts())
    page = open_page(shared_site, f"/bandingkan?indikator=spbe_indeks&kode={full},33.20")
    page.wait_for_selector(".kartu-tenang")
    assert "Paling banyak 6 wilayah dapat dibandingkan; diminta 7" in page.inner_text("body")


def test_four_panels_and_an_open_list_lie_well(shared_site: Site, open_page: Callable[..., Page]) -> None:
    asked = "indikator=spbe_indeks,ipm,kemiskinan_p0,garis_kemiskinan&kode=33.16,32.11,33,00&pilih=indikator"
    page = open_page(shared_site, f"/bandingkan?{asked}")
    wait_for_drawn(page)
    for width, height in ((1920, 1080), (1024, 1366), (390, 844)):
        page.set_viewport_size({"width": width, "height": height})
        wait_until_still(page)
        assert faults_of(page) == [], (width, height)
