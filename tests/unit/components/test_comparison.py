"""Regions side by side are told on one method and period: the one most of them share."""

from __future__ import annotations

from dataclasses import replace

from components import examples
from components.comparison import comparison
from data.domain.entitas import Kode
from data.domain.indicator import Series, SeriesSet


def region(kode: str, nama: str, values: dict[str, float | None], line_id: str = "baru") -> Series:
    return Series("contoh", Kode(kode), nama, (examples.line(line_id, f"Aturan {line_id}", values),))


def told(*series: Series) -> list[str]:
    return comparison(SeriesSet("contoh", series), examples.INDICATOR)


def test_the_period_most_regions_share_is_told_and_who_has_none_is_named() -> None:
    assert told(*examples.series_set().series) == [
        "Contoh indeks kematangan 2024 (Aturan baru): tertinggi Sumedang 4,51/5, terendah Blora 3,27/5, berselisih "
        "1,24 poin.",
        "Tanpa angka 2024 yang dimuat: Indonesia.",
    ]


def test_two_methods_are_never_held_against_each_other() -> None:
    found = told(region("33.16", "Kabupaten Blora", {"2024": 3.0}), region("32.11", "Sumedang", {"2024": 4.0}, "lama"))
    assert "berselisih" not in found[0]
    assert "Tanpa angka 2024" in found[1]


def test_a_difference_that_rounds_to_nothing_is_no_difference() -> None:
    found = told(region("33.16", "Blora", {"2024": 3.001}), region("32.11", "Sumedang", {"2024": 3.002}))
    assert "hampir tidak berbeda" in found[0]


def test_without_any_value_all_are_named() -> None:
    found = told(region("33.16", "Blora", {}), region("33.16.09", "Blora", {"2024": None}))
    assert found == ["Contoh indeks kematangan: belum ada nilai yang dimuat untuk Blora dan Kecamatan Blora."]


def test_an_older_figure_is_told_beside_the_missing_one() -> None:
    one = region("33.16", "Kabupaten Blora", {"2023": 3.0, "2024": 3.1})
    two = region("32.11", "Kabupaten Sumedang", {"2024": 4.0})
    old = replace(region("33", "Jawa Tengah", {"2021": 2.0}), nama="Jawa Tengah")
    assert told(one, two, old)[1] == "Tanpa angka 2024 yang dimuat: Jawa Tengah (terbaru 2021)."
