"""SKM: nine unsur to IKM and mutu, bands at their edges, and surveys of another scale refused."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from data.errors import RuleError
from data.rules import skm

scores = st.lists(st.integers(100, 400).map(lambda v: v / 100), min_size=9, max_size=9)


@pytest.mark.parametrize(
    ("unsur", "ikm", "mutu"),
    [
        ([4] * 9, 100, "A"),
        ([1] * 9, 25, "D"),
        ([3] * 9, 75, "C"),
        ([3.5324] * 9, 88.31, "A"),
        ([3.0644] * 9, 76.61, "B"),
        ([2.6] * 9, 65, "C"),
        ([2.5996] * 9, 64.99, "D"),
        ([3, 3, 3, 4, 3, 3, 3, 4, 3], 725 / 9, "B"),
    ],
)
def test_index(unsur: Sequence[float], ikm: float, mutu: str) -> None:
    """Nine equal scores on the edge of a band reach it: no noise of a sum of ninths moves them below."""
    result = skm.index(unsur)
    assert (result.ikm, result.mutu) == (ikm, mutu)
    assert result.kinerja == skm.KINERJA[mutu]


@pytest.mark.parametrize(
    ("ikm", "mutu"),
    [
        (100, "A"),
        (88.31, "A"),
        (88.305, "B"),
        (76.61, "B"),
        (76.605, "C"),
        (76.60, "C"),
        (65, "C"),
        (64.995, "D"),
        (25, "D"),
    ],
)
def test_gaps_between_bands_are_decided_by_lower_bounds(ikm: float, mutu: str) -> None:
    assert skm.mutu(ikm) == mutu


def test_the_weight_is_one_ninth() -> None:
    """Sheets that weigh with 0.111 print 99.9 for nine fours; the constant says which weight this is."""
    assert Fraction(1, 9) == skm.BOBOT
    assert float(sum([4 * Fraction("0.111")] * 9) * 25) == 99.9


@pytest.mark.parametrize("count", [0, 8, 10, 14])
def test_other_than_nine_unsur_is_refused(count: int) -> None:
    with pytest.raises(RuleError, match=f"perlu nilai 9 unsur, diterima {count}"):
        skm.index([3] * count)


@pytest.mark.parametrize("value", [4.01, 5, 0.99, 0, -1, float("nan"), float("inf"), True, None, "3"])
def test_a_score_off_the_scale_is_refused(value: float) -> None:
    with pytest.raises(RuleError, match=r"unsur 2 dan 5 tidak sah.*1 sampai 4"):
        skm.index([3, value, 3, 3, value, 3, 3, 3, 3])


@pytest.mark.parametrize("ikm", [24.99, 100.01, float("nan"), True])
def test_no_mutu_outside_25_to_100(ikm: float) -> None:
    with pytest.raises(RuleError):
        skm.mutu(ikm)


@given(unsur=scores, position=st.integers(0, 8))
def test_a_better_unsur_makes_a_better_ikm(unsur: list[float], position: int) -> None:
    before = skm.index(unsur)
    assert 25 * min(unsur) - 1e-9 <= before.ikm <= 25 * max(unsur) + 1e-9
    assert skm.index(sorted(unsur)) == before
    after = skm.index([*unsur[:position], 4, *unsur[position + 1 :]])
    assert after.ikm >= before.ikm and after.mutu <= before.mutu
