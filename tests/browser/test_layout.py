"""The check of the layout finds what it is for: each planted fault, by name, and nothing on a page that lies well."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, Page

from tests.browser.layout import faults_of

STYLE = """
  body { margin: 0; font: 16px/1.4 sans-serif; }
  .kartu { width: 300px; padding: 10px; margin: 10px; background: #eee; }
"""
WELL = '<section class="kartu"><h2>Judul</h2><p>Satu kalimat yang muat.</p></section>' * 2
CUT = '<p style="width: 60px; overflow: hidden; white-space: nowrap">Kalimat yang terlalu panjang</p>'
LONG = "Dua baris kalimat yang tidak akan muat pada tinggi sebaris saja"
PLANTED = (
    ("terpotong: ", CUT),
    ("terpotong: ", f'<p style="height: 20px; overflow: hidden">{LONG}</p>'),
    ("terpotong grafik: ", '<svg width="60" height="30"><text x="0" y="20">Nama yang panjang</text></svg>'),
    ("keluar kartu: ", '<p style="margin-left: 260px; white-space: nowrap">Kalimat yang keluar</p>'),
    ("bertumpuk: ", '<p>Kalimat di bawah</p><p style="margin-top: -36px">Kalimat di atas</p>'),
)


@pytest.fixture
def lay(browser: Browser) -> Iterator[Callable[[str], Page]]:
    """lay(html) -> the page that shows it, 800 px wide."""
    page = browser.new_page(viewport={"width": 800, "height": 600})

    def show(html: str) -> Page:
        page.set_content(f"<style>{STYLE}</style>{html}")
        return page

    yield show
    page.close()


def test_a_page_that_lies_well_has_no_fault(lay: Callable[[str], Page]) -> None:
    assert faults_of(lay(WELL)) == []


@pytest.mark.parametrize(("kind", "planted"), PLANTED)
def test_a_planted_fault_of_text_is_found_by_its_name(lay: Callable[[str], Page], kind: str, planted: str) -> None:
    found = faults_of(lay(f'{WELL}<section class="kartu">{planted}</section>'))
    assert [fault for fault in found if fault.startswith(kind)], found


def test_text_that_is_cut_on_purpose_and_told_in_full_is_no_fault(lay: Callable[[str], Page]) -> None:
    told = CUT.replace("<p ", '<p title="Kalimat yang terlalu panjang" ')
    assert faults_of(lay(f'<section class="kartu">{told}</section>')) == []


def test_cards_on_each_other_are_found_though_their_texts_do_not_meet(lay: Callable[[str], Page]) -> None:
    over = '<section class="kartu" style="margin-top: -30px; padding-top: 60px"><p>Kartu ketiga</p></section>'
    found = faults_of(lay(WELL + over))
    assert [fault for fault in found if fault.startswith("kartu bertumpuk: ")] == found != []


def test_a_card_within_a_card_is_no_overlap(lay: Callable[[str], Page]) -> None:
    assert (
        faults_of(lay('<section class="kartu">Luar<div class="kartu" style="width: 200px">Dalam</div></section>')) == []
    )


def test_a_page_wider_than_the_screen_is_found(lay: Callable[[str], Page]) -> None:
    found = faults_of(lay(f'{WELL}<div style="width: 900px; height: 1px"></div>'))
    assert found == ["lebih lebar dari layar: 900"]
