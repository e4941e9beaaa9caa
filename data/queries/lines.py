"""What a line of an indicator needs from the warehouse, and how its parts become one value."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from data.catalog.models import Indicator, LineSpec, Measure
from data.domain.indicator import Kind
from data.errors import ConfigError, RuleError
from data.rules import ipm, skm, spbe


def _ipm(parts: Sequence[float]) -> float:
    if len(parts) != 4:
        raise RuleError(f"IPM: perlu 4 komponen, diterima {len(parts)}")
    return ipm.index(*parts)


# A rule set by its id -> what makes one value of the inputs of a line, in their declared order.
RULES: Mapping[str, Callable[[Sequence[float]], float]] = {
    "spbe-2020": lambda parts: spbe.index_from_domains("spbe-2020", parts).index,
    "pemdi-2026": lambda parts: spbe.index_from_domains("pemdi-2026", parts).index,
    "ipm-2014": _ipm,
    "skm-2017": lambda parts: skm.index(parts).ikm,
}


def needed_measures(indicator: Indicator, line: LineSpec) -> tuple[Measure, ...]:
    """The measures that make one value of this line, in the order `combine` takes them."""
    if indicator.kind is Kind.RATIO:
        parts: tuple[Measure | None, ...] = (line.numerator, line.denominator)
    elif indicator.kind is Kind.RULE:
        parts = line.inputs
    else:
        parts = (line.measure,)
    found = tuple(part for part in parts if part is not None)
    if line.sources and len(found) != len(parts):
        raise ConfigError(f"{indicator.id}.toml: garis '{line.id}' tidak menyebut ukuran yang diperlukan")
    return found


def is_in_force(line: LineSpec, periode: str) -> bool:
    """True when the line's method was in force in that period."""
    return (not line.first_periode or periode >= line.first_periode) and (
        not line.last_periode or periode <= line.last_periode
    )


def combine(indicator: Indicator, line: LineSpec, values: Sequence[float | None]) -> float | None:
    """Parts -> value. None where a part is missing, a denominator is zero, or the rule refuses the parts."""
    parts = [value for value in values if value is not None]
    if len(parts) != len(values) or not parts:
        return None
    if indicator.kind is Kind.RATIO:
        return None if parts[1] == 0 else parts[0] / parts[1] * line.factor
    if indicator.kind is Kind.RULE:
        return _apply_rule(line, parts)
    return parts[0]


def _apply_rule(line: LineSpec, parts: Sequence[float]) -> float | None:
    rule = RULES.get(line.rule_set or "")
    try:
        return rule(parts) if rule else None
    except RuleError:
        return None
