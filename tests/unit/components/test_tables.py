"""Tables carry the exact numbers, their scope and caption; cards and frames lead where they should."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

import pytest
from dash.development.base_component import Component
from plotly.utils import PlotlyJSONEncoder

from components import examples
from components.cards.kpi import kpi_card
from components.charts.profile import profile_figure, profile_sentence
from components.gallery import tables
from components.shell import NavItem, View, open_view, page_frame
from components.tables.passport import passport_table
from components.tables.ranking import profile_table
from components.tables.series import series_table
from components.theme import Tema
from data.domain.entitas import Entitas
from data.domain.provenance import Moment
from tests.markup import elements

MOMENT = Moment(12, date(2026, 11, 24), "abc", (("spbe", 12),), (), datetime(2026, 11, 24, 7, 2, tzinfo=UTC))
BLORA = Entitas(examples.UTAMA, "Kabupaten Blora", "kabupaten", None)


def nodes(component: Component) -> Iterator[dict[str, Any]]:
    """Every component inside, as {type, props}."""
    stack = [json.loads(json.dumps(component, cls=PlotlyJSONEncoder))]
    while stack:
        node = stack.pop()
        if isinstance(node, dict) and "props" in node:
            yield node
            stack.append(node["props"].get("children"))
        elif isinstance(node, list):
            stack.extend(node)


def opener(versi: str) -> tuple[Moment, Entitas]:
    return replace(MOMENT, is_pinned=bool(versi), version=int(versi or 12)), BLORA


def view(query: str = "") -> View:
    return replace(open_view("/spbe", query, opener), nav=(NavItem("/", "Ringkasan"), NavItem("/spbe", "SPBE")))


def test_every_cell_of_the_series_table_carries_its_exact_number() -> None:
    told = {
        (p["data-kode"], p["data-garis"], p["data-periode"]): float(p["data-nilai"])
        for p in (node["props"] for node in nodes(series_table(examples.series_set(), examples.INDICATOR)))
        if "data-nilai" in p
    }
    expected = {
        (s.entitas, line.id, r.periode): r.value
        for s in examples.series_set().series
        for line in s.lines
        for r in line.readings
        if r.value is not None
    }
    assert told == expected


@pytest.mark.parametrize("table", tables(), ids=lambda table: str(table.children[0].children)[:20])
def test_every_table_has_a_caption_and_scoped_headings(table: Component) -> None:
    found = list(nodes(table))
    assert sum(1 for node in found if node["type"] == "Caption") == 1
    assert all(node["props"].get("scope") for node in found if node["type"] == "Th")


def test_the_passport_names_authority_conflict_file_and_former_value() -> None:
    text = json.dumps(
        passport_table(examples.passport(), examples.INDICATOR), cls=PlotlyJSONEncoder, ensure_ascii=False
    )
    for part in (
        "rujukan utama",
        "berbeda",
        "contoh.csv",
        "9f" * 32,
        "3,02 pada versi 3 sampai 6",
        "Kementerian Contoh",
    ):
        assert part in text


def test_the_profile_keeps_the_regency_first_and_tells_what_is_not_published() -> None:
    rows = examples.profile()
    figure = profile_figure(rows, examples.INDICATOR, Tema.GELAP).to_plotly_json()
    assert figure["data"][-1]["meta"]["kode"] == examples.UTAMA
    assert list(figure["data"][-1]["x"]) == [row.points[0].value for row in rows]
    assert "Terendah bagi Blora: Manajemen" in profile_sentence(rows, examples.INDICATOR)
    assert "belum dimuat" in json.dumps(profile_table(rows, examples.INDICATOR), cls=PlotlyJSONEncoder)


def test_the_whole_card_is_one_link_to_the_passport() -> None:
    card = kpi_card(examples.tile(), examples.INDICATOR, "Contoh", Tema.GELAP, "/indikator/contoh?versi=3")
    links = [node["props"]["href"] for node in nodes(card) if node["type"] == "Link"]
    assert links == ["/indikator/contoh?versi=3"]


def test_links_of_the_frame_keep_theme_and_version() -> None:
    frame = page_frame(view("?tema=terang&versi=7"), "SPBE", "Seberapa matang?", [])
    links = {one.text: one.attributes["href"] for one in elements(frame) if one.tag == "a"}
    assert links["Ringkasan"] == "/?tema=terang&versi=7"
    assert links["Tema gelap"] == "/spbe?versi=7"
    assert links["ke data terbaru"] == "/spbe?tema=terang"
    assert "arsip" in json.dumps(frame, cls=PlotlyJSONEncoder)


def test_the_frame_has_its_landmarks_marks_the_page_and_feeds_the_live_script() -> None:
    found = elements(page_frame(view(), "SPBE", "Seberapa matang?", []))
    assert [sum(1 for one in found if one.tag == tag) for tag in ("header", "nav", "main", "footer", "h1")] == [1] * 5
    assert [one.text for one in found if one.attributes.get("aria-current") == "page"] == ["SPBE"]
    ids = [one.attributes.get("id") for one in found]
    assert "cc-live" in ids
    assert "cc-jam" in ids


def test_an_unknown_theme_falls_back_to_the_dark_one() -> None:
    assert view("?tema=ungu").tema is Tema.GELAP
    assert view("?tema=ungu").link("/sakip") == "/sakip"
