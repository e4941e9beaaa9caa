"""Downloads equal the screen: real clicks, real files, read back."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from openpyxl import load_workbook
from PIL import Image, ImageColor
from playwright.sync_api import Page

from components.theme import Palette, Tema, palette
from tests.browser.conftest import wait_for_drawn
from tests.site import Site

Numbers = dict[tuple[str, str, str], float]
CARDS = {
    "/spbe": ("#tren-spbe_indeks", "#peringkat-spbe_indeks", "#profil-domain"),
    "/kemiskinan?tema=terang": ("#tren-kemiskinan_p0",),
}


def taken(page: Page, card: str, what: str, folder: Path) -> Path:
    """The file one click on the card gives."""
    with page.expect_download() as waiting:
        page.locator(f"{card} .unduh").first.get_by_text(what, exact=True).click()
    path = folder / waiting.value.suggested_filename
    waiting.value.save_as(path)
    return path


def csv_rows(path: Path) -> list[dict[str, str]]:
    body = path.read_bytes()
    assert body.startswith(b"\xef\xbb\xbf")
    lines = list(csv.reader(io.StringIO(body.decode("utf-8-sig")), delimiter=";"))
    start = lines.index([]) + 1
    return [dict(zip(lines[start], row, strict=True)) for row in lines[start + 1 :]]


def xlsx_rows(path: Path) -> list[dict[str, object]]:
    book = load_workbook(path)
    assert book.sheetnames == ["Data", "Keterangan"]
    head, *rows = book["Data"].iter_rows(values_only=True)
    return [dict(zip(map(str, head), row, strict=True)) for row in rows]


def screen_numbers(page: Page, card: str) -> list[tuple[str, str, float]]:
    found = page.evaluate(
        """card => [...document.querySelectorAll(card + ' [data-nilai]')].filter(c => c.dataset.nilai).map(
             c => [c.dataset.kode, c.dataset.periode, c.dataset.nilai])""",
        card,
    )
    return sorted((kode, periode, float(value)) for kode, periode, value in found)


@pytest.mark.parametrize("path", CARDS)
def test_csv_and_xlsx_hold_exactly_the_numbers_of_the_card(
    shared_site: Site, open_page: Callable[..., Page], tmp_path: Path, path: str
) -> None:
    page = open_page(shared_site, path, accept_downloads=True)
    wait_for_drawn(page)
    for card in CARDS[path]:
        shown = screen_numbers(page, card)
        assert len(shown) > 5
        from_csv = [
            (row["kode"], row["periode"], float(row["nilai"].replace(",", ".")))
            for row in csv_rows(taken(page, card, "CSV", tmp_path))
            if row["nilai"]
        ]
        from_xlsx = [
            (str(row["kode"]), str(row["periode"]), float(str(row["nilai"])))
            for row in xlsx_rows(taken(page, card, "XLSX", tmp_path))
            if row["nilai"] is not None
        ]
        assert sorted(from_csv) == shown, card
        assert sorted(from_xlsx) == shown, card


@pytest.mark.parametrize("path", CARDS)
def test_a_picture_is_the_drawing_with_its_title_and_source(
    shared_site: Site, open_page: Callable[..., Page], tmp_path: Path, path: str
) -> None:
    page = open_page(shared_site, path, accept_downloads=True)
    wait_for_drawn(page)
    for card in CARDS[path]:
        file = taken(page, card, "PNG", tmp_path)
        assert file.name.startswith("blora_") and file.name.endswith(".png")
        with Image.open(file) as picture:
            assert picture.width == 3200 and picture.height >= 1800
            assert_drawn(picture.convert("RGB"), palette(Tema.TERANG if "terang" in path else Tema.GELAP))


def assert_drawn(picture: Image.Image, p: Palette) -> None:
    """Title on top, source and time below, the regency's accent between them, all on the card's own ground."""
    width, height = picture.size
    edge, head, foot = 96, 200, height - 180
    ground = ImageColor.getrgb(p.surface)
    for corner in ((0, 0), (width - 1, 0), (0, height - 1), (width - 1, height - 1)):
        assert picture.getpixel(corner) == ground
    assert ink(picture, (edge, 40, width - edge, head), p.text) > 1_000, "judul"
    assert ink(picture, (edge, foot, width - edge, height - 20), p.muted) > 1_000, "sumber dan waktu"
    assert ink(picture, (edge, head, width - edge, foot), p.accent) > 500, "kabupaten ini"
    assert ink(picture, (0, 0, edge - 4, height), p.text) == 0, "tepi kosong"


def ink(picture: Image.Image, box: tuple[int, int, int, int], colour: str) -> int:
    """How many pixels of the box have exactly this colour."""
    wanted = ImageColor.getrgb(colour)
    found = picture.crop(box).getcolors(maxcolors=box[2] * box[3])
    return sum(count for count, one in found or () if one == wanted)


TILES = ("/", "/kemiskinan?tema=terang", "/indikator/garis_kemiskinan")


@pytest.mark.parametrize("path", TILES)
def test_a_tile_gives_its_row_to_who_points_at_it_or_tabs_to_it(
    shared_site: Site, open_page: Callable[..., Page], tmp_path: Path, path: str
) -> None:
    page = open_page(shared_site, path, accept_downloads=True)
    wait_for_drawn(page)
    tile = page.locator(".kpi").first
    name = tile.get_attribute("data-indikator")
    own = (tile.get_attribute("data-kode"), tile.get_attribute("data-periode"), tile.get_attribute("data-nilai"))
    shown = [(own[0], own[2])] + [
        (one.get_attribute("data-kode"), one.get_attribute("data-nilai"))
        for one in tile.locator("[data-kode][data-nilai]").all()
    ]
    tile.hover()
    for ending, read in (("CSV", csv_rows), ("XLSX", xlsx_rows)):
        with page.expect_download() as waiting:
            tile.locator(".unduh").get_by_text(ending, exact=True).click()
        file = tmp_path / waiting.value.suggested_filename
        waiting.value.save_as(file)
        assert re.fullmatch(rf"blora_{name}_kartu_\d+\.{ending.lower()}", file.name)
        rows = [row for row in read(file) if row["nilai"]]
        assert {str(row["periode"]) for row in rows} == {own[1]}
        filed = [(str(row["kode"]), float(str(row["nilai"]).replace(",", "."))) for row in rows]
        assert sorted(filed) == sorted((str(kode), float(str(value))) for kode, value in shown)
    page.mouse.move(0, 0)
    page.evaluate("document.activeElement.blur()")
    is_passport = path.startswith("/indikator")
    wait_for_opacity(page, "1" if is_passport else "0")
    tile.locator(".unduh a").first.focus()
    wait_for_opacity(page, "1")


def wait_for_opacity(page: Page, value: str) -> None:
    page.wait_for_function(f"() => getComputedStyle(document.querySelector('.kpi .unduh')).opacity === '{value}'")


def test_under_a_finger_a_tile_leads_to_its_passport_where_the_row_stands(
    shared_site: Site, open_page: Callable[..., Page]
) -> None:
    page = open_page(shared_site, "/", 1024, 1366, has_touch=True, is_mobile=True)
    wait_for_drawn(page)
    assert not page.locator(".kpi .unduh").first.is_visible()
    page.locator(".kpi-tautan").first.tap()
    page.wait_for_url("**/indikator/*")
    page.get_by_role("heading", name="Asal angka").wait_for()
    row = page.locator(".kpi .unduh")
    assert row.is_visible()
    assert all(
        box["height"] >= 44 and box["width"] >= 44
        for box in (one.bounding_box() for one in row.locator("a").all())
        if box
    )


@pytest.mark.parametrize("path", ["/kemiskinan?tema=terang", "/indikator/stunting_prevalensi"])
def test_the_picture_of_a_tile_has_its_number_its_line_and_its_source(
    shared_site: Site, open_page: Callable[..., Page], tmp_path: Path, path: str
) -> None:
    page = open_page(shared_site, path, accept_downloads=True)
    wait_for_drawn(page)
    page.locator(".kpi").first.hover()
    file = taken(page, ".kpi", "PNG", tmp_path)
    p = palette(Tema.TERANG if "terang" in path else Tema.GELAP)
    with Image.open(file) as picture:
        assert picture.width == 3200
        assert_drawn(picture.convert("RGB"), p)
        number = picture.convert("RGB").crop((96, 240, 1200, 640))
        assert ink(number, (0, 0, *number.size), p.text) > 8_000, "angka besar"


def test_a_download_of_an_old_version_keeps_its_numbers(shared_site: Site, open_page: Callable[..., Page]) -> None:
    version = shared_site.version
    page = open_page(shared_site, f"/spbe?versi={version}")
    wait_for_drawn(page)
    address = page.locator("#tren-spbe_indeks .unduh a").first.get_attribute("href")
    assert address is not None and f"versi={version}" in address and "per=" not in address


@pytest.mark.parametrize(
    ("path", "told"),
    [
        ("/unduh/seri/tidak_ada.csv", "Indikator 'tidak_ada' tidak dikenal"),
        ("/unduh/lain/spbe_indeks.csv", "tidak dikenal"),
        ("/unduh/seri/spbe_indeks.pdf", "tidak dikenal"),
        ("/unduh/seri/spbe_indeks.csv?versi=9999", "Versi 9999 tidak dikenal"),
        ("/unduh/seri/spbe_indeks.csv?versi=1&per=kemarin", "Tanggal 'kemarin' tidak sah"),
        ("/unduh/seri/spbe_indeks.csv?kode=abc", "Kode wilayah 'abc' tidak sah"),
    ],
)
def test_what_does_not_exist_is_refused_in_words(shared_site: Site, path: str, told: str) -> None:
    status, body = shared_site.get(path)
    assert status == 404
    assert told in body.decode()


def test_the_row_is_large_enough_for_a_finger_and_reached_by_keyboard(
    shared_site: Site, open_page: Callable[..., Page]
) -> None:
    page = open_page(shared_site, "/spbe", 1024, 1366)
    wait_for_drawn(page)
    sizes = page.evaluate(
        """() => [...document.querySelectorAll('.unduh a, .unduh button')].map(
             e => [e.getBoundingClientRect().width, e.getBoundingClientRect().height, e.tabIndex])"""
    )
    assert len(sizes) >= 9
    assert all(width >= 44 and height >= 44 and index == 0 for width, height, index in sizes)
    page.emulate_media(media="print")
    assert not page.locator(".unduh").first.is_visible()
