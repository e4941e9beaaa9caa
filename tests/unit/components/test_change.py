"""Change on a map: classes around zero, words by the declared direction, what is kept apart and why."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from components import cases, examples
from components.gallery_maps import map_difference
from components.maps.asked import read_asked
from components.maps.change import (
    APART,
    DOWNWARD,
    SAME,
    UPWARD,
    change_looks,
    change_mark,
    change_payload,
    change_sentence,
    movement_marks,
)
from components.maps.classes import STRENGTHS, change_classes_of
from components.maps.controls import map_controls
from components.maps.face import change_face
from components.maps.payload import MARKS, NOTES
from data.catalog.models import Indicator
from data.domain.difference import Incomparable, Movement, movement_of
from data.domain.indicator import Direction
from tests.unit.components.test_maps import UTAMA

UP = examples.INDICATOR
DOWN, NONE = (UP.model_copy(update={"direction": direction}) for direction in (Direction.DOWN, Direction.NONE))


@given(st.floats(0.01, 1e6), st.integers(0, 3))
def test_few_round_classes_hold_every_change(greatest: float, decimals: int) -> None:
    classes = change_classes_of(greatest, decimals)
    assert 1 <= classes.count <= STRENGTHS
    assert greatest <= (STRENGTHS + 1) * classes.step * (1 + 1e-6)
    assert classes.strength_of(greatest) == classes.strength_of(-greatest) == classes.count
    assert classes.strength_of(0.0) == 1
    edge = classes.count * classes.step
    assert greatest >= edge - 1e-6 if classes.is_open else greatest <= edge + 1e-6


def test_labels_carry_their_sign_and_the_outermost_may_be_open() -> None:
    wide = change_classes_of(18.7, 2)
    assert [wide.label(n, 1) for n in (1, 2, 3)] == ["s.d. +5", "+5 s.d. +10", "≥ +10"]
    assert [wide.label(n, -1) for n in (3, 2, 1)] == ["≤ −10", "−10 s.d. −5", "s.d. −5"]
    narrow = change_classes_of(0.04, 2)
    assert (narrow.step, narrow.count, narrow.label(2, 1)) == (0.01, 3, "+0,01 s.d. +0,02")


@pytest.mark.parametrize(
    ("direction", "change", "movement"),
    [
        (Direction.UP, 0.01, Movement.BETTER),
        (Direction.UP, -0.01, Movement.WORSE),
        (Direction.DOWN, -0.01, Movement.BETTER),
        (Direction.DOWN, 0.01, Movement.WORSE),
        (Direction.NONE, 0.01, Movement.UP),
        (Direction.NONE, -0.01, Movement.DOWN),
        (Direction.UP, 0.004, Movement.SAME),
        (Direction.NONE, 0.0, Movement.SAME),
    ],
)
def test_a_change_is_judged_by_the_declared_direction_alone(
    direction: Direction, change: float, movement: Movement
) -> None:
    assert movement_of(change, direction, 2) is movement


@pytest.mark.parametrize("indicator", [UP, DOWN, NONE])
def test_every_mark_has_a_look_and_the_looks_follow_the_direction(indicator: Indicator) -> None:
    looks = change_looks(indicator)
    assert set(looks) == {*UPWARD, *DOWNWARD, SAME, APART}
    assert len(set(looks.values())) == len(looks)
    words = {"up": ("membaik", "memburuk"), "down": ("memburuk", "membaik"), "none": ("naik", "turun")}
    rising, falling = words[indicator.direction.value]
    assert [looks[UPWARD[2]], looks[DOWNWARD[0]]] == [f"ubah {rising} kuat-3", f"ubah {falling} kuat-1"]
    assert "".join(movement_marks(indicator).values()) in (f"{UPWARD}{DOWNWARD}{SAME}", f"{DOWNWARD}{UPWARD}{SAME}")
    assert not set(looks) & {*MARKS.values(), *NOTES.values()}


def test_the_payload_paints_change_and_keeps_both_values() -> None:
    difference = map_difference()
    facts = json.loads(change_payload(difference, UP))
    assert facts["periodes"] == ["2025"]
    assert facts["kapan"] == ["2024 → 2025"]
    assert facts["kelas"] == ["abc=uvw~~~~~~"]
    assert facts["nilai"] == [list(difference.frames[0].changes)]
    assert [facts["sebab_kata"].get(one) for one in facts["sebab"][0][7:]] == [
        "salah satu periode disamarkan",
        "ditahan pemeriksaan mutu",
        "terbitan atau cara ukur berbeda",
        "salah satu periode belum lapor",
        "belum semua bagian lapor",
        "hari dalam pekan berbeda",
    ]
    assert facts["catatan"] == ["s............"]
    pairs = zip(facts["lawan"], facts["asal"][0], facts["nilai"][0], strict=True)
    assert all(change is None or late - early == pytest.approx(change) for early, late, change in pairs)


def test_the_sentence_counts_each_way_and_says_who_is_left_out() -> None:
    told = change_sentence(map_difference(), UP)
    assert "dari 2024 ke 2025: 7 dari 13 wilayah dapat dibandingkan; 3 membaik, 3 memburuk, 1 tetap." in told
    assert "Membaik paling besar Contoh value +1,30 poin." in told
    assert "Memburuk paling besar Contoh value −1,30 poin." in told
    assert "Tidak dapat dibandingkan karena belum semua bagian lapor: Contoh value." in told
    plain = change_sentence(map_difference(), NONE)
    assert "3 naik, 3 turun, 1 tetap" in plain
    assert "baik" not in plain and "buruk" not in plain


def test_where_nothing_can_be_compared_the_map_says_only_that() -> None:
    difference = map_difference()
    frame = replace(difference.frames[0], changes=(None,) * 13, reasons=(Incomparable.METHOD,) * 13)
    alone = replace(difference, scale=None, frames=(frame,))
    face = change_face(alone, UP)
    assert (face.counted, face.told, face.when) == (0, "dapat dibandingkan", "2024 → 2025")
    assert json.loads(face.payload)["kelas"] == [APART * 13]
    assert "0 dari 13 wilayah dapat dibandingkan." in face.sentence
    assert change_mark(0.3, None, UP) == SAME


def test_a_period_is_offered_only_where_there_is_another() -> None:
    plain, asked = (read_asked(f"?indikator=ikm{more}", {"ikm": ()}, UTAMA) for more in ("", "&banding=2021"))
    assert (plain.banding, asked.banding) == ("", "2021")
    for one, periodes, count in (
        (plain, (), 0),
        (plain, ("2022",), 0),
        (plain, ("2021", "2022"), 1),
        (asked, ("2022",), 1),
    ):
        drawn = repr(map_controls(one, (UP,), (), {}, cases.view(), periodes))
        assert drawn.count("Banding dengan") == count
