"""Room for labels grows with the longest of them and with the letters' size."""

from __future__ import annotations

from components.charts.labels import label_px


def test_the_longest_label_decides() -> None:
    assert label_px(["Pati", "Kota Pekalongan"], 14) == label_px(["Kota Pekalongan"], 14) > label_px(["Pati"], 14)
    assert label_px(["Kota Pekalongan"], 28) > 1.5 * label_px(["Kota Pekalongan"], 14)
    assert label_px([], 14) > 0
