"""Which of all indicators of a region need attention, and why? Three statements, however many indicators there are."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date

from data.catalog.models import Catalogue, Indicator
from data.domain.attention import (
    BOTTOM_SHARE,
    Attention,
    AttentionQuery,
    Concern,
    LateFigure,
    People,
    Severity,
    rank_of,
)
from data.domain.freshness import freshness
from data.domain.indicator import Direction, Kind, Line, Series, Status, Target
from data.domain.periode import end_on
from data.domain.provenance import Moment
from data.queries.judgement import age_of, change_of, judge_status, shortfall_of, status_of, target_for
from data.queries.many import read_many
from data.queries.placing import Placing, read_placings
from data.warehouse.reader import Reader

_MISSED = (Status.NEAR, Status.OFF)


def datasets_of_all(catalogue: Catalogue, _query: object) -> tuple[str, ...]:
    """Every dataset there is: an answer over all indicators changes with any of them."""
    return tuple(catalogue.sources)


def asked_indicators(catalogue: Catalogue) -> list[Indicator]:
    """All but those that work out a published index once more: they would put the same number on the list twice."""
    return [indicator for indicator in catalogue.indicators.values() if indicator.kind is not Kind.RULE]


def read_attention(reader: Reader, catalogue: Catalogue, query: AttentionQuery, moment: Moment) -> Attention:
    """The list, gravest first, and what is late, longest first."""
    indicators = asked_indicators(catalogue)
    series = read_many(reader, catalogue, indicators, query.entitas, moment)
    loaded = [indicator for indicator in indicators if series[indicator.id].newest is not None]
    placings = read_placings(reader, loaded, series, query.entitas, moment)
    targets = {one.id: _target(catalogue, one, series[one.id]) for one in indicators}
    found = [_concern(catalogue, one, series, targets[one.id], placings.get(one.id), moment) for one in loaded]
    late = _late(catalogue, loaded, series, moment)
    sources = _sources(catalogue, loaded, series, moment)
    return Attention(
        entries=tuple(sorted((one for one in found if one is not None), key=rank_of)),
        indicators=len(indicators),
        loaded=len(loaded),
        with_target=sum(target is not None for target in targets.values()),
        on_target=sum(_is_on_target(one, series[one.id], targets[one.id]) for one in loaded),
        late=tuple(late),
        sources=len(sources),
        sources_late=sum(sources.values()),
    )


def _target(catalogue: Catalogue, indicator: Indicator, series: Series) -> Target | None:
    return target_for(catalogue, indicator, series.entitas, series.newest[1].periode if series.newest else "")


def _is_on_target(indicator: Indicator, series: Series, target: Target | None) -> bool:
    return series.newest is not None and judge_status(indicator, series.newest[1], target) is Status.ON_TARGET


def _concern(
    catalogue: Catalogue,
    indicator: Indicator,
    all_series: Mapping[str, Series],
    target: Target | None,
    placing: Placing | None,
    moment: Moment,
) -> Concern | None:
    series = all_series[indicator.id]
    if series.newest is None or series.newest[1].value is None:
        return None
    line, reading = series.newest
    change, since = change_of(series, line, reading)
    is_worse = change is not None and _is_against(change, indicator.direction)
    severity = _severity(judge_status(indicator, reading, target), placing, is_worse=is_worse)
    if severity is None:
        return None
    blank = Concern(
        indicator=indicator.id,
        severity=severity,
        periode=reading.periode,
        line=line.label if len(indicator.lines) > 1 else "",
        value=series.newest[1].value,
        state=reading.state,
        is_simulated=reading.is_simulated,
        target=target,
        place=placing.place if placing else None,
        place_expected=placing.expected if placing else 0,
        freshness=age_of(catalogue, indicator, reading, moment),
        people=_people(indicator, all_series),
    )
    moved = replace(blank, change=change, change_from=since, change_ratio=_relative(change, blank.value))
    told = moved if is_worse else blank
    return _with_gap(told, indicator, line, moment.as_of) if severity in (Severity.OFF, Severity.NEAR) else told


def _with_gap(concern: Concern, indicator: Indicator, line: Line, as_of: date) -> Concern:
    gap = shortfall_of(indicator, concern.value, concern.target)
    red_since = _red_since(indicator, line, concern.target)
    days_red = max(0, (as_of - red_since).days) if red_since else 0
    return replace(concern, gap=gap, gap_ratio=_gap_ratio(gap, concern.target), red_since=red_since, days_red=days_red)


def _severity(status: Status, placing: Placing | None, *, is_worse: bool) -> Severity | None:
    if status in _MISSED:
        return Severity.OFF if status is Status.OFF else Severity.NEAR
    if is_worse:
        return Severity.WORSENING
    is_last = placing is not None and placing.place > BOTTOM_SHARE * placing.expected
    return Severity.BOTTOM if is_last else None


def _is_against(change: float, direction: Direction) -> bool:
    return change < 0 if direction is Direction.UP else change > 0 if direction is Direction.DOWN else False


def _relative(change: float | None, value: float) -> float:
    """A change as a share of the value before; of a value that was zero it counts whole."""
    if change is None:
        return 0.0
    before = abs(value - change)
    return abs(change) / before if before else 1.0


def _gap_ratio(gap: float | None, target: Target | None) -> float | None:
    if gap is None or target is None:
        return None
    way = abs(target.value - target.baseline.value) if target.baseline else 0.0
    span = way or abs(target.value)
    return gap / span if span else gap


def _red_since(indicator: Indicator, line: Line, target: Target | None) -> date | None:
    """End of the first period of the newest run off target, but no day before the target was set."""
    first: date | None = None
    for reading in reversed([r for r in line.readings if r.value is not None]):
        if status_of(indicator, reading.value, target) not in _MISSED:
            break
        first = end_on(reading.periode)
    set_on = target.dated_on if target else None
    return max(first, set_on) if first and set_on else first


def _people(indicator: Indicator, series: Mapping[str, Series]) -> People | None:
    counted = series.get(indicator.people or "")
    if counted is None or counted.newest is None or counted.newest[1].value is None:
        return None
    return People(counted.indicator, counted.newest[1].value, counted.newest[1].periode)


def _late(
    catalogue: Catalogue, loaded: Iterable[Indicator], series: Mapping[str, Series], moment: Moment
) -> Sequence[LateFigure]:
    ages = [
        LateFigure(one.id, age_of(catalogue, one, newest[1], moment))
        for one in loaded
        if (newest := series[one.id].newest)
    ]
    return sorted((one for one in ages if one.freshness.is_late), key=lambda o: (-o.freshness.days_late, o.indicator))


def _sources(
    catalogue: Catalogue, loaded: Iterable[Indicator], series: Mapping[str, Series], moment: Moment
) -> dict[str, bool]:
    """Each dataset behind a newest value, and whether its own newest period is late."""
    newest: dict[str, str] = {}
    for indicator in loaded:
        found = series[indicator.id].newest
        if found is not None:
            dataset = found[1].dataset
            newest[dataset] = max(newest.get(dataset, ""), found[1].periode)
    declared = catalogue.sources
    return {
        name: freshness(periode, declared[name].cadence, declared[name].due_days, moment.as_of).is_late
        for name, periode in newest.items()
    }
