"""Regions side by side are told on one method and period: the newest that holds enough of them together."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from components import examples
from components.comparison import comparison
from data.catalog.models import Indicator
from data.domain.entitas import Kode
from data.domain.indicator import Direction, Series, SeriesSet

BLORA, SUMEDANG = Kode("33.16"), Kode("32.11")
POOR = examples.INDICATOR.model_copy(
    update={"title": "Penduduk miskin", "short_title": "P0", "unit": "%", "direction": Direction.DOWN}
)


def region(kode: str, nama: str, values: Mapping[str, float | None], line_id: str = "baru") -> Series:
    return Series("contoh", Kode(kode), nama, (examples.line(line_id, f"Aturan {line_id}", dict(values)),))


def told(*series: Series) -> list[str]:
    return comparison([(SeriesSet("contoh", series), examples.INDICATOR)], BLORA)


def side_by_side(*found: tuple[Indicator, tuple[Series, ...]], utama: Kode = BLORA) -> list[str]:
    return comparison([(SeriesSet(one.id, series), one) for one, series in found], utama)


def test_the_newest_period_with_enough_regions_is_told_and_who_has_none_is_named() -> None:
    assert told(*examples.series_set().series) == [
        "Contoh indeks kematangan 2025 (Aturan baru): tertinggi Jawa Tengah 4,48/5, terendah Blora 3,28/5, berselisih "
        "1,20 poin.",
        "Pada 2024 selisih keduanya 1,13 poin.",
        "Tanpa angka 2025 yang dimuat: Sumedang (terbaru 2024) dan Indonesia.",
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


def test_a_newer_period_with_half_of_them_comes_before_an_older_one_with_all() -> None:
    old, new = {"2021": 3.0, "2025": 3.3}, {"2021": 3.5, "2025": 3.6}
    three = (region("33.16", "Blora", old), region("33", "Jateng", new), region("32.11", "Sumedang", {"2021": 4.0}))
    assert told(*three)[0].startswith("Contoh indeks kematangan 2025 (Aturan baru): tertinggi Jateng 3,60/5")
    four = (*three, region("33.15", "Grobogan", {"2021": 3.1}), region("00", "Indonesia", {"2021": 3.2}))
    assert told(*four)[0].startswith("Contoh indeks kematangan 2021 (Aturan baru): tertinggi Sumedang 4,00/5")


def test_how_far_apart_the_same_two_were_before_follows_their_order_then() -> None:
    low = region("33.16", "Blora", {"2023": 3.0, "2024": 3.5})
    assert (
        told(low, region("32.11", "Sumedang", {"2023": 3.8, "2024": 4.0}))[1] == "Pada 2023 selisih keduanya 0,80 poin."
    )
    crossed = told(low, region("32.11", "Sumedang", {"2023": 2.9, "2024": 4.0}))[1]
    assert crossed == "Pada 2023 Blora masih di atas Sumedang, berselisih 0,10 poin."
    other = told(low, region("32.11", "Sumedang", {"2024": 4.0}), region("33", "Jateng", {"2023": 3.2}, "lama"))
    assert not any("Pada 2023" in sentence for sentence in other)


def test_several_indicators_tell_where_the_regency_stands_by_the_declared_direction() -> None:
    index = (region("33.16", "Blora", {"2024": 3.3}), region("32.11", "Sumedang", {"2024": 4.5}))
    poor = (region("33.16", "Blora", {"2025": 10.6}), region("32.11", "Sumedang", {"2025": 12.0}))
    found = side_by_side((examples.INDICATOR, index), (POOR, poor))
    name = examples.INDICATOR.brief_title
    assert found[0] == f"Blora berada di urutan 2 dari 2 pada {name} dan 1 dari 2 pada P0 (urutan 1 yang terbaik)."
    assert f"{name} 2024: tertinggi Sumedang 4,50/5, terendah Blora 3,30/5; P0 2025:" in found[1]
    assert len(found) == 2


def test_an_indicator_without_direction_has_no_better_end_and_missing_ones_are_named_with_it() -> None:
    flat = examples.INDICATOR.model_copy(update={"short_title": "Datar", "direction": Direction.NONE})
    both = (region("33.16", "Blora", {"2024": 3.3}), region("32.11", "Sumedang", {"2024": 4.5}))
    lone = (region("33.16", "Blora", {"2025": 10.6}), region("32.11", "Sumedang", {"2021": 12.0}))
    found = side_by_side((flat, both), (POOR, lone))
    assert not any("urutan" in sentence for sentence in found)
    assert found[-1] == "Tanpa angka pada periode itu: P0 Sumedang (terbaru 2021)."


def test_without_the_regency_the_first_region_is_the_one_that_is_placed() -> None:
    pair = (region("32.11", "Sumedang", {"2024": 4.5}), region("33.15", "Grobogan", {"2024": 4.0}))
    assert side_by_side((examples.INDICATOR, pair), (POOR, pair))[0].startswith("Sumedang berada di urutan 1 dari 2")
