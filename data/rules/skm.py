"""Survei Kepuasan Masyarakat: nine unsur on the scale 1-4 -> IKM 25-100 and mutu.

Source: PermenPANRB 14/2017. The bands of its table leave gaps (76.60 ends C, 76.61 begins B): here a lower bound that
is reached decides, on the unrounded IKM. Published sheets often weigh with 0.111 or 0.11 instead of 1/9, so nine fours
make 99.9 or 99.0 there and 100 here: a published IKM is shown as published; a recomputed one differs in its decimals.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from data.errors import RuleError
from data.rules.exact import exact, indonesian, is_number

UNSUR = 9
LOWEST, HIGHEST = 1, 4
BOBOT = Fraction(1, UNSUR)
KINERJA = {"A": "Sangat Baik", "B": "Baik", "C": "Kurang Baik", "D": "Tidak Baik"}
_TO_IKM = 25
_BANDS = ((Fraction("88.31"), "A"), (Fraction("76.61"), "B"), (Fraction(65), "C"), (Fraction(25), "D"))


@dataclass(frozen=True, slots=True)
class SkmResult:
    """`ikm` on the scale 25-100, unrounded, and its `mutu` A-D."""

    ikm: float
    mutu: str

    @property
    def kinerja(self) -> str:
        """What the mutu says of the unit: Sangat Baik, Baik, Kurang Baik, Tidak Baik."""
        return KINERJA[self.mutu]


def index(unsur: Sequence[float]) -> SkmResult:
    """Mean score (1-4) of U1-U9 in this order -> IKM and mutu.

    Raises RuleError on other than nine unsur, and on a score outside 1-4, as a survey on the scale 1-5 has.
    """
    if len(unsur) != UNSUR:
        raise RuleError(f"SKM: perlu nilai {UNSUR} unsur, diterima {len(unsur)}")
    bad = [number for number, value in enumerate(unsur, start=1) if not is_number(value) or not _is_score(value)]
    if bad:
        raise RuleError(
            f"SKM: nilai unsur {indonesian(bad)} tidak sah; harus angka 1 sampai 4 (skala 1-5 tidak diterima)"
        )
    ikm = sum((exact(value) * BOBOT for value in unsur), Fraction(0)) * _TO_IKM
    return SkmResult(float(ikm), _mutu(ikm))


def mutu(ikm: float) -> str:
    """An IKM that was not rounded -> A, B, C or D. Raises RuleError outside 25-100."""
    if not is_number(ikm) or not LOWEST * _TO_IKM <= ikm <= HIGHEST * _TO_IKM:
        raise RuleError("IKM tidak sah; harus angka 25 sampai 100")
    return _mutu(exact(ikm))


def _is_score(value: float) -> bool:
    return LOWEST <= value <= HIGHEST


def _mutu(ikm: Fraction) -> str:
    return next(label for lower, label in _BANDS if ikm >= lower)
