"""IPM: published components of Blora give the published index; bounds, and nonsense refused."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from data.errors import RuleError
from data.rules import ipm

# Blora as BPS Jawa Tengah prints it: UHH, HLS, RLS, expenditure in thousand rupiah a year, published index.
BLORA = [
    ("2020", (74.41, 12.20, 6.83, 9571), 68.84),
    ("2021", (74.51, 12.35, 6.99, 9669), 69.37),
    ("2022", (74.60, 12.44, 7.01, 10067), 69.95),
    ("2023", (74.71, 12.51, 7.08, 10541), 70.63),
    ("2024, first print", (74.84, 12.60, 7.26, 10926), 71.39),
    ("2024, life expectancy revised", (74.92, 12.60, 7.26, 10926), 71.42),
]
MIDDLE = (70.0, 12.0, 8.0, 10000.0)
parts = st.tuples(
    st.floats(*ipm.UHH), st.floats(*ipm.HLS), st.floats(*ipm.RLS), st.floats(*ipm.PENGELUARAN_RIBU_RP)
)  # fmt: skip


@pytest.mark.parametrize(("name", "components", "published"), BLORA, ids=lambda v: str(v))
def test_published_index_of_blora(name: str, components: tuple[float, float, float, float], published: float) -> None:
    """T-IPM-1: equal to two decimals; the revised life expectancy of 2024 no longer gives the published 71.39."""
    assert f"{ipm.index(*components):.2f}" == f"{published:.2f}", name


def test_bounds_of_the_scale() -> None:
    assert ipm.index(85, 18, 15, 26572.352) == pytest.approx(100, abs=1e-9)
    assert ipm.index(20, 12, 8, 10000) == 0
    assert ipm.index(70, 0, 0, 10000) == 0
    assert ipm.index(70, 12, 8, 1007.436) == 0


@pytest.mark.parametrize(
    ("position", "value", "message"),
    [
        (0, 19.9, "umur harapan hidup harus 20 sampai 85"),
        (0, 86, "umur harapan hidup"),
        (1, 18.1, "harapan lama sekolah harus 0 sampai 18"),
        (1, -1, "harapan lama sekolah"),
        (2, 15.5, "rata-rata lama sekolah harus 0 sampai 15"),
        (3, 0, "pengeluaran per kapita"),
        (3, 10926000, "ribu rupiah"),
        (3, float("nan"), "pengeluaran per kapita"),
        (0, float("inf"), "umur harapan hidup"),
        (0, True, "umur harapan hidup"),
        (2, None, "rata-rata lama sekolah"),
        (2, "7,26", "rata-rata lama sekolah"),
    ],
)
def test_nonsense_is_refused(position: int, value: float, message: str) -> None:
    """Among it rupiah given for thousand rupiah."""
    faulty = [*MIDDLE[:position], value, *MIDDLE[position + 1 :]]
    with pytest.raises(RuleError, match=message):
        ipm.index(*faulty)


def test_all_faults_are_named_at_once() -> None:
    with pytest.raises(RuleError, match=r"umur harapan hidup.*; harapan lama.*; rata-rata.*; pengeluaran"):
        ipm.index(0, 20, 20, 0)


@given(low=parts, high=parts)
def test_a_rise_of_a_component_never_lowers_the_index(
    low: tuple[float, float, float, float], high: tuple[float, float, float, float]
) -> None:
    lower = ipm.index(*(min(a, b) for a, b in zip(low, high, strict=True)))
    higher = ipm.index(*(max(a, b) for a, b in zip(low, high, strict=True)))
    assert -1e-9 <= lower <= higher + 1e-9 <= 100 + 1e-8
