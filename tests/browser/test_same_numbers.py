"""The table twin, the chart and the read API show the same numbers, to the last bit, on every page."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page

from tests.browser.conftest import wait_for_drawn
from tests.site import Site

PAGES = {
    "/spbe": ("spbe_indeks",),
    "/sakip": ("sakip_nilai",),
    "/kemiskinan": ("kemiskinan_p0", "penduduk_miskin", "garis_kemiskinan", "kemiskinan_p1", "kemiskinan_p2"),
    "/indikator/spbe_indeks": ("spbe_indeks",),
    "/indikator/stunting_prevalensi": ("stunting_prevalensi",),
    "/indikator/spbe_hitung_ulang": ("spbe_hitung_ulang",),
}
KODES = ("33.16", "32.11", "33", "00")
Numbers = dict[tuple[str, str, str], float]


@pytest.mark.parametrize("path", PAGES)
def test_chart_table_and_api_agree(shared_site: Site, open_page: Callable[..., Page], path: str) -> None:
    page = open_page(shared_site, path)
    wait_for_drawn(page)
    for indicator in PAGES[path]:
        expected = api_numbers(shared_site, indicator)
        assert expected, indicator
        assert table_numbers(page, indicator) == expected
        assert chart_numbers(page, indicator) == expected


def test_tiles_show_the_newest_value_of_the_api(shared_site: Site, open_page: Callable[..., Page]) -> None:
    page = open_page(shared_site, "/")
    wait_for_drawn(page)
    tiles = page.evaluate(
        "() => [...document.querySelectorAll('[data-indikator]')].map(c => [c.dataset.indikator, c.dataset.nilai])"
    )
    assert len(tiles) >= 6
    for indicator, shown in tiles:
        own = {k[2]: v for k, v in api_numbers(shared_site, indicator).items() if k[0] == "33.16"}
        assert float(shown) == own[max(own)], indicator


def test_csv_is_the_json(shared_site: Site) -> None:
    body = shared_site.json("/api/v1/seri/kemiskinan_p0?kode=33.16")
    status, text = shared_site.get("/api/v1/seri/kemiskinan_p0?kode=33.16&format=csv")
    assert status == 200
    lines = text.decode().splitlines()
    head = lines[0].split(",")
    values = [line.split(",")[head.index("nilai")] for line in lines[1:]]
    assert values == [str(row["nilai"]) for row in body["data"]]


def api_numbers(site: Site, indicator: str) -> Numbers:
    found: Numbers = {}
    for kode in KODES:
        rows: list[dict[str, Any]] = site.json(f"/api/v1/seri/{indicator}?kode={kode}")["data"]
        found |= {(kode, row["garis"], row["periode"]): row["nilai"] for row in rows if row["nilai"] is not None}
    return found


def table_numbers(page: Page, indicator: str) -> Numbers:
    rows = page.evaluate(
        """id => [...document.querySelectorAll(`#tren-${id} [data-nilai], [id="tren-${id}"] [data-nilai]`)].map(
             c => [c.dataset.kode, c.dataset.garis, c.dataset.periode, c.dataset.nilai])""",
        indicator,
    )
    return {(kode, line, periode): float(value) for kode, line, periode, value in rows if value not in ("", None)}


def chart_numbers(page: Page, indicator: str) -> Numbers:
    traces = page.evaluate(
        """id => [...document.querySelectorAll(`[id="tren-${id}"] .js-plotly-plot`)].flatMap(g => g.data.map(
             t => ({meta: t.meta, periods: t.customdata, y: [...t.y || []], mode: t.mode})))""",
        indicator,
    )
    found: Numbers = {}
    for trace in traces:
        meta = trace["meta"]
        if isinstance(meta, dict) and "garis" in meta and trace["periods"]:
            for periode, value in zip(trace["periods"], trace["y"], strict=True):
                if value is not None:
                    found[meta["kode"], meta["garis"], periode] = value
    return found
