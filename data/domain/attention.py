"""What needs the executive: indicators off their target, and those that move the wrong way or stand last."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import IntEnum

from data.domain.entitas import Kode
from data.domain.indicator import Freshness, State, Target
from data.domain.query import Query

BOTTOM_SHARE = 0.75


class Severity(IntEnum):
    """Why an indicator is on the list, the gravest first. Only the first two are a status: they need a target."""

    OFF = 1
    NEAR = 2
    WORSENING = 3
    BOTTOM = 4


@dataclass(frozen=True, slots=True)
class AttentionQuery(Query["Attention"]):
    """Which of all indicators of this region need attention, and why?"""

    entitas: Kode


@dataclass(frozen=True, slots=True)
class People:
    """How many people an indicator is about, by the indicator that counts them, in its own unit and period."""

    indicator: str
    value: float
    periode: str


@dataclass(frozen=True, slots=True)
class Concern:
    """One indicator that needs attention, with every fact its reason is told from.

    `gap` is how far the value lies on the wrong side of the target (indicator's unit, positive), `gap_ratio` that gap
    over |target - baseline| (without a baseline over |target|). `red_since`: the end of the first period of the run
    that is off target until now, never before the target was set. `change` is set when it is against the direction.
    """

    indicator: str
    severity: Severity
    periode: str
    line: str
    value: float
    state: State
    is_simulated: bool
    target: Target | None
    place: int | None
    place_expected: int
    freshness: Freshness
    people: People | None = None
    gap: float | None = None
    gap_ratio: float | None = None
    red_since: date | None = None
    days_red: int = 0
    change: float | None = None
    change_from: str | None = None
    change_ratio: float = 0.0


@dataclass(frozen=True, slots=True)
class LateFigure:
    """An indicator whose next figure is due and has not come."""

    indicator: str
    freshness: Freshness


@dataclass(frozen=True, slots=True)
class Attention:
    """Answer to an AttentionQuery: the list, and over what it was made.

    `indicators` are asked about, `loaded` have a value, `with_target` have a target for this region, `on_target` are
    judged to be there. `late` is what is overdue, longest first. `sources` stand behind the newest values.
    """

    entries: tuple[Concern, ...]
    indicators: int
    loaded: int
    with_target: int
    on_target: int
    late: tuple[LateFigure, ...]
    sources: int
    sources_late: int


def rank_of(concern: Concern) -> tuple[int, float, int, int, float, float, str]:
    """Sort key: severity, then gap, then days red; without a target first what is newest, then the bigger change."""
    age = concern.freshness
    years_old = int(age.expected[:4]) - int((age.newest or age.expected)[:4])
    place = concern.place / concern.place_expected if concern.place else 0.0
    return (
        concern.severity,
        -(concern.gap_ratio or 0.0),
        -concern.days_red,
        years_old,
        -concern.change_ratio,
        -place,
        concern.indicator,
    )
