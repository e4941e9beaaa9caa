"""Room for labels grows with the longest of them and with the letters' size."""

from __future__ import annotations

from components.charts.labels import label_px
from components.charts.trend import _thinned


def test_the_longest_label_decides() -> None:
    assert label_px(["Pati", "Kota Pekalongan"], 14) == label_px(["Kota Pekalongan"], 14) > label_px(["Pati"], 14)
    assert label_px(["Kota Pekalongan"], 28) > 1.5 * label_px(["Kota Pekalongan"], 14)
    assert label_px([], 14) > 0


def test_ticks_are_far_enough_apart_and_end_with_the_newest() -> None:
    assert _thinned(["2017", "2018", "2019", "2020", "2021", "2023", "2024"]) == ["2018", "2021", "2024"]
    assert _thinned([str(year) for year in range(2009, 2026)]) == ["2010", "2015", "2020", "2025"]
    assert _thinned(["2024"]) == ["2024"]
    assert _thinned([]) == []
