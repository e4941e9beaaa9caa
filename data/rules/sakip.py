"""Predicate of a SAKIP score, and capaian: how much of a target was reached.

Sources: PermenPANRB 88/2021 and 12/2015 (predicates; the text reads "> 80 - 90", so a lower bound is exclusive and
exactly 80.00 is BB); the capaian formulas are those found in the planning systems and LKjIP of several regencies: which
one holds is a declared property of each indicator, because one target and one realisasi give 98.13, 98.16 or -1.87 %.
"""

from __future__ import annotations

from fractions import Fraction

from data.errors import RuleError
from data.rules.exact import exact, is_number

RUMUS = ("positif", "negatif_a", "negatif_b", "negatif_c")
_BANDS = ((90, "AA"), (80, "A"), (70, "BB"), (60, "B"), (50, "CC"), (30, "C"), (0, "D"))


def predicate(score: float) -> str:
    """Score 0-100 -> AA, A, BB, B, CC, C, D, or E for exactly 0. Raises RuleError on anything else."""
    if not is_number(score) or not 0 <= score <= 100:
        raise RuleError("Nilai SAKIP tidak sah; harus angka 0 sampai 100")
    return next((label for lower, label in _BANDS if score > lower), "E")


def capaian(target: float | None, realisasi: float | None, rumus: str) -> float | None:
    """Percent of the target reached; None where it cannot be computed.

    positif: realisasi/target; negatif_a: (2 target - realisasi)/target; negatif_b: target/realisasi, and 100 when
    realisasi is 0; negatif_c: (target - realisasi)/target, which is 0 on target. Nothing is floored at 0 or capped at
    100: a result far off target must look so, and a display that wants a cap says that it caps. None: a blank target or
    realisasi (blank is not zero), a target of 0, or division by a negative number, which would turn worse into better.
    Raises RuleError on an unknown rumus or a value that is no finite number.
    """
    if rumus not in RUMUS:
        raise RuleError(f"Rumus capaian '{rumus}' tidak dikenal; yang ada: {', '.join(RUMUS)}")
    for name, value in (("Target", target), ("Realisasi", realisasi)):
        if value is not None and not is_number(value):
            raise RuleError(f"{name} bukan angka")
    if target is None or realisasi is None or target <= 0:
        return None
    share = _share(exact(target), exact(realisasi), rumus)
    return None if share is None else float(share * 100)


def _share(target: Fraction, realisasi: Fraction, rumus: str) -> Fraction | None:
    if rumus == "positif":
        return realisasi / target
    if rumus == "negatif_a":
        return (2 * target - realisasi) / target
    if rumus == "negatif_c":
        return (target - realisasi) / target
    if realisasi < 0:
        return None
    return Fraction(1) if realisasi == 0 else target / realisasi
