"""The map of change: chosen by a tap, kept in the address, judged in words, the same in list, files and picture."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from components.theme import Tema, palette
from tests.browser.conftest import wait_for_drawn
from tests.browser.layout import faults_of, wait_until_still
from tests.browser.test_peta import IKM, LUAS, tap, wait_for_map
from tests.browser.test_unduh import csv_rows, taken
from tests.browser.test_unduh_peta import CARD, files_equal_twin, picture, rgb
from tests.site import Site

BANDING = f"{IKM}&banding=2021"


def marks(page: Page) -> dict[str, str]:
    """Area -> what it wears."""
    found = page.evaluate(
        "() => [...document.querySelectorAll('.peta-wilayah path')].map(p => [p.dataset.kode, p.getAttribute('class')])"
    )
    return dict(found)


def printed(site: Site, year: int) -> dict[str, float]:
    """What the API says of each kecamatan in a year, where it says something."""
    found: dict[str, float] = {}
    for n in range(1, 17):
        rows = site.json(f"/api/v1/seri/ikm_kecamatan?kode=33.16.{n:02d}")["data"]
        found |= {f"33.16.{n:02d}": row["nilai"] for row in rows if row["periode"] == str(year) and row["nilai"]}
    return found


def test_areas_wear_the_change_and_the_legend_counts_it(shared_site: Site, open_page: Callable[..., Page]) -> None:
    page = open_page(shared_site, BANDING)
    wait_for_map(page)
    early, late = printed(shared_site, 2021), printed(shared_site, 2022)
    worn = marks(page)
    assert len(worn) == 16
    for kode, css in worn.items():
        change = round(late[kode] - early[kode], 2) if kode in early and kode in late else None
        word = "tak-banding" if change is None else "tetap" if change == 0 else "membaik" if change > 0 else "memburuk"
        assert word in css, (kode, change, css)
    told = page.locator(".peta-tanpa").inner_text()
    better = sum("membaik" in css for css in worn.values())
    apart = sum("tak-banding" in css for css in worn.values())
    assert apart == 5
    assert f"membaik {better} dari 16" in told
    assert f"tidak dapat dibandingkan {apart} dari 16" in told
    expect(page.locator(".peta-lapor")).to_contain_text("11 dari 16 kecamatan dapat dibandingkan")
    sentence = page.locator(".peta-lukisan").get_attribute("aria-label") or ""
    assert "dari 2021 ke 2022" in sentence
    assert "salah satu periode belum lapor" in sentence
    fills = page.evaluate(
        """() => Object.fromEntries(['membaik.kuat-1', 'tak-banding'].map(c => [c,
             getComputedStyle(document.querySelector('.peta-wilayah .' + c)).fill]))"""
    )
    assert fills["membaik.kuat-1"] == "rgb({}, {}, {})".format(*rgb(palette(Tema.GELAP).better_1))
    assert "silang" in fills["tak-banding"]


def test_it_is_chosen_and_left_by_hand_and_survives_what_one_does(
    shared_site: Site, open_page: Callable[..., Page]
) -> None:
    page = open_page(shared_site, IKM)
    wait_for_map(page)
    page.locator(".peta-geser input").focus()
    page.keyboard.press("ArrowLeft")
    expect(page.locator(".peta-kapan")).to_have_text("2021")
    page.get_by_label("Banding dengan").select_option("2019")
    expect(page.locator(".peta-kapan")).to_have_text("2019 → 2021")
    assert "banding=2019" in page.url and "periode=2021" in page.url
    page.locator("a.ganti-tema").click()
    page.wait_for_selector('[data-tema="terang"]')
    wait_for_map(page)
    expect(page.locator(".peta-kapan")).to_have_text("2019 → 2021")
    page.locator(".peta-baris", has_text="Sambong").click()
    page.wait_for_url("**induk=33.16.06*")
    expect(page.locator(".kartu-profil h2")).to_have_text("Sambong")
    expect(page.locator(".peta-profil")).to_contain_text("2019 → 2021")
    assert "banding=2019" in page.url and "tema=terang" in page.url
    expect(page.locator(".peta-angka")).to_contain_text("poin")
    page.locator(".peta-jejak a").first.click()
    expect(page.locator(".kartu-profil h2")).to_have_text("Blora")
    assert "banding=2019" in page.url
    page.get_by_label("Banding dengan").select_option("")
    expect(page.locator(".peta-kapan")).to_have_text("2021")
    assert "banding" not in page.url


def test_the_slider_asks_nobody_and_skips_the_period_one_compares_with(
    shared_site: Site, open_page: Callable[..., Page]
) -> None:
    page = open_page(shared_site, BANDING)
    wait_for_map(page)
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    slider = page.locator(".peta-geser input")
    slider.focus()
    page.keyboard.press("ArrowLeft")
    expect(page.locator(".peta-kapan")).to_have_text("2020 → 2021")
    page.keyboard.press("Home")
    expect(page.locator(".peta-kapan")).to_have_text("2018 → 2021")
    assert slider.get_attribute("max") == "3"
    early, late = printed_pair(page)
    assert (early, late) == ("2018", "2021")
    assert [url for url in asked if "/_dash-update" in url or "/geo/" in url] == []


def printed_pair(page: Page) -> tuple[str, str]:
    told = page.locator(".peta-lukisan").get_attribute("aria-label") or ""
    early, _, late = told.partition("dari ")[2].partition(":")[0].partition(" ke ")
    return early, late


def test_the_files_and_the_picture_follow(shared_site: Site, open_page: Callable[..., Page], tmp_path: Path) -> None:
    page = open_page(shared_site, f"{BANDING}&tema=terang", accept_downloads=True)
    wait_for_map(page)
    csv_file, _ = files_equal_twin(page, tmp_path, ".peta-tabel", "perubahan")
    assert csv_file.name == f"blora_ikm_kecamatan_peta_kecamatan_2021_2022_{shared_site.version}.csv"
    words = {row["kode"]: row["penilaian"] for row in csv_rows(csv_file)}
    worn = marks(page)
    assert all(words[kode].replace("tidak dapat dibandingkan", "tak-banding") in css for kode, css in worn.items())
    page.locator(".peta-geser input").focus()
    page.keyboard.press("Home")
    expect(page.locator(".peta-kapan")).to_have_text("2018 → 2021")
    moved, _ = files_equal_twin(page, tmp_path, ".peta-tabel", "perubahan")
    assert "_2018_2021_" in moved.name
    file, colours = picture(page, tmp_path)
    assert file.name == moved.with_suffix(".png").name
    shown = {css.split()[3][-1] for css in marks(page).values() if "membaik" in css}
    assert shown
    tokens = palette(Tema.TERANG)
    assert all(colours.get(rgb(getattr(tokens, f"better_{strength}")), 0) > 2000 for strength in shown)


def test_without_a_direction_nothing_is_called_better(shared_site: Site, open_page: Callable[..., Page]) -> None:
    """One period only, by this method: nothing is offered, but an address that asks all the same is told and left."""
    page = open_page(shared_site, f"{LUAS}&level=kecamatan&banding=2022")
    wait_for_map(page)
    expect(page.get_by_label("Banding dengan")).to_have_value("2022")
    expect(page.locator(".peta-lapor")).to_contain_text("0 dari 16 kecamatan dapat dibandingkan")
    assert {css.split()[1] for css in marks(page).values()} == {"tak-banding"}
    expect(page.locator(".peta-tabel")).to_contain_text("terbitan atau cara ukur berbeda")
    legend = page.locator(".peta-legenda").inner_text()
    assert "membaik" not in legend and "memburuk" not in legend
    tap(page, "33.16.01")
    page.wait_for_url("**induk=33.16.01*")
    expect(page.locator(".peta-tabel tbody tr")).to_have_count(12)
    expect(page.locator(".peta-tabel")).to_contain_text("tidak dapat dibandingkan")
    page.get_by_label("Banding dengan").select_option("")
    expect(page.locator(".peta-kapan")).to_have_text("2025")
    assert page.get_by_label("Banding dengan").count() == 0


@pytest.mark.parametrize("tema", Tema)
def test_nothing_is_cut_or_covered(shared_site: Site, open_page: Callable[..., Page], tema: Tema) -> None:
    page = open_page(shared_site, f"{BANDING}&tema={tema}")
    wait_for_drawn(page)
    faults = {}
    for width, height in ((1920, 1080), (3840, 2160), (1366, 768), (1024, 1366), (390, 844)):
        page.set_viewport_size({"width": width, "height": height})
        wait_until_still(page)
        faults[f"{width}x{height}"] = faults_of(page)
    assert not any(faults.values()), faults


def test_an_old_version_compares_its_own_figures(
    shared_site: Site, open_page: Callable[..., Page], tmp_path: Path
) -> None:
    version = shared_site.version
    page = open_page(shared_site, f"{BANDING}&versi={version}", accept_downloads=True)
    wait_for_map(page)
    assert page.locator("#cc-live").get_attribute("data-jenis") == "arsip"
    file = taken(page, CARD, "CSV", tmp_path)
    assert {row["periode_awal"] for row in csv_rows(file)} == {"2021"}
