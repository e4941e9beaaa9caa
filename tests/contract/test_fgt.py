"""FGT poverty measures: worked cases, identities, weights as repetition, and what is refused."""

from __future__ import annotations

import random
from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from data.errors import RuleError
from data.rules import fgt

amounts = st.lists(st.integers(0, 2_000_000), min_size=1, max_size=40)
lines = st.integers(1, 1_500_000)


@pytest.mark.parametrize(
    ("expenditure", "line", "weight", "measures"),
    [
        ([50, 100, 150, 200], 100, None, (0.25, 0.125, 0.0625)),
        ([0, 0], 100, None, (1, 1, 1)),
        ([100, 100.0], 100, None, (0, 0, 0)),
        ([50, 150], 100, [3, 1], (0.75, 0.375, 0.1875)),
        ([50, 150], 100, [0, 2], (0, 0, 0)),
        ([300_000, 500_000, 464_959], 464_959, None, (1 / 3, 164_959 / 464_959 / 3, (164_959 / 464_959) ** 2 / 3)),
    ],
)
def test_measures(
    expenditure: Sequence[float], line: float, weight: Sequence[float] | None, measures: tuple[float, ...]
) -> None:
    """Poor is below the line; on the line is not."""
    assert fgt.poverty(expenditure, line, weight) == pytest.approx(measures, rel=1e-15)


@pytest.mark.parametrize(
    ("expenditure", "line", "weight", "message"),
    [
        ([], 100, None, "Tidak ada pengeluaran"),
        ([1, -1, -2], 100, None, "Pengeluaran tidak sah pada 2 baris"),
        ([1, float("nan")], 100, None, "Pengeluaran tidak sah pada 1 baris"),
        ([1, float("inf")], 100, None, "Pengeluaran"),
        ([1, None], 100, None, "Pengeluaran"),
        ([1], 0, None, "Garis kemiskinan"),
        ([1], -5, None, "Garis kemiskinan"),
        ([1], float("nan"), None, "Garis kemiskinan"),
        ([1], True, None, "Garis kemiskinan"),
        ([1, 2], 100, [1], "Perlu 2 penimbang, diterima 1"),
        ([1, 2], 100, [1, -1], "Penimbang tidak sah"),
        ([1, 2], 100, [1, float("nan")], "Penimbang tidak sah"),
        ([1, 2], 100, [0, 0], "Semua penimbang nol"),
    ],
)
def test_refused(expenditure: Sequence[float], line: float, weight: Sequence[float] | None, message: str) -> None:
    with pytest.raises(RuleError, match=message):
        fgt.poverty(expenditure, line, weight)


def test_sums_do_not_drift() -> None:
    """A million rows of 0.1: added one by one the headcount of a tenth would be off in the tenth decimal."""
    rows = [0.3] * 100_000 + [7.0] * 900_000
    random.Random(4).shuffle(rows)
    assert fgt.poverty(rows, 1.0, [0.1] * 1_000_000) == pytest.approx((0.1, 0.07, 0.049), rel=1e-14)
    assert fgt.poverty([1.0, 3.0], 2.0, [1e308, 1e308]) == (0.5, 0.25, 0.125)


@given(expenditure=amounts, line=lines)
def test_depth_and_severity_follow_the_headcount(expenditure: list[int], line: int) -> None:
    """0 <= P2 <= P1 <= P0 <= 1, P1 squared <= P0 P2, and P1 is the mean gap told another way."""
    p0, p1, p2 = fgt.poverty(expenditure, line)
    assert 0 <= p2 <= p1 <= p0 <= 1
    assert p1**2 <= p0 * p2 + 1e-12
    assert p1 == pytest.approx(1 - sum(min(y, line) for y in expenditure) / len(expenditure) / line, abs=1e-12)


@given(
    rows=st.lists(st.tuples(st.integers(0, 200), st.integers(1, 5)), min_size=1, max_size=20), line=st.integers(1, 150)
)
def test_a_weight_is_a_repetition(rows: list[tuple[int, int]], line: int) -> None:
    expenditure, weight = [y for y, _ in rows], [w for _, w in rows]
    repeated = [y for y, w in rows for _ in range(w)]
    assert fgt.poverty(expenditure, line, weight) == pytest.approx(fgt.poverty(repeated, line), abs=1e-14)


@given(expenditure=amounts, line=lines, factor=st.integers(2, 9), rise=st.integers(0, 10_000))
def test_neither_unit_nor_order_matters_and_a_higher_line_finds_more(
    expenditure: list[int], line: int, factor: int, rise: int
) -> None:
    measures = fgt.poverty(expenditure, line)
    assert fgt.poverty(sorted(expenditure), line) == measures
    assert fgt.poverty([y * factor for y in expenditure], line * factor) == pytest.approx(measures, abs=1e-12)
    higher = fgt.poverty(expenditure, line + rise)
    assert all(after >= before - 1e-12 for before, after in zip(measures, higher, strict=True))


@given(expenditure=amounts, line=lines, position=st.integers(0, 39), gain=st.integers(0, 1_000_000))
def test_a_gain_of_one_never_raises_poverty(expenditure: list[int], line: int, position: int, gain: int) -> None:
    richer = list(expenditure)
    richer[position % len(richer)] += gain
    before, after = fgt.poverty(expenditure, line), fgt.poverty(richer, line)
    assert all(b >= a for b, a in zip(before, after, strict=True))
