"""Distribution, parts and comparison: true numbers, no dot hidden, nothing missing drawn as zero."""

from __future__ import annotations

from dataclasses import replace
from statistics import median
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from components import examples
from components.charts.compare import MOST_REGIONS, compare_figure, compared
from components.charts.distribution import distribution_figure, distribution_sentence, middle_of, stacked
from components.charts.parts import mismatch_note, parts_figure, parts_sentence
from components.theme import Tema, palette

ACCENT = palette(Tema.GELAP).accent


def drawn(figure: Any) -> list[dict[str, Any]]:
    return list(figure.to_plotly_json()["data"])


def test_the_strip_holds_a_dot_for_each_sibling_and_one_in_accent() -> None:
    ranking = examples.ranking()
    trace = drawn(distribution_figure(ranking, examples.INDICATOR, examples.UTAMA, Tema.GELAP))[0]
    assert dict(zip(trace["customdata"], trace["x"], strict=True)) == {r.entitas: r.value for r in ranking.rows}
    assert list(trace["marker"]["color"]).count(ACCENT) == 1
    assert trace["customdata"][-1] == examples.UTAMA


@given(st.lists(st.floats(0, 100), min_size=1, max_size=40))
def test_dots_of_one_column_never_share_a_place(values: list[float]) -> None:
    heights = stacked(values, (0.0, 100.0))
    assert len(heights) == len(values)
    columns = [int(value / (100 / 34)) for value in values]
    assert len(set(zip(columns, heights, strict=True))) == len(values)


def test_the_middle_half_is_told_and_too_few_regions_have_none() -> None:
    ranking = examples.ranking()
    middle = middle_of(ranking)
    assert middle is not None
    assert middle.median == pytest.approx(median(row.value for row in ranking.rows))
    text = distribution_sentence(ranking, examples.INDICATOR, examples.comparators())
    for part in ("35 dari 35 wilayah", "Median 3,65", "di bawah median", "Sumedang 4,51"):
        assert part in text
    assert "Indonesia" not in text
    assert middle_of(replace(ranking, rows=ranking.rows[:3])) is None


def test_a_part_without_a_value_is_a_word_and_no_bar() -> None:
    trace = drawn(parts_figure(examples.parts(), examples.INDICATOR, Tema.GELAP))[0]
    shown = dict(zip(trace["customdata"], zip(trace["x"], trace["text"], strict=True), strict=True))
    assert shown["bagian_0"] == (61.0, " 61,00")
    assert shown["bagian_3"] == (0.0, " belum dilaporkan")
    assert shown["bagian_4"] == (0.0, " belum dimuat")


def test_a_printed_total_that_is_not_the_sum_is_said() -> None:
    parts = examples.parts()
    assert mismatch_note(parts, examples.INDICATOR) == "Total tercetak 115,00, jumlah bagian 112,00; selisih 3,00"
    assert "selisih 3,00" in parts_sentence(parts, examples.INDICATOR)
    assert mismatch_note(replace(parts, total=112.0), examples.INDICATOR) == ""
    assert mismatch_note(replace(parts, total=None), examples.INDICATOR) == ""


def test_a_comparison_draws_six_regions_that_differ_in_colour_and_shape() -> None:
    shown = compared(examples.many_regions(), examples.UTAMA)
    assert len(shown.series) == MOST_REGIONS < len(examples.many_regions().series)
    traces = drawn(compare_figure(examples.many_regions(), examples.INDICATOR, examples.UTAMA, Tema.GELAP))
    assert len({trace["line"]["color"] for trace in traces}) == MOST_REGIONS
    assert len({trace["marker"]["symbol"][0] for trace in traces}) == MOST_REGIONS
    assert [trace["meta"]["kode"] for trace in traces if trace["line"]["color"] == ACCENT] == [examples.UTAMA]
    others = replace(examples.many_regions(), series=examples.many_regions().series[1:])
    traces = drawn(compare_figure(others, examples.INDICATOR, examples.UTAMA, Tema.GELAP))
    assert len({(trace["line"]["color"], trace["marker"]["symbol"][0]) for trace in traces}) == MOST_REGIONS
    assert len({trace["marker"]["symbol"][0] for trace in traces}) == MOST_REGIONS
