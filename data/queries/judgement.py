"""How is a value judged: against its target, against the period before, by its age?"""

from __future__ import annotations

from data.catalog.models import Catalogue, Indicator
from data.domain.entitas import Kode
from data.domain.freshness import freshness
from data.domain.indicator import Direction, Freshness, Line, Reading, Series, State, Status, Target
from data.domain.periode import is_alike
from data.domain.provenance import Moment
from data.queries.context import targets_of

_UNSURE = (State.STALE, State.HELD)


def status_of(indicator: Indicator, value: float | None, target: Target | None) -> Status:
    """Value against target, unrounded. NEAR: off by no more than the declared share of the target."""
    shortfall = shortfall_of(indicator, value, target)
    if shortfall is None or target is None:
        return Status.NONE
    if shortfall <= 0:
        return Status.ON_TARGET
    return Status.NEAR if shortfall <= indicator.tolerance_ratio * abs(target.value) else Status.OFF


def judge_status(indicator: Indicator, reading: Reading, target: Target | None) -> Status:
    """`status_of`, but nothing late, held or half reported is called on target: a missing figure must not look good."""
    status = status_of(indicator, reading.value, target)
    is_partial = (reading.reporting or 0) < (reading.expected or 0)
    is_sure = reading.state not in _UNSURE and not is_partial
    return status if is_sure or status is not Status.ON_TARGET else Status.NONE


def shortfall_of(indicator: Indicator, value: float | None, target: Target | None) -> float | None:
    """How far the value is on the wrong side of the target (negative: beyond it); None where that means nothing."""
    if value is None or target is None or indicator.direction is Direction.NONE:
        return None
    return target.value - value if indicator.direction is Direction.UP else value - target.value


def change_of(own: Series, line: Line, reading: Reading) -> tuple[float | None, str | None]:
    """Against the newest comparable period before on the same line: the period before, for a day the same weekday.

    (None, period) when every earlier value was made by another method.
    """
    if reading.value is None:
        return None, None
    before = [r for r in line.readings if r.periode < reading.periode and r.value is not None]
    if before:
        alike = next((r for r in reversed(before) if is_alike(r.periode, reading.periode)), None)
        return (reading.value - (alike.value or 0.0), alike.periode) if alike else (None, None)
    elsewhere = [
        r.periode for one in own.lines for r in one.readings if r.periode < reading.periode and r.value is not None
    ]
    return None, max(elsewhere, default=None)


def target_for(catalogue: Catalogue, indicator: Indicator, kode: Kode, periode: str) -> Target | None:
    """The target of the same period, else of the next one to come, else the last; the word that was said last holds."""
    found = targets_of(catalogue, indicator.id, kode)
    at = min((one.periode for one in found if one.periode >= periode), default=found[-1].periode if found else "")
    return next((one for one in reversed(found) if one.periode == at), None)


def age_of(catalogue: Catalogue, indicator: Indicator, reading: Reading, moment: Moment) -> Freshness:
    """The age of an indicator's newest reading, by the cadence of the source it came from."""
    source = catalogue.sources.get(reading.dataset) or catalogue.sources[indicator.datasets[0]]
    return freshness(reading.periode or None, source.cadence, source.due_days, moment.as_of)
