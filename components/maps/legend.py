"""The legend of a map: class limits from low to high, and how many areas show no class and why."""

from __future__ import annotations

from typing import Final

from dash import html
from dash.development.base_component import Component

from components.attributes import hyphenated
from components.cards.panels import DIRECTIONS
from components.format import unit_suffix
from components.maps.payload import MARKS, NOTES, WORDS, area_mark, map_classes
from components.states import STATE_LOOKS
from components.still import ALIVE
from data.catalog.models import Indicator
from data.domain.indicator import State
from data.domain.peta import MapAnswer

_ALWAYS: Final = (State.NOT_REPORTED, State.ZERO, State.SUPPRESSED)
_SWATCHES: Final = {
    State.ZERO: "nol",
    State.NOT_REPORTED: "belum-lapor",
    State.NOT_DUE: "belum-waktu",
    State.SUPPRESSED: "samar",
}


def map_legend(answer: MapAnswer, indicator: Indicator) -> Component:
    """Classes, then the counted states. Counts follow the period in the browser (`data-hitung`)."""
    rows = [
        html.Ul(_classes(answer, indicator), className="peta-kelas"),
        html.Ul(_states(answer), className="peta-tanpa", **ALIVE),
    ]
    return html.Div([*rows, html.P(_direction(answer, indicator), className="peta-arah")], className="peta-legenda")


def _classes(answer: MapAnswer, indicator: Indicator) -> list[Component]:
    classes = map_classes(answer, indicator)
    labels = classes.labels() if classes else []
    return [html.Li([_swatch(f"k{colour}"), html.Span(text)]) for colour, text in labels]


def _states(answer: MapAnswer) -> list[Component]:
    counts = mark_counts(answer)
    shown = [state for state in MARKS if state in _ALWAYS or counts[MARKS[state]]]
    rows = [_counted(MARKS[state], WORDS[state], _SWATCHES[state], counts[MARKS[state]], answer) for state in shown]
    notes = [
        _counted(NOTES[state], STATE_LOOKS[state].word, "", counts[NOTES[state]], answer, STATE_LOOKS[state].shape)
        for state in NOTES
        if counts[NOTES[state]]
    ]
    return [*rows, *notes]


def mark_counts(answer: MapAnswer) -> dict[str, int]:
    """How many areas wear each mark in the period asked for; classes are not counted."""
    marks = [area_mark(row.value, row.state, None) if not row.value else "." for row in answer.rows]
    notes = [NOTES.get(row.state, ".") for row in answer.rows]
    return {letter: [*marks, *notes].count(letter) for letter in (*MARKS.values(), *NOTES.values())}


def _counted(letter: str, word: str, css: str, count: int, answer: MapAnswer, shape: str = "") -> Component:
    sign = _swatch(css) if css else html.Span(shape, className="bentuk", **hyphenated(aria_hidden="true"))
    number = html.Span(str(count), className="angka", **hyphenated(data_hitung=letter))
    total = html.Span(f" dari {len(answer.areas)}", className="dari")
    return html.Li([sign, html.Span([word, " ", number, total])], **hyphenated(data_jumlah=count))


def _swatch(css: str) -> Component:
    return html.Span(className=f"peta-kotak {css}", **hyphenated(aria_hidden="true"))


def _direction(answer: MapAnswer, indicator: Indicator) -> list[Component]:
    """Unit and direction, then how the scale runs: the second part a small map leaves out."""
    unit = unit_suffix(indicator.unit).strip() or "tanpa satuan"
    held = "skala sama untuk semua periode" + ("" if answer.is_additive else " dan tingkat")
    scale = html.Span(f" · kiri rendah, kanan tinggi · {held}", className="peta-skala")
    return [html.Span(f"{unit} · {DIRECTIONS[indicator.direction]}"), scale]
