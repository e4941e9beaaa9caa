"""A map's downloads equal what it shows at that moment: after the slider moved, after a drill, on whatever page."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PIL import Image
from playwright.sync_api import Page, expect

from components.theme import Palette, Tema, palette
from tests.browser.conftest import wait_for_drawn
from tests.browser.test_peta import IKM, LUAS, tap, wait_for_map
from tests.browser.test_unduh import csv_rows, taken, xlsx_rows
from tests.site import Site

CARD = ".kartu-peta"
SCALE = 2


def twin_values(page: Page, where: str) -> dict[str, float | None]:
    """Area -> value of the table twin, the silent ones included."""
    cells = page.evaluate(
        "where => [...document.querySelectorAll(where + ' td[data-kode]')].map(c => [c.dataset.kode, c.dataset.nilai])",
        where,
    )
    return {kode: float(value) if value else None for kode, value in cells}


def number(text: object) -> float | None:
    return float(str(text).replace(",", ".")) if text not in (None, "") else None


def files_equal_twin(page: Page, folder: Path, where: str, column: str = "nilai") -> tuple[Path, Path]:
    """CSV and XLSX hold every area of the twin with its value and no other; the files."""
    shown = twin_values(page, where)
    assert len(shown) >= 12
    csv_file, xlsx_file = taken(page, CARD, "CSV", folder), taken(page, CARD, "XLSX", folder)
    assert {row["kode"]: number(row[column]) for row in csv_rows(csv_file)} == shown
    assert {str(row["kode"]): number(row[column]) for row in xlsx_rows(xlsx_file)} == shown
    return csv_file, xlsx_file


def picture(page: Page, folder: Path) -> tuple[Path, dict[tuple[int, ...], int]]:
    """The PNG one tap gives, without a request to anybody, and its colours; its title is written on it."""
    asked: list[str] = []
    page.on(
        "request", lambda request: None if request.url.startswith(("data:", "blob:")) else asked.append(request.url)
    )
    file = taken(page, CARD, "PNG", folder)
    assert asked == []
    with Image.open(file) as image:
        found = image.convert("RGB")
        assert (found.width, found.height >= 1800) == (1600 * SCALE, True)
        head = found.crop((48 * SCALE, 40 * SCALE, 700 * SCALE, 100 * SCALE))
        foot = found.crop((48 * SCALE, found.height - 90 * SCALE, 1500 * SCALE, found.height))
        colours = {colour: count for count, colour in found.getcolors(1 << 24) or []}
        inks = [len(part.getcolors(1 << 20) or []) for part in (head, foot)]
    assert min(inks) > 20
    return file, {colour: count for colour, count in colours.items() if isinstance(colour, tuple)}


def rgb(colour: str) -> tuple[int, int, int]:
    return int(colour[1:3], 16), int(colour[3:5], 16), int(colour[5:7], 16)


def painted_classes(page: Page, colours: Palette) -> set[tuple[int, int, int]]:
    """The colours of the classes that areas in view wear now."""
    css = page.evaluate(
        "() => [...document.querySelectorAll('.peta-wilayah path:not(.luar)')].map(p => p.getAttribute('class'))"
    )
    worn = {int(word[1:]) for one in css for word in one.split() if word[0] == "k" and word[1:].isdigit()}
    assert worn
    return {rgb(colours.scale[i - 1]) for i in worn}


@pytest.mark.parametrize("tema", Tema)
def test_the_files_follow_the_slider(
    shared_site: Site, open_page: Callable[..., Page], tmp_path: Path, tema: Tema
) -> None:
    page = open_page(shared_site, f"{IKM}&tema={tema}", accept_downloads=True)
    wait_for_map(page)
    newest = twin_values(page, ".peta-tabel")
    page.locator(".peta-geser input").focus()
    page.keyboard.press("Home")
    expect(page.locator(".peta-kapan")).to_have_text("2018")
    csv_file, _ = files_equal_twin(page, tmp_path, ".peta-tabel")
    assert twin_values(page, ".peta-tabel") != newest
    assert csv_file.name == f"blora_ikm_kecamatan_peta_kecamatan_2018_{shared_site.version}.csv"
    assert {row["periode"] for row in csv_rows(csv_file)} == {"2018"}
    file, colours = picture(page, tmp_path)
    assert file.name == csv_file.with_suffix(".png").name
    shown = painted_classes(page, palette(tema))
    assert len(shown) >= 3
    assert all(colours.get(colour, 0) > 2000 for colour in shown), (shown, sorted(colours.items(), key=lambda c: -c[1]))
    assert colours[rgb(palette(tema).surface)] > 1_000_000
    assert page.locator(".peta-gambar").count() == 0


def test_the_files_follow_a_drill(shared_site: Site, open_page: Callable[..., Page], tmp_path: Path) -> None:
    page = open_page(shared_site, f"{LUAS}&level=kecamatan", accept_downloads=True)
    wait_for_map(page)
    tap(page, "33.16.01")
    expect(page.locator(".peta-tabel tbody tr")).to_have_count(12)
    csv_file, _ = files_equal_twin(page, tmp_path, ".peta-tabel")
    rows = {row["kode"]: row for row in csv_rows(csv_file)}
    gempol = rows["33.16.01.2002"]
    assert (gempol["kode_bps"], gempol["wilayah"], gempol["keadaan"]) == ("3316010002", "Gempol", "dilaporkan")
    _, colours = picture(page, tmp_path)
    assert all(colours.get(colour, 0) > 2000 for colour in painted_classes(page, palette(Tema.GELAP)))


@pytest.mark.parametrize("path", ["/", "/layanan"])
def test_a_map_on_another_page_brings_its_own(
    shared_site: Site, open_page: Callable[..., Page], tmp_path: Path, path: str
) -> None:
    page = open_page(shared_site, path, accept_downloads=True)
    wait_for_drawn(page)
    files_equal_twin(page, tmp_path, f"{CARD} details")
    _, colours = picture(page, tmp_path)
    assert all(colours.get(colour, 0) > 2000 for colour in painted_classes(page, palette(Tema.GELAP)))


def test_the_chosen_map_of_the_first_page_is_the_one_that_comes(
    shared_site: Site, open_page: Callable[..., Page], tmp_path: Path
) -> None:
    page = open_page(shared_site, "/?peta=luas_wilayah", accept_downloads=True)
    wait_for_drawn(page)
    csv_file, _ = files_equal_twin(page, tmp_path, f"{CARD} details")
    assert csv_file.name.startswith("blora_luas_wilayah_peta_kecamatan_2025_")


def test_an_old_version_is_named_and_keeps_its_day(shared_site: Site, open_page: Callable[..., Page]) -> None:
    version = shared_site.version
    page = open_page(shared_site, f"{IKM}&versi={version}&periode=2019")
    wait_for_map(page)
    address = page.locator(f"{CARD} .unduh a").first.get_attribute("href")
    assert address is not None
    assert f"versi={version}" in address and "per=" not in address.replace("periode=", "")
    assert "periode=2019" in address
