"""How change looks on a map: what the browser paints a difference from, and its sentence."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any, Final

from components.format import format_move, format_periode, short_name, unit_parts, unit_suffix
from components.maps.classes import STRENGTHS, ChangeClasses, change_classes_of
from components.maps.payload import NOTES
from components.maps.sentences import MOST_NAMED, map_title
from data.catalog.models import Indicator
from data.domain.difference import (
    INCOMPARABLE,
    INCOMPARABLE_WORDS,
    MOVEMENT_WORDS,
    DifferenceRow,
    Incomparable,
    MapDifference,
    Movement,
    movement_of,
)
from data.domain.indicator import STATE_WORDS, Direction, State

UPWARD: Final = "abc"
DOWNWARD: Final = "uvw"
SAME: Final = "="
APART: Final = "~"
"""Marks of an area: one letter for each strength of a change up or down, none, or two readings kept apart."""
_REASONS: Final = dict(zip(Incomparable, "123456", strict=True))
_SIGNS: Final = {"+": (UPWARD, 1), "-": (DOWNWARD, -1)}


def change_classes(difference: MapDifference, indicator: Indicator) -> ChangeClasses | None:
    """The classes of the difference's scale; None where nothing changed."""
    return change_classes_of(difference.scale, indicator.decimals) if difference.scale else None


def change_mark(change: float | None, classes: ChangeClasses | None, indicator: Indicator) -> str:
    """How an area is filled."""
    if change is None:
        return APART
    if classes is None or movement_of(change, indicator.direction, indicator.decimals) is Movement.SAME:
        return SAME
    return (UPWARD if change > 0 else DOWNWARD)[classes.strength_of(change) - 1]


def change_looks(indicator: Indicator) -> dict[str, str]:
    """The class of each mark. Better and worse have colours of their own; up and down without a direction others."""
    sides = {
        letters[i]: " ".join(("ubah", MOVEMENT_WORDS[movement_of(sign, indicator.direction, 0)], f"kuat-{i + 1}"))
        for letters, sign in _SIGNS.values()
        for i in range(STRENGTHS)
    }
    return {**sides, SAME: f"ubah {MOVEMENT_WORDS[Movement.SAME]}", APART: "tak-banding"}


def movement_marks(indicator: Indicator) -> dict[Movement, str]:
    """The marks of each way a value can go, the better way first; of an indicator without a direction up first."""
    found = {movement_of(sign, indicator.direction, 0): letters for letters, sign in _SIGNS.values()}
    order = [Movement.BETTER, Movement.WORSE, Movement.UP, Movement.DOWN]
    return {one: found[one] for one in order if one in found} | {Movement.SAME: SAME}


def change_payload(difference: MapDifference, indicator: Indicator) -> str:
    """JSON of areas and periods, in the shape of a map of values: `nilai` are changes, `kelas` their marks.

    Beside that: `banding`, the values on both sides (`lawan`, `asal`), and why areas have no change (`sebab`).
    """
    answer, classes, looks = difference.answer, change_classes(difference, indicator), change_looks(indicator)
    before, after = unit_parts(indicator.change_unit)
    words = {mark: MOVEMENT_WORDS[one] for one, marks in movement_marks(indicator).items() for mark in marks}
    facts: dict[str, Any] = {
        "tingkat": answer.level.value,
        "periode": difference.periode,
        "periodes": list(difference.periodes),
        "label": [format_periode(periode) for periode in difference.periodes],
        "kapan": [span_text(difference, periode) for periode in difference.periodes],
        "kode": [area.entitas for area in answer.areas],
        "nama": [short_name(area.nama) for area in answer.areas],
        "sumber": [_publishers(difference, periode) for periode in difference.periodes],
        "kalimat": [change_sentence(difference, indicator, periode) for periode in difference.periodes],
        "kelas": [
            "".join(change_mark(one, classes, indicator) for one in frame.changes) for frame in difference.frames
        ],
        "catatan": [change_notes(difference, frame.periode) for frame in difference.frames],
        "nilai": [list(frame.changes) for frame in difference.frames],
        "catatan_kata": {mark: STATE_WORDS[state] for state, mark in NOTES.items()},
        "kata": {APART: INCOMPARABLE},
        "desimal": indicator.decimals,
        "depan": before,
        "satuan": unit_suffix(after),
        "naik": indicator.direction is not Direction.DOWN,
        "dinilai": indicator.direction is not Direction.NONE,
        "banding": difference.banding,
        "lawan": [row.value for row in answer.rows_at(difference.banding)],
        "asal": [[row.value for row in answer.rows_at(periode)] for periode in difference.periodes],
        "rupa": looks,
        "gerak": words,
        "sebab": ["".join(_REASONS[one] if one else "." for one in frame.reasons) for frame in difference.frames],
        "sebab_kata": {mark: INCOMPARABLE_WORDS[reason] for reason, mark in _REASONS.items()},
    }
    return json.dumps(facts, ensure_ascii=False, separators=(",", ":"))


def span_text(difference: MapDifference, periode: str) -> str:
    """'2021 → 2022'."""
    return " → ".join(format_periode(one) for one in difference.span(periode))


def _publishers(difference: MapDifference, periode: str) -> str:
    both = (one for at in difference.span(periode) for one in difference.answer.publishers_at(at))
    return "; ".join(dict.fromkeys(both))


def change_notes(difference: MapDifference, periode: str) -> str:
    """A change that rests on a late figure says so, one letter for each area; one that is held is not compared."""
    rows = difference.rows_at(periode)
    has_stale = [row.change is not None and State.STALE in (row.early_state, row.late_state) for row in rows]
    return "".join(NOTES[State.STALE] if one else "." for one in has_stale)


def change_sentence(difference: MapDifference, indicator: Indicator, periode: str | None = None) -> str:
    """How many areas can be compared, how many went which way, the greatest on each side, who is left out and why."""
    at = difference.periode if periode is None else periode
    rows = difference.rows_at(at)
    compared = [row for row in rows if row.change is not None]
    early, late = (format_periode(one) for one in difference.span(at))
    head = f"{map_title(indicator, difference.answer.level)}, dari {early} ke {late}"
    told = [f"{head}: {len(compared)} dari {len(rows)} wilayah dapat dibandingkan{_ways(compared, indicator)}."]
    told += [text for one in movement_marks(indicator) if (text := _greatest(compared, one, indicator))]
    told += [_apart(rows, reason) for reason in Incomparable]
    return " ".join(text for text in told if text)


def _movement(row: DifferenceRow, indicator: Indicator) -> Movement:
    return movement_of(row.change or 0.0, indicator.direction, indicator.decimals)


def _ways(compared: Sequence[DifferenceRow], indicator: Indicator) -> str:
    if not compared:
        return ""
    went = [_movement(row, indicator) for row in compared]
    return "; " + ", ".join(f"{went.count(one)} {MOVEMENT_WORDS[one]}" for one in movement_marks(indicator))


def _greatest(compared: Sequence[DifferenceRow], movement: Movement, indicator: Indicator) -> str:
    rows = [row for row in compared if _movement(row, indicator) is movement]
    if not rows or movement is Movement.SAME:
        return ""
    row = max(rows, key=lambda one: abs(one.change or 0.0))
    word = MOVEMENT_WORDS[movement].capitalize()
    return f"{word} paling besar {short_name(row.nama)} {format_move(row.change or 0.0, indicator)}."


def _apart(rows: Sequence[DifferenceRow], reason: Incomparable) -> str:
    names = [short_name(row.nama) for row in rows if row.reason is reason]
    if not names:
        return ""
    who = ", ".join(names) if len(names) <= MOST_NAMED else f"{len(names)} wilayah"
    return f"{INCOMPARABLE.capitalize()} karena {INCOMPARABLE_WORDS[reason]}: {who}."
