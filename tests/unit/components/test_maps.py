"""Every state of an area looks different, is counted, and a colour means the same in every period."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st
from plotly.utils import PlotlyJSONEncoder

from components import cases, examples
from components.gallery_maps import map_answer, map_cards
from components.maps.asked import read_asked
from components.maps.classes import COLOURS, classes_of
from components.maps.legend import mark_counts
from components.maps.payload import map_payload
from components.maps.sentences import absent_sentence, map_sentence
from components.maps.table import ordered
from components.theme import Tema
from data.domain.entitas import Kode, Level
from data.domain.indicator import Direction, State
from data.errors import UnknownError

UTAMA = Kode("33.16")
MAPPED = {"ikm": (Level.KECAMATAN,), "luas": (Level.KECAMATAN, Level.DESA)}


def test_every_state_has_a_look_of_its_own() -> None:
    facts = json.loads(map_payload(map_answer(), examples.INDICATOR))
    looks = dict(zip(State, zip(facts["kelas"][1], facts["catatan"][1], strict=True), strict=True))
    hollow = (State.ZERO, State.NOT_REPORTED, State.NOT_DUE, State.SUPPRESSED)
    assert len({looks[state] for state in hollow}) == len(hollow)
    assert all(looks[state][0] in "123456" for state in (State.VALUE, State.HELD, State.STALE))
    assert len({looks[state][1] for state in (State.VALUE, State.HELD, State.STALE)}) == 3


def test_not_reported_and_suppressed_carry_no_number() -> None:
    facts = json.loads(map_payload(map_answer(), examples.INDICATOR))
    values = dict(zip(State, facts["nilai"][1], strict=True))
    assert values[State.NOT_REPORTED] is values[State.SUPPRESSED] is None
    assert values[State.ZERO] == 0


def test_a_value_has_the_same_colour_in_every_period() -> None:
    facts = json.loads(map_payload(map_answer(), examples.INDICATOR))
    same = [pair for pair in zip(*facts["nilai"], *facts["kelas"], strict=True) if pair[0] == pair[1]]
    assert same
    assert all(first == second for _, _, first, second in same)


def test_the_legend_counts_what_has_no_class() -> None:
    counts = mark_counts(map_answer((State.NOT_REPORTED, State.NOT_REPORTED, State.ZERO, State.SUPPRESSED, State.HELD)))
    assert (counts["-"], counts["0"], counts["x"], counts["h"]) == (2, 1, 1, 1)


@given(st.floats(0.01, 1e6), st.floats(0, 1e6), st.integers(0, 3))
def test_classes_enclose_the_scale_with_few_rising_colours(low: float, span: float, decimals: int) -> None:
    classes = classes_of((low, low + span), decimals)
    assert classes.edges[0] <= low + 1e-6
    assert classes.edges[-1] >= low + span - 1e-6
    assert 1 <= len(classes.colours) <= COLOURS
    assert list(classes.colours) == sorted(set(classes.colours))
    assert classes.colour_of(low) == classes.colours[0]
    assert classes.colour_of(low + span) == classes.colours[-1]


def test_classes_are_round_and_their_ends_may_be_open() -> None:
    labels = [text for _, text in classes_of((64.33, 90.49), 2).labels()]
    assert labels == ["<70", "70–75", "75–80", "80–85", "85–90", "90–95"]
    assert classes_of((64.33, 95.5), 2).labels()[-1] == (6, "≥90")
    assert classes_of((3.0, 3.0), 0).labels() == [(4, "3–4")]


def test_the_missing_come_last_and_the_best_first() -> None:
    rows = ordered(map_answer(), examples.INDICATOR)
    values = [row.value for row in rows if row.value is not None]
    assert values == sorted(values, reverse=True)
    assert [row.value for row in rows][len(values) :] == [None] * (len(rows) - len(values))
    down = examples.INDICATOR.model_copy(update={"direction": Direction.DOWN})
    assert next(row.value for row in ordered(map_answer(), down)) == 0


def test_the_sentence_says_who_is_missing() -> None:
    told = map_sentence(map_answer(), examples.INDICATOR)
    assert "Belum lapor: Contoh not_reported." in told
    assert "4 dari 7 wilayah mempunyai nilai" in told
    assert "Yang sudah ada petanya" in absent_sentence(examples.INDICATOR, Level.DESA, (examples.PERCENT,))


@pytest.mark.parametrize("tema", Tema)
def test_cards_say_that_boundaries_are_indicative_and_what_is_simulated(tema: Tema) -> None:
    whole, simulated, hollow, absent = (json.dumps(c, cls=PlotlyJSONEncoder) for c in map_cards(cases.view(tema)))
    assert all("batas indikatif" in card and "bukan garis batas resmi" in card for card in (whole, simulated, hollow))
    assert "SIMULASI" in simulated
    assert "SIMULASI" not in whole
    assert "belum dimuat per kecamatan" in absent


def test_an_address_without_words_shows_something_that_has_a_map() -> None:
    asked = read_asked("", MAPPED, UTAMA)
    assert (asked.indicator, asked.level, asked.induk, asked.terpilih) == ("ikm", Level.KECAMATAN, UTAMA, None)


def test_inside_a_kecamatan_the_desa_are_shown_where_they_have_values() -> None:
    assert read_asked("?indikator=luas&induk=33.16.01", MAPPED, UTAMA).level is Level.DESA
    assert read_asked("?indikator=ikm&induk=33.16.01", MAPPED, UTAMA).level is Level.KECAMATAN
    touched = read_asked("?indikator=luas&induk=33.16.01.2001", MAPPED, UTAMA)
    assert (touched.induk, touched.terpilih) == ("33.16.01", "33.16.01.2001")


@pytest.mark.parametrize("query", ["?induk=33.17", "?induk=33.16.01&wilayah=33.17.01.2001", "?induk=abc"])
def test_a_region_elsewhere_is_refused(query: str) -> None:
    with pytest.raises(UnknownError):
        read_asked(query, MAPPED, UTAMA)
