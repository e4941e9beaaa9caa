"""Floats as the decimals they were printed as: 3.5 made of exact levels is 3.5, and no edge is missed by noise."""

from __future__ import annotations

import math
from fractions import Fraction
from typing import TypeGuard


def is_number(value: object) -> TypeGuard[float]:
    """True for a finite number; a bool is an answer, not a number."""
    return isinstance(value, (int, float)) and not isinstance(value, bool) and abs(value) < math.inf


def exact(value: float) -> Fraction:
    """A finite float -> the shortest decimal that prints it (1.17 -> 117/100)."""
    return Fraction(value) if isinstance(value, int) else Fraction(repr(float(value)))


def indonesian(numbers: list[int]) -> str:
    """Numbers for a sentence: `1`, `1 dan 2`, `1, 2, dan 3`."""
    words = [str(number) for number in numbers]
    if len(words) < 3:
        return " dan ".join(words)
    return ", ".join(words[:-1]) + f", dan {words[-1]}"
