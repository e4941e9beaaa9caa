"""A label stands where the lines leave room, and never on another label."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from components import examples
from components.charts.room import Spot, Wanted, free_spots, is_free_below
from data.domain.indicator import SeriesSet

SPAN = (0.0, 10.0)
ROW = 0.075


def one_line(values: Mapping[str, float | None]) -> SeriesSet:
    line = examples.line("baru", "Aturan baru", dict(values))
    known = examples.series_set()
    return replace(known, series=(replace(known.series[0], lines=(line,)),), targets=())


def spots(values: Mapping[str, float | None], *days: str) -> list[Spot]:
    return free_spots(one_line(values), [Wanted(day, 12, 1) for day in days], SPAN)


def test_on_an_empty_floor_a_label_stands_on_it_at_the_roomier_side() -> None:
    high = {"2018": 9.0, "2019": 9.0, "2020": 9.0, "2021": 9.0, "2022": 9.0}
    early, late = spots(high, "2018-06-01", "2021-09-01")
    assert early.side == "left" and late.side == "right"
    assert early.height < 0.1 and late.height < 0.1


def test_a_line_at_the_floor_sends_the_label_to_the_ceiling() -> None:
    (spot,) = spots({"2018": 0.2, "2019": 0.2, "2020": 0.2, "2021": 0.2}, "2019-02-01")
    assert spot.height > 0.5


def test_a_valley_between_two_readings_is_avoided_though_no_reading_lies_there() -> None:
    """The line from 8 down to 0.2 crosses the floor's right end long before its last point."""
    (spot,) = spots({"2018": 8.0, "2019": 0.2}, "2018-07-01")
    across = 12 * 0.015
    points = [(share, (8.0 - 7.8 * share) / 10) for share in (step / 40 for step in range(41))]
    left = 181 / 365 if spot.side == "left" else 181 / 365 - across
    inside = [y for x, y in points if left <= x <= left + across]
    assert inside and not any(spot.height - 0.01 < y < spot.height + ROW + 0.01 for y in inside)


def test_an_upright_line_is_not_written_over_where_the_other_side_is_free() -> None:
    high = one_line({"2018": 9.0, "2019": 9.0, "2020": 9.0, "2021": 9.0, "2022": 9.0})
    label = [Wanted("2019-06-01", 12, 1)]
    assert free_spots(high, label, SPAN)[0].side == "left"
    assert free_spots(high, label, SPAN, ("2019-08-01",))[0].side == "right"


def test_a_target_is_named_on_the_side_away_from_the_line() -> None:
    label = Wanted("2021-01-01", 12, 1)
    above = one_line({"2018": 5.6, "2019": 5.5, "2020": 5.4, "2021": 5.3})
    below = one_line({"2018": 4.4, "2019": 4.5, "2020": 4.6, "2021": 4.7})
    assert is_free_below(above, label, 5.0, SPAN) and not is_free_below(below, label, 5.0, SPAN)
    assert not is_free_below(above, label, 0.2, SPAN), "tidak ada tempat di bawah lantai"


@given(st.lists(st.integers(0, 6), min_size=2, max_size=5), st.lists(st.floats(0.0, 10.0), min_size=7, max_size=7))
def test_no_label_stands_on_another(years: list[int], values: list[float]) -> None:
    told: dict[str, float | None] = {str(2018 + at): value for at, value in enumerate(values)}
    days = [f"{2018 + year}-0{1 + n}-15" for n, year in enumerate(sorted(years)) if year < 6]
    found = free_spots(one_line(told), [Wanted(day, 10, 1) for day in days], SPAN)
    assert len(found) == len(days)
    boxes = []
    for day, spot in zip(days, found, strict=True):
        at = (int(day[:4]) - 2018 + (int(day[5:7]) - 1) / 12 + 14 / 365) / 6
        left = at if spot.side == "left" else at - 0.15
        boxes.append((left, spot.height))
    assert not [
        (one, two)
        for n, one in enumerate(boxes)
        for two in boxes[n + 1 :]
        if abs(one[0] - two[0]) < 0.14 and abs(one[1] - two[1]) < ROW - 0.001
    ]
