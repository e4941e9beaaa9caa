"""Every state looks different in every card, chart and table; a failing part becomes a calm tile."""

from __future__ import annotations

import json
import logging
from dataclasses import replace
from typing import Any

import pytest
from dash import Dash, Input, Output, html
from dash.development.base_component import Component
from plotly.utils import PlotlyJSONEncoder

from components import examples
from components.cards.kpi import kpi_card
from components.cards.wording import judge_change
from components.charts.trend import trend_figure
from components.states import STATE_LOOKS, STATUS_LOOKS, calm, calm_error, shown_state, state_mark, status_badge
from components.tables.series import series_table
from components.theme import Tema
from data.domain.indicator import Direction, Reading, Series, SeriesSet, State, Status, Target
from data.errors import WarehouseError

TARGET = Target("2026", 3.5, "Perda contoh")


def drawn(component: Component) -> str:
    """A component as the browser receives it."""
    return json.dumps(component, cls=PlotlyJSONEncoder, sort_keys=True)


def without_attributes(text: str) -> str:
    """What a person sees: the drawn text without the data-* attributes that only tests read."""
    return json.dumps(_pruned(json.loads(text)), sort_keys=True)


def _pruned(node: Any) -> Any:
    if isinstance(node, dict):
        return {key: _pruned(value) for key, value in node.items() if not key.startswith("data-")}
    return [_pruned(part) for part in node] if isinstance(node, list) else node


def card(name: str) -> str:
    tile = examples.tiles()[name]
    return without_attributes(drawn(kpi_card(tile, examples.INDICATOR, "Contoh", Tema.GELAP, "/indikator/contoh")))


def test_every_case_of_the_card_looks_different() -> None:
    looks = {name: card(name) for name in examples.tiles() if name != "tanpa target"}
    assert len(set(looks.values())) == len(looks)
    assert set(f"keadaan {state.value}" for state in State) <= set(looks)


def readings_of_all_states() -> dict[State, Reading]:
    return {state: examples.reading("2025", None if state in EMPTY else 3.0, state) for state in State}


EMPTY = (State.NOT_REPORTED, State.NOT_DUE, State.SUPPRESSED)


def one_region(reading: Reading) -> SeriesSet:
    line = replace(examples.NEW, readings=(examples.reading("2024", 2.9), reading))
    return SeriesSet(
        examples.INDICATOR.id, (Series(examples.INDICATOR.id, examples.UTAMA, "Kabupaten Blora", (line,)),)
    )


def test_every_state_looks_different_in_the_table_and_in_the_chart() -> None:
    sets = [one_region(reading) for reading in readings_of_all_states().values()]
    tables = {without_attributes(drawn(series_table(one, examples.INDICATOR))) for one in sets}
    charts = {trend_figure(one, examples.INDICATOR, examples.UTAMA, Tema.GELAP).to_json() for one in sets}
    assert len(tables) == len(charts) == len(State)


def test_shape_and_word_tell_every_state_and_status_apart_without_colour() -> None:
    for looks in (STATE_LOOKS, STATUS_LOOKS):
        assert len({look.shape for look in looks.values()}) == len(looks)
        assert len({look.word for look in looks.values()}) == len(looks)


def test_a_missing_value_is_never_shown_as_a_value_or_as_zero() -> None:
    for state in (State.VALUE, State.ZERO):
        assert shown_state(examples.reading("2025", None, state)) is State.NOT_REPORTED
    assert "belum dilaporkan" in drawn(state_mark(shown_state(examples.reading("2025", None))))


def test_a_set_target_is_never_said_to_be_missing() -> None:
    assert "Target belum ditetapkan" in drawn(status_badge(Status.NONE, None))
    assert "Target belum ditetapkan" not in drawn(status_badge(Status.NONE, TARGET))


@pytest.mark.parametrize(
    ("change", "direction", "word"),
    [(0.4, Direction.UP, "membaik"), (0.4, Direction.DOWN, "memburuk"), (-0.4, Direction.DOWN, "membaik"),
     (0.4, Direction.NONE, ""), (0.001, Direction.UP, "tetap")],
)  # fmt: skip
def test_good_and_bad_follow_the_declared_direction(change: float, direction: Direction, word: str) -> None:
    indicator = examples.INDICATOR.model_copy(update={"direction": direction})
    assert judge_change(change, indicator)[1] == word


def test_simulated_is_said_on_card_and_table() -> None:
    assert "SIMULASI" in card("simulasi")
    simulated = replace(examples.reading("2025", 3.0), is_simulated=True)
    assert "SIMULASI" in drawn(series_table(one_region(simulated), examples.INDICATOR))


def test_calm_says_what_is_missing_and_logs_the_incident(caplog: pytest.LogCaptureFixture) -> None:
    def fail() -> Component:
        raise WarehouseError("PostgreSQL tidak menjawab")

    with caplog.at_level(logging.ERROR):
        text = drawn(calm(fail))
    incident = caplog.records[0].getMessage().split("id=")[1][:8]
    assert "Gudang data tidak terjangkau" in text
    assert "PostgreSQL tidak menjawab" in text
    assert incident in text


def test_calm_hides_what_only_programmers_understand() -> None:
    text = drawn(calm(lambda: html.Div(str(1 // 0))))
    assert "Bagian ini tidak dapat ditampilkan" in text
    assert "division" not in text


def test_a_failed_callback_shows_the_calm_tile_and_leaves_other_properties_alone() -> None:
    app = Dash("tests", on_error=calm_error, use_async=False)
    app.layout = html.Div([html.Button(id="a"), html.Div(id="b")])

    @app.callback(Output("b", "children"), Output("b", "title"), Input("a", "n_clicks"))
    def fail(_: int) -> tuple[str, str]:
        raise WarehouseError("PostgreSQL tidak menjawab")

    outputs = [{"id": "b", "property": "children"}, {"id": "b", "property": "title"}]
    body = {
        "output": "..b.children...b.title..",
        "outputs": outputs,
        "inputs": [{"id": "a", "property": "n_clicks", "value": 1}],
        "changedPropIds": ["a.n_clicks"],
    }
    answer = app.server.test_client().post("/_dash-update-component", json=body)
    changed = answer.get_json()["response"]["b"]
    assert "Gudang data tidak terjangkau" in json.dumps(changed["children"])
    assert "title" not in changed
