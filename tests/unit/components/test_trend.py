"""The trend joins neither two methods nor two sides of a gap, shows the exact numbers, and says them."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from components import cases, examples
from components.cards.panels import trend_panel
from components.cards.sparkline import runs_of, spark_sentence, sparkline
from components.charts.ends import spread
from components.charts.ranking import ranking_figure, ranking_sentence
from components.charts.spans import breaks_of, with_gaps
from components.charts.trend import trend_figure, trend_sentence
from components.theme import Tema, palette
from data.domain.entitas import Kode
from data.domain.indicator import Series, SeriesSet, State, Target


def figure_of(series_set: SeriesSet) -> dict[str, Any]:
    return dict(trend_figure(series_set, examples.INDICATOR, examples.UTAMA, Tema.GELAP).to_plotly_json())


def lines_of(series_set: SeriesSet) -> list[dict[str, Any]]:
    return [trace for trace in figure_of(series_set)["data"] if trace["mode"] == "lines+markers"]


def own(series_set: SeriesSet) -> Series:
    return next(series for series in series_set.series if series.entitas == examples.UTAMA)


def test_each_trace_holds_one_method_of_one_region_and_no_gap_is_bridged() -> None:
    drawn = lines_of(examples.series_set())
    marks = [(trace["meta"]["kode"], trace["meta"]["garis"]) for trace in drawn]
    assert len(marks) == len(set(marks)) == 4
    assert all(trace["connectgaps"] is False for trace in drawn)


def test_the_numbers_of_the_chart_are_the_readings_to_the_last_bit() -> None:
    told = {
        (trace["meta"]["kode"], trace["meta"]["garis"], periode): value
        for trace in lines_of(examples.series_set())
        for periode, value in zip(trace["customdata"], trace["y"], strict=True)
        if value is not None
    }
    expected = {
        (series.entitas, line.id, reading.periode): reading.value
        for series in examples.series_set().series
        for line in series.lines
        for reading in line.readings
        if reading.value is not None
    }
    assert told == expected


def test_a_missing_year_parts_the_line_even_when_no_row_says_so() -> None:
    line = examples.line("baru", "Aturan baru", {"2020": 1.0, "2021": 1.5, "2024": 2.0})
    assert [reading and reading.periode for reading in with_gaps(line.readings)] == ["2020", "2021", None, "2024"]
    assert [[reading.periode for reading in run] for run in runs_of(line.readings)] == [["2020", "2021"], ["2024"]]


@given(st.dictionaries(st.integers(2000, 2030), st.none() | st.floats(-1e6, 1e6), min_size=1))
def test_no_run_of_a_sparkline_ever_crosses_a_gap(values: dict[int, float | None]) -> None:
    line = examples.line("baru", "Aturan baru", {str(year): values[year] for year in sorted(values)})
    runs = runs_of(line.readings)
    years = [[int(reading.periode) for reading in run] for run in runs]
    assert all(run == list(range(run[0], run[0] + len(run))) for run in years)
    assert [year for run in years for year in run] == [y for y in sorted(values) if values[y] is not None]
    assert "nan" not in str(sparkline(line, examples.INDICATOR, Target("2031", 1.0, "Perda contoh"))).lower()


def test_a_change_of_method_is_marked_between_the_two_and_named() -> None:
    breaks = breaks_of(examples.series_set(), examples.INDICATOR)
    assert [(b.before, b.after, b.label) for b in breaks] == [("2019", "2021", "Aturan baru")]
    figure = figure_of(examples.series_set())
    (mark,) = [shape for shape in figure["layout"]["shapes"] if shape["line"].get("dash") == "2px,4px"]
    assert "2019-01-01" < mark["x0"] < "2021-01-01"
    assert any("Aturan baru" in note["text"] for note in figure["layout"]["annotations"])


def test_methods_that_run_side_by_side_have_no_break_and_are_both_named_at_their_end() -> None:
    survey = examples.line("survei", "Survei", {"2024": 21.0, "2025": 20.0})
    weighed = examples.line("timbang", "Penimbangan", {"2024": 9.0, "2025": 8.0})
    both = SeriesSet("contoh", (Series("contoh", examples.UTAMA, "Kabupaten Blora", (survey, weighed)),))
    texts = [note["text"] for note in figure_of(both)["layout"]["annotations"]]
    assert breaks_of(both, examples.INDICATOR) == []
    assert any("Survei" in text for text in texts)
    assert any("Penimbangan" in text for text in texts)


def test_revisions_conflicts_and_absences_leave_a_mark_with_words() -> None:
    traces = {trace["name"]: trace for trace in figure_of(examples.series_set())["data"]}
    assert traces["Nilai lama"]["y"] == [examples.FORMER.value]
    assert "3,02" in traces["Nilai lama"]["hovertext"][0]
    assert traces["Terbitan lain yang berbeda"]["y"] == [examples.CONFLICT.value]
    assert "belum dilaporkan" in traces["Tanpa nilai"]["hovertext"][0]


def test_the_regency_is_in_accent_and_on_top_and_nobody_else_is() -> None:
    accent = palette(Tema.GELAP).accent
    drawn = lines_of(examples.series_set())
    assert {t["meta"]["kode"] for t in drawn if t["line"]["color"] == accent} == {examples.UTAMA}
    assert drawn[-1]["meta"]["kode"] == examples.UTAMA


def test_without_values_the_chart_says_so() -> None:
    empty = SeriesSet("contoh", (Series("contoh", examples.UTAMA, "Kabupaten Blora", ()),))
    assert "Belum ada nilai" in figure_of(empty)["layout"]["annotations"][0]["text"]
    assert "belum ada nilai yang dimuat" in trend_sentence(empty, examples.INDICATOR, examples.UTAMA)


def test_the_sentence_tells_newest_change_comparators_break_and_gap() -> None:
    text = trend_sentence(examples.series_set(), examples.INDICATOR, examples.UTAMA)
    for part in ("3,28/5 pada 2025", "+0,01 poin sejak 2024", "Sumedang 4,51 (2024)", "Indonesia belum dimuat",
                 "mulai 2021 Aturan baru", "Tanpa nilai: 2023"):  # fmt: skip
        assert part in text


def test_a_period_that_is_not_due_is_not_told_as_missing() -> None:
    due = replace(examples.NEW, readings=(*examples.NEW.readings, examples.reading("2026", None, State.NOT_DUE)))
    one = SeriesSet("contoh", (replace(own(examples.series_set()), lines=(due,)),))
    assert "2026" not in trend_sentence(one, examples.INDICATOR, examples.UTAMA)


def test_the_sentence_of_a_sparkline_names_its_extremes() -> None:
    text = spark_sentence(examples.NEW, examples.INDICATOR)
    assert "tertinggi 3,28 (2025)" in text
    assert "terendah 2,65 (2021)" in text
    assert "belum ada nilai" in spark_sentence(replace(examples.NEW, readings=()), examples.INDICATOR)


@given(st.lists(st.floats(0, 300), max_size=8), st.floats(1, 40))
def test_labels_never_cover_each_other_and_keep_their_order(wanted: list[float], apart: float) -> None:
    placed = spread(sorted(wanted), apart)
    assert len(placed) == len(wanted)
    assert all(after - before >= apart - 1e-6 for before, after in pairwise(placed))


def test_labels_with_room_stay_where_they_belong() -> None:
    assert spread([10.0, 100.0, 200.0], 24) == pytest.approx([10.0, 100.0, 200.0])


def test_the_ranking_shows_every_sibling_and_marks_one() -> None:
    ranking = examples.ranking()
    trace = ranking_figure(ranking, examples.INDICATOR, examples.UTAMA, Tema.GELAP).to_plotly_json()["data"][0]
    assert list(zip(trace["customdata"], trace["x"], strict=True)) == [(row.entitas, row.value) for row in ranking.rows]
    assert list(trace["marker"]["color"]).count(palette(Tema.GELAP).accent) == 1
    text = ranking_sentence(ranking, examples.INDICATOR)
    assert "35 dari 35" in text
    assert "peringkat 30" in text


def test_an_incomplete_ranking_gives_no_place() -> None:
    ranking = replace(examples.ranking(), place=None)
    assert "belum dapat diperingkat" in ranking_sentence(ranking, examples.INDICATOR)
    assert "belum ada peringkat" in ranking_sentence(replace(ranking, rows=()), examples.INDICATOR)


def test_a_target_is_a_line_with_a_band_on_the_side_that_misses_it_and_names_its_value() -> None:
    layout = figure_of(examples.series_set())["layout"]
    (band,) = [shape for shape in layout["shapes"] if shape["type"] == "rect"]
    assert (band["y0"], round(band["y1"], 2)) == (3.6, 3.42)
    assert any("target 2025: 3,60/5" in note["text"] for note in layout["annotations"])
    assert "Target 2025 3,60/5 (Perda contoh" in trend_sentence(
        examples.series_set(), examples.INDICATOR, examples.UTAMA
    )


def test_without_a_target_nothing_is_drawn_for_one() -> None:
    layout = figure_of(replace(examples.series_set(), targets=()))["layout"]
    assert [shape for shape in layout["shapes"] if shape["type"] == "rect"] == []
    assert not [note for note in layout["annotations"] if "target" in note["text"]]


def test_an_event_is_marked_inside_the_time_of_the_chart_and_told_without_a_cause() -> None:
    known = examples.series_set()
    layout = figure_of(known)["layout"]
    assert any(shape["x0"] == "2021-06-03" for shape in layout["shapes"])
    assert any(note["text"] == "Contoh diresmikan" for note in layout["annotations"])
    text = trend_sentence(known, examples.INDICATOR, examples.UTAMA)
    assert "Peristiwa tercatat: 3 Juni 2021: Layanan contoh diresmikan." in text
    assert not any(word in text for word in ("karena", "akibat", "sebab", "menyebabkan"))
    early = replace(known, events=(replace(known.events[0], on=date(1999, 1, 1)),))
    assert not any(shape["x0"] == "1999-01-01" for shape in figure_of(early)["layout"]["shapes"])


def test_who_has_no_figure_is_named_once_below_the_chart_and_a_known_reason_stands() -> None:
    known = examples.series_set()
    absent = {"33": "Provinsi Jawa Tengah", "00": "Indonesia", "32.11": "Kabupaten Sumedang"}
    empty = [replace(known.series[0], entitas=Kode(kode), nama=nama, lines=()) for kode, nama in absent.items()]
    asked = replace(known, series=(known.series[0], *empty))
    noted = examples.INDICATOR.model_copy(update={"missing_note": {"32.11": "Angka Sumedang hanya 2021"}})
    text = str(trend_panel(asked, noted, cases.view()))
    assert "Angka Sumedang hanya 2021. Angka Jawa Tengah dan Indonesia tidak ada dalam sumber yang dimuat." in text


def test_a_day_is_told_against_the_same_weekday_or_not_at_all() -> None:
    days = {"2025-04-03": 85.0, "2025-04-08": 436.0}
    daily = SeriesSet(
        "contoh", (Series("contoh", examples.UTAMA, "Blora", (examples.line("a", "Harian", dict(days)),)),)
    )
    told = trend_sentence(daily, examples.INDICATOR, examples.UTAMA)
    assert "sejak" not in told and "Kabupaten Blora 436,00/5 pada 8 April 2025; tertinggi" in told
    week = SeriesSet(
        "contoh",
        (Series("contoh", examples.UTAMA, "Blora", (examples.line("a", "Harian", {"2025-04-01": 56.0, **days}),)),),
    )
    assert "+380,00 poin sejak 1 April 2025" in trend_sentence(week, examples.INDICATOR, examples.UTAMA)
