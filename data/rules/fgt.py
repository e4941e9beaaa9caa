"""Poverty measures of Foster, Greer and Thorbecke, as BPS uses them: headcount P0, depth P1, severity P2.

Source: P_a = (1/N) * sum over the poor of ((line - expenditure) / line)^a; BPS prints them times 100. Poor is who
spends less than the line; who spends exactly the line is not.
"""

from __future__ import annotations

import math
from collections.abc import Sequence

from data.errors import RuleError
from data.rules.exact import is_number


def poverty(
    expenditure: Sequence[float], line: float, weight: Sequence[float] | None = None
) -> tuple[float, float, float]:
    """Expenditure of each person or household and the line in the same unit -> (P0, P1, P2) as fractions 0-1.

    `weight`: how many people each row stands for (1 each when not given). Sums are exact (fsum), so the order of rows
    changes nothing. Raises RuleError on no rows, on what is no number or negative, on a line that is not above zero, on
    weights of another length, and on weights that are all zero.
    """
    weights = [1.0] * len(expenditure) if weight is None else weight
    _check(expenditure, line, weights)
    largest = max(weights)
    shares = [w / largest for w in weights]
    poor = [(w, (line - y) / line) for w, y in zip(shares, expenditure, strict=True) if y < line]
    people = math.fsum(shares)
    headcount, depth, severity = (math.fsum(w * gap**power for w, gap in poor) / people for power in (0, 1, 2))
    return headcount, depth, severity


def _check(expenditure: Sequence[float], line: float, weights: Sequence[float]) -> None:
    if not is_number(line) or line <= 0:
        raise RuleError("Garis kemiskinan tidak sah; harus angka lebih dari 0")
    if len(expenditure) == 0:
        raise RuleError("Tidak ada pengeluaran yang dapat dihitung")
    if len(weights) != len(expenditure):
        raise RuleError(f"Perlu {len(expenditure)} penimbang, diterima {len(weights)}")
    for name, values in (("Pengeluaran", expenditure), ("Penimbang", weights)):
        bad = sum(1 for value in values if not is_number(value) or value < 0)
        if bad:
            raise RuleError(f"{name} tidak sah pada {bad} baris; harus angka 0 atau lebih")
    if not any(weights):
        raise RuleError("Semua penimbang nol")
