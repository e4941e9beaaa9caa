"""Bases run side by side: no break between them, each named at the edge; a count of another size is told, not drawn."""

from __future__ import annotations

from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from components import cases, examples
from components.cards.panels import trend_panel
from components.charts.ends import kept_inside, spread
from components.charts.spans import breaks_of, of_another_size
from components.charts.trend import HEIGHT_PX, trend_figure, trend_height_px, trend_sentence
from components.theme import Tema
from data.domain.entitas import Kode
from data.domain.indicator import Series, SeriesSet

PEOPLE = examples.INDICATOR.model_copy(
    update={"id": "jiwa", "unit": "jiwa", "decimals": 0, "is_count": True, "lines_as": "bases"}
)
BLORA = Series(
    "jiwa",
    examples.UTAMA,
    "Kabupaten Blora",
    (
        examples.line("sensus", "Sensus", {"2010": 829_728.0, "2020": 884_333.0}),
        examples.line("proyeksi", "Proyeksi", {"2023": 901_620.0, "2024": 907_990.0}),
        examples.line("catatan", "Registrasi", {"2025": 927_961.0}),
    ),
)
SUMEDANG = Series(
    "jiwa", Kode("32.11"), "Kabupaten Sumedang", (examples.line("catatan", "Registrasi", {"2025": 1.2e6}),)
)
JATENG = Series("jiwa", Kode("33"), "Jawa Tengah", (examples.line("catatan", "Registrasi", {"2025": 38_430_645.0}),))
ALL = SeriesSet("jiwa", (BLORA, SUMEDANG, JATENG))
DRAWN = SeriesSet("jiwa", (BLORA, SUMEDANG))


def figure() -> dict[str, Any]:
    return dict(trend_figure(DRAWN, PEOPLE, examples.UTAMA, Tema.GELAP).to_plotly_json())


def test_a_basis_that_begins_later_is_no_new_method() -> None:
    assert breaks_of(DRAWN, PEOPLE) == []
    assert breaks_of(DRAWN, PEOPLE.model_copy(update={"lines_as": "methods"})) != []
    assert "shapes" not in figure()["layout"]
    assert "Metode berubah" not in trend_sentence(ALL, PEOPLE, examples.UTAMA)


def test_each_basis_of_the_regency_is_named_with_its_shape_value_and_year() -> None:
    texts = [note["text"] for note in figure()["layout"]["annotations"]]
    assert set(texts) == {
        "● Sensus<br>884.333 (2020)",
        "◆ Proyeksi<br>907.990 (2024)",
        "■ Registrasi<br>927.961",
        "Sumedang, Registrasi<br>1.200.000",
    }
    own = [t for t in figure()["data"] if t.get("meta", {}).get("kode") == examples.UTAMA]
    assert {trace["meta"]["garis"]: set(trace["marker"]["symbol"]) for trace in own} == {
        "sensus": {"circle"},
        "proyeksi": {"diamond"},
        "catatan": {"square"},
    }


def test_the_sentence_tells_every_basis_and_its_newest_value() -> None:
    told = trend_sentence(ALL, PEOPLE, examples.UTAMA)
    assert "Basis yang tidak disambung: Sensus 884.333 pada 2020; Proyeksi 907.990 pada 2024; Registrasi" in told
    assert "Jawa Tengah 38.430.645 (2025)" in told


def test_a_count_of_another_size_is_left_out_of_the_picture_and_told() -> None:
    assert of_another_size(ALL, PEOPLE, examples.UTAMA) == [JATENG]
    card = str(trend_panel(ALL, PEOPLE, cases.view())).replace("\\xa0", " ").replace("\xa0", " ")
    assert "Tidak digambar karena ukurannya jauh berbeda: Jawa Tengah 38.430.645 jiwa (2025)." in card
    assert "38.430.645" in card.split("Tabel angka")[-1]


@pytest.mark.parametrize("change", [{"is_count": False}, {}])
def test_shares_and_regions_without_own_value_leave_nobody_out(change: dict[str, bool]) -> None:
    series = SeriesSet("jiwa", (SUMEDANG, JATENG)) if not change else ALL
    assert of_another_size(series, PEOPLE.model_copy(update=change), examples.UTAMA) == []


def test_the_chart_is_as_high_as_its_names_need() -> None:
    many = tuple(examples.line(f"b{i}", f"Basis {i}", {"2020": 900_000.0 + i}) for i in range(9))
    crowded = SeriesSet("jiwa", (Series("jiwa", examples.UTAMA, "Kabupaten Blora", many),))
    assert trend_height_px(DRAWN, PEOPLE, examples.UTAMA) == HEIGHT_PX
    assert trend_height_px(crowded, PEOPLE, examples.UTAMA) >= 9 * 42
    assert trend_height_px(crowded, examples.INDICATOR, examples.UTAMA) == HEIGHT_PX
    notes = trend_figure(crowded, PEOPLE, examples.UTAMA, Tema.GELAP).to_plotly_json()["layout"]["annotations"]
    assert len({note["text"] for note in notes}) == 9


@given(st.lists(st.floats(-50, 400), max_size=7), st.floats(1, 40))
def test_names_stay_inside_and_apart(wanted: list[float], apart: float) -> None:
    placed = kept_inside(spread(sorted(wanted), apart), apart, 340.0)
    assert all(after - before >= apart - 1e-6 for before, after in pairwise(placed))
    assert all(at >= 14 for at in placed)
    assert all(at <= 340 - 14 + 1e-6 for at in placed)
