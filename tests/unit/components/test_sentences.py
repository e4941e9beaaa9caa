"""A page's sentences follow its numbers: direction by sign, size as printed, no cause, silence about the unknown."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from components import examples
from components.format import format_number, is_nothing
from components.sentences import lead, short_basis, told_below, told_now, unbroken
from data.domain.entitas import Kode, Level
from data.domain.indicator import Comparator, Direction, Line, Reading, SeriesSet, State, Status, Target, Tile
from data.domain.peta import MapAnswer, MapArea, MapFrame

CAUSES = re.compile(
    r"\b(karena|sebab|akibat|berkat|disebabkan|penyebab|gara-gara|lantaran|maka|sehingga)\b", re.IGNORECASE
)
VALUES = st.one_of(st.none(), st.floats(-1e6, 1e6, allow_nan=False), st.floats(3, 3.05), st.just(3.28))


@st.composite
def tiles(draw: st.DrawFn) -> Tile:
    """A tile from drawn values of some years, with whatever target, comparators and place."""
    values = draw(st.lists(VALUES, min_size=1, max_size=8))
    line = examples.line("baru", "Aturan baru", {str(2018 + i): value for i, value in enumerate(values)})
    known = [reading for reading in line.readings if reading.value is not None]
    newest = known[-1] if known else line.readings[-1]
    change = (
        newest.value - known[-2].value
        if len(known) > 1 and newest.value is not None and known[-2].value is not None
        else None
    )
    change_from = known[-2].periode if len(known) > 1 else draw(st.sampled_from([None, "2017"]))
    others = [
        Comparator(Kode("33"), "Jawa Tengah", draw(VALUES), "2025"),
        Comparator(Kode("00"), "Indonesia", draw(VALUES), "2025"),
    ]
    place = draw(st.one_of(st.none(), st.integers(1, 35)))
    return replace(
        examples.tile(),
        reading=newest,
        line=line,
        change=change,
        change_from=change_from,
        comparators=tuple(others),
        place=place,
        status=draw(st.sampled_from(Status)),
        target=draw(st.sampled_from([None, Target("2026", 3.5, "Perda 3/2025 tentang RPJMD (Lembaran 3)")])),
    )


@given(tiles())
def test_no_sentence_names_a_cause_or_a_change_of_nothing(tile: Tile) -> None:
    told = lead(tile, examples.series_set(), examples.INDICATOR)
    assert 1 <= len(told) <= 3
    text = " ".join(told)
    assert not CAUSES.search(text)
    assert not re.search(r"(naik|turun) 0(,0+)?(?![\d,.])", text)
    assert not re.search(r"(?<![\d,.])0(,0+)? poin di (atas|bawah)", text)
    assert all(sentence.endswith(".") and sentence[0].isupper() for sentence in told)


@given(tiles())
def test_the_direction_is_the_sign_of_the_change(tile: Tile) -> None:
    told = told_now(tile, examples.series_set(), examples.INDICATOR)
    if tile.reading.value is None or tile.change is None:
        assert not re.search(r"\b(naik|turun)\b", told)
        return
    printed = format_number(abs(tile.change), examples.INDICATOR.decimals)
    assert ("naik " in told) == (tile.change > 0 and not is_nothing(printed))
    assert ("turun " in told) == (tile.change < 0 and not is_nothing(printed))


@given(tiles())
def test_a_side_is_where_the_value_lies(tile: Tile) -> None:
    told = " ".join(lead(tile, examples.series_set(), examples.INDICATOR))
    for one in tile.comparators:
        if tile.reading.value is not None and one.value is not None:
            assert f"di atas {one.label}" not in told or tile.reading.value > one.value
            assert f"di bawah {one.label}" not in told or tile.reading.value < one.value


@given(tiles())
def test_a_record_holds_over_an_unbroken_line(tile: Tile) -> None:
    told = told_now(tile, examples.series_set(), examples.INDICATOR)
    found = re.search(r"(terendah|tertinggi) sejak (\d{4})", told)
    if found is None or tile.reading.value is None:
        return
    values = [r.value for r in tile.line.readings if found[2] <= r.periode <= tile.reading.periode]
    assert len(values) >= 3
    assert None not in values
    extreme = min if found[1] == "terendah" else max
    assert extreme(value for value in values if value is not None) == pytest.approx(tile.reading.value, abs=0.005)


def own(**facts: object) -> Tile:
    return replace(examples.tile(), **facts)  # type: ignore[arg-type]


def told_of(tile: Tile, **changes: object) -> str:
    return " ".join(lead(tile, examples.series_set(), examples.INDICATOR.model_copy(update=changes)))


def test_the_whole_of_it() -> None:
    assert lead(own(), examples.series_set(), examples.INDICATOR) == [
        "Contoh indeks kematangan Kabupaten Blora 3,28/5, predikat Baik, pada 2025 (Aturan baru), naik 0,01 poin dari "
        "2024.",
        "Peringkat 30 dari 35 kabupaten/kota di Jawa Tengah; 1,23 poin di bawah Sumedang (4,51/5) dan 0,98 poin di "
        "bawah Pemprov Jawa Tengah (4,26/5).",
        "Angka 2023 belum dimuat; angka Indonesia 2025 belum dimuat.",
    ]


def test_across_a_break_of_method_there_is_no_direction() -> None:
    told = told_of(own(change=None, change_from="2019"))
    assert "tidak dibandingkan dengan 2019, metodenya berganti" in told
    assert not re.search(r"\b(naik|turun)\b", told)


def test_a_change_that_rounds_to_nothing_has_no_direction() -> None:
    assert "hampir sama dengan 2024" in told_of(own(change=0.004))
    assert "sama dengan 2024" in told_of(own(change=0.0))


def test_a_target_has_its_distance_and_its_basis_and_a_missing_one_is_not_mentioned() -> None:
    target = Target("2026", 3.535, "Komitmen contoh, 19 Maret 2025 (alamat)")
    told = told_of(own(target=target, status=Status.OFF))
    assert "Masih 0,255 poin di bawah target 2026 (3,535/5, Komitmen contoh)" in told
    assert "Sudah memenuhi target 2026" in told_of(own(target=target, status=Status.ON_TARGET))
    assert "target" not in told_of(own(target=target, status=Status.NONE))
    assert "target" not in told_of(own())


def test_a_count_is_not_held_against_regions_of_another_size() -> None:
    told = told_of(own(), is_count=True)
    assert "Terbaik" not in told
    assert "Sumedang" not in told


def test_a_judged_target_is_told_before_other_regions() -> None:
    target = Target("2026", 3.5, "Perda contoh")
    told = lead(own(target=target, status=Status.OFF), examples.series_set(), examples.INDICATOR)
    assert told[1].startswith("Masih 0,22 poin di bawah target 2026")
    assert told[2].startswith("Peringkat 30")


def test_comparators_that_are_all_missing_are_told_as_one() -> None:
    missing = tuple(replace(one, value=None) for one in examples.comparators())
    assert "angka pembanding 2025 belum dimuat" in told_of(own(comparators=missing))


def test_a_method_in_brackets_has_no_brackets_of_its_own() -> None:
    line = replace(examples.NEW, label="Empat komponen (mulai 2022)")
    assert "(Empat komponen, mulai 2022)" in told_of(own(line=line))


def test_without_a_direction_the_place_is_not_called_good() -> None:
    assert "Tertinggi ke-30 dari 35" in told_of(own(), direction=Direction.NONE)


@pytest.mark.parametrize(
    ("state", "words"),
    [(State.NOT_REPORTED, "belum dimuat"), (State.SUPPRESSED, "disamarkan"), (State.NOT_DUE, "belum waktunya")],
)
def test_without_a_value_only_that_is_said(state: State, words: str) -> None:
    told = lead(examples.tile(state, None), examples.series_set(), examples.INDICATOR)
    assert len(told) == 1
    assert words in told[0]


def test_what_is_late_held_incomplete_or_simulated_is_said() -> None:
    cases = examples.tiles()
    assert "Angka 2025 belum dimuat, terlambat 208 hari" in told_of(cases["terlambat"])
    assert "Angka baru ditahan pemeriksaan mutu" in told_of(cases["keadaan held"])
    assert "Baru 12 dari 35 kabupaten/kota dimuat" in told_of(cases["belum lengkap"])
    assert "Baru 271 dari 295 wilayah melapor" in told_of(cases["cakupan"])
    assert "(SIMULASI)" in told_of(cases["simulasi"])


def test_a_region_that_was_not_asked_is_called_by_its_code() -> None:
    told = told_now(own(), SeriesSet("contoh", ()), examples.INDICATOR)
    assert told.startswith("Contoh indeks kematangan 33.16 3,28/5")


def test_the_unbroken_run_stops_at_a_gap() -> None:
    readings: tuple[Reading, ...] = examples.NEW.readings
    run = unbroken(Line("baru", "Aturan baru", readings), readings[-1])
    assert run == [3.27, 3.28]
    assert all(a <= b for a, b in pairwise(run))


def test_a_basis_is_short_enough_to_read() -> None:
    assert short_basis("Komitmen Rembuk Stunting Kabupaten Blora, 19 Maret 2025 (Kejaksaan)") == (
        "Komitmen Rembuk Stunting Kabupaten Blora"
    )


def test_areas_below_are_counted_and_the_silent_ones_named() -> None:
    areas = tuple(MapArea(Kode(f"33.16.0{i}"), nama) for i, nama in enumerate(("Jati", "Blora", "Jiken"), 1))
    states = (State.VALUE, State.VALUE, State.NOT_REPORTED)
    frame = MapFrame("2022", (4.1, 3.2, None), states, (None, None, None), (0, 0, None))
    answer = MapAnswer(
        "contoh",
        "baru",
        "Aturan baru",
        examples.UTAMA,
        Level.KECAMATAN,
        "2022",
        False,
        False,
        (3.2, 4.1),
        areas,
        (frame,),
    )
    assert told_below(answer, examples.INDICATOR) == (
        "2 dari 3 kecamatan mempunyai angka 2022: tertinggi Jati 4,10/5, terendah Blora 3,20/5; belum lapor: Jiken."
    )
    assert told_below(replace(answer, frames=()), examples.INDICATOR).endswith("per kecamatan belum dimuat.")
