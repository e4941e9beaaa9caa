"""The legend of a map: class limits from low to high, and how many areas show no class and why."""

from __future__ import annotations

from collections.abc import Collection
from typing import Final

from dash import html
from dash.development.base_component import Component

from components.attributes import hyphenated
from components.cards.panels import DIRECTIONS
from components.format import format_number, unit_suffix
from components.maps.change import (
    APART,
    DOWNWARD,
    SAME,
    UPWARD,
    change_classes,
    change_looks,
    change_notes,
    movement_marks,
)
from components.maps.payload import MARKS, NOTES, WORDS, area_mark, map_classes
from components.states import STATE_LOOKS
from data.catalog.models import Indicator
from data.domain.difference import INCOMPARABLE, MOVEMENT_WORDS, MapDifference, movement_of
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
        html.Ul(_states(answer), className="peta-tanpa"),
    ]
    return html.Div([*rows, html.P(_direction(answer, indicator), className="peta-arah")], className="peta-legenda")


def change_legend(difference: MapDifference, indicator: Indicator) -> Component:
    """Classes of change from falling to rising, then how many areas went which way and how many are kept apart."""
    rows = [
        html.Ul(_change_classes(difference, indicator), className="peta-kelas"),
        html.Ul(_ways(difference, indicator), className="peta-tanpa"),
    ]
    told = html.P(_change_direction(difference, indicator), className="peta-arah")
    return html.Div([*rows, told], className="peta-legenda")


def _change_classes(difference: MapDifference, indicator: Indicator) -> list[Component]:
    classes, looks = change_classes(difference, indicator), change_looks(indicator)
    steps = range(classes.count) if classes else range(0)
    found = [(DOWNWARD[i], -1, i + 1) for i in reversed(steps)], [(UPWARD[i], 1, i + 1) for i in steps]
    down, up = ([(mark, classes.label(n, sign) if classes else "") for mark, sign, n in side] for side in found)
    nothing = (SAME, format_number(0.0, classes.decimals if classes else 0))
    return [html.Li([_swatch(looks[mark]), html.Span(text)]) for mark, text in (*down, nothing, *up)]


def _ways(difference: MapDifference, indicator: Indicator) -> list[Component]:
    answer, looks, changes = difference.answer, change_looks(indicator), difference.changes_at(difference.periode)
    went = [movement_of(one, indicator.direction, indicator.decimals) for one in changes if one is not None]
    rows = [
        _counted(marks, MOVEMENT_WORDS[one], looks[marks[len(marks) // 2]], went.count(one), answer)
        for one, marks in movement_marks(indicator).items()
    ]
    rows.append(_counted(APART, INCOMPARABLE, looks[APART], len(answer.areas) - len(went), answer))
    ever = {letter for periode in difference.periodes for letter in change_notes(difference, periode)}
    states = {State.STALE} if NOTES[State.STALE] in ever else set[State]()
    return [*rows, *_noted(change_notes(difference, difference.periode), states, answer)]


def _change_direction(difference: MapDifference, indicator: Indicator) -> list[Component]:
    unit = indicator.change_unit or "tanpa satuan"
    held = "skala sama untuk semua periode" + ("" if difference.answer.is_additive else " dan tingkat")
    scale = html.Span(f" · kiri turun, kanan naik · {held}", className="peta-skala")
    return [html.Span(f"{unit} · {DIRECTIONS[indicator.direction]}"), scale]


def _classes(answer: MapAnswer, indicator: Indicator) -> list[Component]:
    classes = map_classes(answer, indicator)
    labels = classes.labels() if classes else []
    return [html.Li([_swatch(f"k{colour}"), html.Span(text)]) for colour, text in labels]


def _states(answer: MapAnswer) -> list[Component]:
    counts = mark_counts(answer)
    ever = {state for frame in answer.frames for state in frame.states}
    shown = [state for state in MARKS if state in _ALWAYS or state in ever]
    rows = [_counted(MARKS[state], WORDS[state], _SWATCHES[state], counts[MARKS[state]], answer) for state in shown]
    return [*rows, *_noted("".join(NOTES.get(row.state, ".") for row in answer.rows), ever, answer)]


def _noted(notes: str, states: Collection[State], answer: MapAnswer) -> list[Component]:
    """States that stand beside a value, each with its shape; `notes` has one letter for each area."""
    found = [(NOTES[state], STATE_LOOKS[state]) for state in NOTES if state in states]
    return [_counted(letter, look.word, "", notes.count(letter), answer, look.shape) for letter, look in found]


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
