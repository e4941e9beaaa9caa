"""An indicator, a page, a chart are one file each: added to a copy of the tree, nothing else touched, they work."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page

from data.settings import ROOT
from tests.browser.conftest import wait_for_drawn
from tests.site import Site, open_site

pytestmark = pytest.mark.browser
INDICATOR = """
id = "akuntabilitas_uji"
title = "Akuntabilitas uji"
question = "Apakah satu berkas cukup untuk satu indikator?"
kind = "published"
unit = "/100"
decimals = 2
direction = "up"
levels = ["kabupaten"]
owner = "Bagian Organisasi Sekretariat Daerah"

[[lines]]
id = "sakip"
label = "Nilai SAKIP"
measure = { measure = "sakip_nilai" }

[[lines.sources]]
dataset = "sakip"
varian = ["lingkarjateng_2024"]
"""
CHART = '''"""Readings of one region as bars, one for each period."""

from __future__ import annotations

import plotly.graph_objects as go

from components.theme import Tema, figure_template
from data.domain.indicator import Series


def bar_figure(series: Series, tema: Tema) -> go.Figure:
    """A region's series -> figure; values stay unrounded."""
    bars = [
        go.Bar(x=[r.periode for r in line.readings], y=[r.value for r in line.readings], name=line.label)
        for line in series.lines
    ]
    return go.Figure(bars).update_layout(template=figure_template(tema))
'''
PAGE = '''"""`/uji`: is one file enough for a page?"""

from __future__ import annotations

from dash import State, callback, ctx, register_page
from dash.development.base_component import Component

from components.charts.bars import bar_figure
from components.charts.frame import chart_card
from components.shell import LOCATION, View, open_view, page_frame
from components.slots import Part, page_slots, refill, slot_output, versi_input
from components.states import calm
from components.tables.series import series_table
from data.serve.services import current

PAGE = "uji"
register_page(__name__, path="/uji", name="Halaman uji", title="Halaman uji", order=80)


def layout(**query: str) -> Component:
    """The page at the version and in the theme of its address."""
    return calm(lambda: _page(open_view("/uji", query, current().open)))


@callback(slot_output(PAGE), versi_input(PAGE), State(LOCATION, "search"), prevent_initial_call=True)
def show_parts(_version: str, search: str) -> list[Component]:
    """The parts whose datasets published."""
    return refill(PARTS, open_view("/uji", search, current().open), ctx.outputs_list)


def _page(view: View) -> Component:
    slots = page_slots(PAGE, PARTS, view, current().catalogue(view.moment))
    return page_frame(view, "Halaman uji", "Apakah satu berkas cukup untuk satu halaman?", slots)


def _bars(view: View) -> Component:
    indicator = current().indicator("akuntabilitas_uji", view.moment)
    series_set = current().series("akuntabilitas_uji", view.moment)
    return chart_card(
        card_id="batang-uji",
        title=indicator.title,
        figure=bar_figure(series_set.series[0], view.tema),
        sentence=indicator.question,
        table=series_table(series_set, indicator),
        note="",
        source_line=indicator.owner,
        href=view.link("/indikator/akuntabilitas_uji"),
    )


PARTS = (Part("batang", ("akuntabilitas_uji",), _bars, "cc-slot-lebar"),)
'''
ADDED = {
    "data/catalog/indicators/akuntabilitas_uji.toml": INDICATOR,
    "components/charts/bars.py": CHART,
    "pages/uji.py": PAGE,
}
BARS = "() => [...document.querySelectorAll('#batang-uji .js-plotly-plot')].flatMap(g => [...g.data[0].y])"


@pytest.fixture(scope="module")
def extended(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """A site that runs on the copy, with the three files in it."""
    code = tmp_path_factory.mktemp("salinan")
    copy_tracked(code)
    for name, text in ADDED.items():
        with (code / name).open("x", encoding="utf-8") as file:
            file.write(text)
    with open_site(code) as site:
        site.start()
        yield site


def copy_tracked(folder: Path) -> None:
    """Every tracked file as it stands now."""
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=True).stdout
    for name in filter(None, listed.split("\0")):
        if (ROOT / name).is_file():
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(ROOT / name, folder / name)


def test_the_indicator_is_in_the_api_and_has_a_passport(extended: Site, open_page: Callable[..., Page]) -> None:
    listed = {one["id"]: one for one in extended.json("/api/v1/indikator")["indikator"]}
    assert listed["akuntabilitas_uji"]["sumber"] == ["sakip"]
    rows = extended.json("/api/v1/seri/akuntabilitas_uji")["data"]
    assert rows and all(row["nilai"] is not None for row in rows)
    page = open_page(extended, "/indikator/akuntabilitas_uji")
    wait_for_drawn(page)
    assert page.locator(".kartu-tenang").count() == 0
    assert page.inner_text("h1") == "Akuntabilitas uji"
    assert "sakip.csv" in page.inner_text("main")


def test_the_page_is_in_the_navigation_and_draws_its_chart(extended: Site, open_page: Callable[..., Page]) -> None:
    page = open_page(extended, "/")
    wait_for_drawn(page)
    page.locator("nav a", has_text="Halaman uji").click()
    page.wait_for_selector("#batang-uji .main-svg")
    assert page.locator(".kartu-tenang").count() == 0
    assert page.locator("#batang-uji .barlayer .point").count() == len(page.evaluate(BARS)) > 0
    rows = extended.json("/api/v1/seri/akuntabilitas_uji")["data"]
    assert page.evaluate(BARS) == [row["nilai"] for row in rows]


def test_a_publish_reaches_the_new_page(extended: Site, open_page: Callable[..., Page]) -> None:
    page = open_page(extended, "/uji")
    wait_for_drawn(page)
    row = extended.json("/api/v1/seri/akuntabilitas_uji")["data"][-1]
    line = next(text for text in file_lines(extended) if f",{row['periode']}," in text and "lingkarjateng_2024" in text)
    extended.replace_in("sakip.csv", line, line.replace(f"{row['nilai']:.2f}", "61.23", 1))
    extended.etl("run", "sakip")
    page.wait_for_function(f"() => ({BARS})().includes(61.23)")


def file_lines(site: Site) -> list[str]:
    """Blora's lines of the published file."""
    return [t for t in (site.published / "sakip.csv").read_text(encoding="utf-8").splitlines() if t.startswith("33.16")]
