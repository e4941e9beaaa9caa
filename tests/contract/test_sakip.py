"""SAKIP predicates at their edges, and the capaian formulas that give one pair of numbers three answers."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from data.errors import RuleError
from data.rules import sakip

positive = st.floats(min_value=0.01, max_value=1e6)


@pytest.mark.parametrize(
    ("score", "predicate"),
    [
        (100, "AA"),
        (90.01, "AA"),
        (90, "A"),
        (80.01, "A"),
        (80.00, "BB"),
        (70, "B"),
        (60.35, "B"),
        (60, "CC"),
        (50, "C"),
        (48.58, "C"),
        (30.01, "C"),
        (30, "D"),
        (0.01, "D"),
        (0, "E"),
    ],
)
def test_a_lower_bound_is_exclusive(score: float, predicate: str) -> None:
    assert sakip.predicate(score) == predicate


@pytest.mark.parametrize(
    ("score", "predicate"),
    [(60.35, "B"), (65.40, "B"), (75.26, "BB"), (77.44, "BB")],
)
def test_printed_predicates(score: float, predicate: str) -> None:
    """Blora 2018 and 2023, Sumedang 2021 and 2024 as the press prints score and predicate together."""
    assert sakip.predicate(score) == predicate


@pytest.mark.parametrize("score", [-0.01, 100.01, float("nan"), float("inf"), True])
def test_no_predicate_outside_0_to_100(score: float) -> None:
    with pytest.raises(RuleError):
        sakip.predicate(score)


@pytest.mark.parametrize(("rumus", "percent"), [("negatif_a", 98.13), ("negatif_b", 98.16), ("negatif_c", -1.87)])
def test_stunting_of_blora(rumus: str, percent: float) -> None:
    """T-SAKIP-1: target 20.81, realisasi 21.2."""
    found = sakip.capaian(20.81, 21.2, rumus)
    assert found == pytest.approx(percent, abs=0.005)


@pytest.mark.parametrize("rumus", sakip.RUMUS)
def test_what_cannot_be_computed_is_none(rumus: str) -> None:
    assert sakip.capaian(0, 5, rumus) is None
    assert sakip.capaian(0, 0, rumus) is None
    assert sakip.capaian(10, None, rumus) is None
    assert sakip.capaian(None, 10, rumus) is None
    assert sakip.capaian(-5, 10, rumus) is None


def test_blank_is_not_zero() -> None:
    assert sakip.capaian(10, 0, "positif") == 0
    assert sakip.capaian(10, 0, "negatif_a") == 200
    assert sakip.capaian(10, 0, "negatif_b") == 100
    assert sakip.capaian(10, 0, "negatif_c") == 100
    assert sakip.capaian(10, -1, "negatif_b") is None


def test_nothing_is_floored_or_capped() -> None:
    assert sakip.capaian(10, 25, "positif") == 250
    assert sakip.capaian(10, 25, "negatif_a") == -50
    assert sakip.capaian(10, 2, "negatif_b") == 500


@pytest.mark.parametrize(
    ("target", "realisasi", "rumus"),
    [
        (10, 5, "naik"),
        (float("nan"), 5, "positif"),
        (10, float("inf"), "positif"),
        (True, 5, "positif"),
        (10, "5", "positif"),
    ],
)
def test_faulty_inputs(target: float, realisasi: float, rumus: str) -> None:
    with pytest.raises(RuleError):
        sakip.capaian(target, realisasi, rumus)


@given(target=positive)
def test_on_target_is_100_percent_except_for_negatif_c(target: float) -> None:
    assert [sakip.capaian(target, target, r) for r in sakip.RUMUS] == [100, 100, 100, 0]


@given(target=positive, low=positive, high=positive)
def test_direction(target: float, low: float, high: float) -> None:
    """More realisasi never lowers `positif` and never raises a negative formula."""
    low, high = sorted((low, high))
    for rumus in sakip.RUMUS:
        first, second = sakip.capaian(target, low, rumus), sakip.capaian(target, high, rumus)
        if first is None or second is None:
            pytest.fail("computable")
        assert first <= second if rumus == "positif" else first >= second
