"""What the browser paints a map from: every period at once, so that a change of year asks nobody."""

from __future__ import annotations

import json
from typing import Any, Final

from components.format import format_periode, short_name, unit_parts, unit_suffix
from components.maps.classes import Classes, classes_of
from components.maps.sentences import map_sentence
from data.catalog.models import Indicator
from data.domain.indicator import STATE_WORDS, Direction, State
from data.domain.peta import MapAnswer, MapFrame

MARKS: Final = {
    State.ZERO: "0",
    State.NOT_REPORTED: "-",
    State.NOT_DUE: ">",
    State.SUPPRESSED: "x",
}
"""One letter for each look of an area without a class; a class is its colour number. assets/peta.js knows the same."""
NOTES: Final = {State.HELD: "h", State.STALE: "s"}
WORDS: Final = {
    State.ZERO: "nol",
    State.NOT_REPORTED: "belum lapor",
    State.NOT_DUE: "belum waktunya",
    State.SUPPRESSED: "disamarkan",
}
"""Short enough to stand on an area; the long words are in components.format."""


def map_classes(answer: MapAnswer, indicator: Indicator) -> Classes | None:
    """The classes of the answer's scale; None where no area has a value other than zero."""
    return classes_of(answer.scale, indicator.decimals) if answer.scale else None


def area_mark(value: float | None, state: State, classes: Classes | None) -> str:
    """How an area is filled: '1'-'6' by its value, else by what stands in the value's place."""
    if value is None:
        return MARKS.get(state, MARKS[State.NOT_REPORTED])
    if value == 0 or classes is None:
        return MARKS[State.ZERO]
    return str(classes.colour_of(value))


def map_payload(answer: MapAnswer, indicator: Indicator) -> str:
    """JSON of areas and periods; `kelas` and `catatan` hold one letter for each area."""
    classes, (before, after) = map_classes(answer, indicator), unit_parts(indicator.unit)
    facts: dict[str, Any] = {
        "tingkat": answer.level.value,
        "periode": answer.periode,
        "periodes": list(answer.periodes),
        "label": [format_periode(periode) for periode in answer.periodes],
        "kode": [area.entitas for area in answer.areas],
        "nama": [short_name(area.nama) for area in answer.areas],
        "sumber": ["; ".join(answer.publishers_at(periode)) for periode in answer.periodes],
        "kalimat": [map_sentence(answer, indicator, periode) for periode in answer.periodes],
        "kelas": [_kelas(frame, classes) for frame in answer.frames],
        "catatan": ["".join(NOTES.get(state, ".") for state in frame.states) for frame in answer.frames],
        "nilai": [list(frame.values) for frame in answer.frames],
        "catatan_kata": {mark: STATE_WORDS[state] for state, mark in NOTES.items()},
        "kata": {mark: WORDS[state] for state, mark in MARKS.items()},
        "desimal": indicator.decimals,
        "depan": before,
        "satuan": unit_suffix(after),
        "naik": indicator.direction is not Direction.DOWN,
        "dinilai": indicator.direction is not Direction.NONE,
    }
    if any(area.expected is not None for area in answer.areas):
        facts["harap"] = [area.expected for area in answer.areas]
        facts["lapor"] = [list(frame.reporting) for frame in answer.frames]
    return json.dumps(facts, ensure_ascii=False, separators=(",", ":"))


def _kelas(frame: MapFrame, classes: Classes | None) -> str:
    return "".join(area_mark(value, state, classes) for value, state in zip(frame.values, frame.states, strict=True))
