"""A part that is drawn anew keeps its elements: focus and opened tables stay where they are."""

from __future__ import annotations

from collections.abc import Callable

from playwright.sync_api import Page

from tests.browser.conftest import wait_for_drawn
from tests.site import Site

DRAW = """(isi) => {
  if (!window.ccRoot) {
    const box = document.body.appendChild(document.createElement("div"));
    window.ccRoot = ReactDOM.createRoot(box);
  }
  const made = React.createElement(cc.Still, { tag: "section", atribut: { id: "coba" }, isi });
  ReactDOM.flushSync(() => ccRoot.render(made));
}"""
BEFORE = '<p class="a">3,28</p><details><summary>Tabel</summary><a href="/x">Paspor</a></details><b>lama</b>'
AFTER = (
    '<p class="b" title="t">3,29</p><details><summary>Tabel</summary><a href="/y">Paspor</a></details><i>baru</i> kata'
)


def test_a_new_text_is_laid_over_the_old_elements(shared_site: Site, open_page: Callable[..., Page]) -> None:
    page = open_page(shared_site, "/bantuan")
    wait_for_drawn(page)
    page.evaluate(DRAW, BEFORE)
    page.evaluate(
        """() => { document.querySelector('#coba details').open = true;
                   (window.ccLink = document.querySelector('#coba a')).focus(); }"""
    )
    page.evaluate(DRAW, AFTER)
    assert page.evaluate("document.querySelector('#coba').innerHTML") == AFTER.replace("<details>", '<details open="">')
    assert page.evaluate("document.activeElement === ccLink")


def test_a_link_in_a_still_part_opens_its_page_without_a_load(
    shared_site: Site, open_page: Callable[..., Page]
) -> None:
    page = open_page(shared_site, "/")
    wait_for_drawn(page)
    page.evaluate("window.ccHere = true")
    page.locator(".padat a").first.click()
    page.wait_for_url("**/indikator/*")
    wait_for_drawn(page)
    assert page.evaluate("window.ccHere && scrollY === 0")
    page.go_back()
    page.wait_for_selector(".padat")
    assert page.evaluate("window.ccHere")
