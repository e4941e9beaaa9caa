"""The gallery shows everything: each state in each kind, each status, each function that draws something."""

from __future__ import annotations

import ast
import json
import re
import sys
from functools import cache
from pathlib import Path
from types import CodeType, FrameType
from typing import Any

import pytest
from plotly.utils import PlotlyJSONEncoder

from components import cases, charts
from components.cards.attention import SEVERITY_LOOKS
from components.gallery import Kind, exhibits, gallery
from components.maps.payload import MARKS, NOTES
from components.states import STATE_LOOKS, STATUS_LOOKS
from components.theme import Tema
from data.domain.indicator import State
from data.settings import ROOT

DRAWS = re.compile(r"[a-z]\w*_(figure|card|table|panel|strip|legend)")


@cache
def drawn(kind: Kind) -> str:
    """Everything of one kind, as the browser receives it."""
    parts = [one.part for one in exhibits(cases.view()) if one.kind is kind]
    return json.dumps(parts, cls=PlotlyJSONEncoder, ensure_ascii=False)


@pytest.mark.parametrize("state", State)
@pytest.mark.parametrize("kind", [Kind.CARD, Kind.CHART, Kind.TABLE])
def test_every_kind_shows_every_state(kind: Kind, state: State) -> None:
    """A plain value needs no word; every other state is told by its own."""
    look = STATE_LOOKS[state]
    assert (look.word if look.shape else "3,28") in drawn(kind)


@pytest.mark.parametrize("state", State)
def test_the_map_shows_every_state(state: State) -> None:
    """Its areas wear one letter each: a class, what stands in the value's place, or a note beside it."""
    cards = [one.part for one in exhibits(cases.view()) if one.kind is Kind.MAP]
    painted = json.loads(json.dumps(cards, cls=PlotlyJSONEncoder))
    payload = json.loads(_attribute(painted, "data-isi"))
    letters = set(payload["kelas"][-1] + payload["catatan"][-1])
    assert letters & ({MARKS.get(state) or NOTES.get(state, "")} if state is not State.VALUE else set("123456"))


def _attribute(node: Any, name: str) -> str:
    if isinstance(node, list):
        return next((found for part in node if (found := _attribute(part, name))), "")
    if not isinstance(node, dict):
        return ""
    return node["props"].get(name) or _attribute(node["props"].get("children"), name)


def test_cards_show_every_status_and_severity() -> None:
    """Only cards judge: a status in a chart, map or table would have no target beside it."""
    assert all(look.word in drawn(Kind.CARD) for look in STATUS_LOOKS.values())
    assert "Belum dapat dinilai" in drawn(Kind.CARD)
    assert all(look.word in drawn(Kind.WORDS) for look in SEVERITY_LOOKS.values())


@pytest.mark.parametrize("kind", [Kind.CARD, Kind.CHART, Kind.TABLE, Kind.WORDS])
def test_simulated_is_said_in_every_kind(kind: Kind) -> None:
    assert "SIMULASI" in drawn(kind)


@pytest.mark.parametrize("tema", Tema)
def test_each_exhibit_is_a_cell_of_the_page(tema: Tema) -> None:
    cells = gallery(cases.view(tema))
    text = json.dumps(cells, cls=PlotlyJSONEncoder)
    assert set(re.findall(r'"data-pajangan": "(\w+)"', text)) == {kind.value for kind in Kind}
    ids = re.findall(r'"id": "([^"]+)"', text)
    assert len(ids) == len(set(ids))


def test_every_function_that_draws_is_on_show() -> None:
    """A new chart, card, map, table or panel is found here by its name and must get its place in the gallery."""
    called: set[tuple[str, str]] = set()

    def note(frame: FrameType, event: str, _argument: object) -> None:
        code: CodeType = frame.f_code
        if event == "call" and code.co_filename.startswith(str(ROOT / "components")):
            called.add((code.co_filename, code.co_name))

    before = sys.getprofile()
    sys.setprofile(note)
    try:
        exhibits(cases.view())
    finally:
        sys.setprofile(before)
    unseen = sorted(f"{path.removeprefix(str(ROOT))} {name}" for path, name in _drawing_functions() - called)
    assert not unseen, unseen


def test_a_chart_brings_its_own_exhibit(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "uji.py").write_text(
        "from dash import html\n\n\ndef in_gallery(view):\n    return [html.P(f'Grafik uji {view.kode}')]\n"
    )
    monkeypatch.setattr(charts, "__path__", [*charts.__path__, str(tmp_path)])
    shown = [one.part for one in exhibits(cases.view()) if one.kind is Kind.CHART]
    assert "Grafik uji 33.16" in json.dumps(shown, cls=PlotlyJSONEncoder)


def _drawing_functions() -> set[tuple[str, str]]:
    found = {
        (str(path), node.name)
        for path in (ROOT / "components").rglob("*.py")
        for node in ast.parse(path.read_text(encoding="utf-8")).body
        if isinstance(node, ast.FunctionDef) and DRAWS.fullmatch(node.name)
    }
    assert len(found) > 20
    return found
