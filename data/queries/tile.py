"""What does the KPI tile of an indicator say?"""

from __future__ import annotations

from data.catalog.models import Catalogue, Indicator
from data.domain.entitas import Kode, Level, level_of
from data.domain.freshness import freshness
from data.domain.indicator import (
    Comparator,
    Direction,
    Freshness,
    Line,
    Reading,
    Series,
    SeriesQuery,
    State,
    Status,
    Target,
    Tile,
    TileQuery,
)
from data.domain.provenance import Moment
from data.queries.predicate import predicate_of
from data.queries.ranking import rank_among
from data.queries.series import find_indicator, read_series
from data.warehouse.reader import Reader


def read_tile(reader: Reader, catalogue: Catalogue, query: TileQuery, moment: Moment) -> Tile:
    """The newest reading with its change, target, age, comparators at the same period and method, and place."""
    indicator = find_indicator(catalogue, query.indicator)
    asked = SeriesQuery(indicator.id, (query.entitas, *query.comparators))
    own, *others = read_series(reader, catalogue, asked, moment).series
    line, reading = own.newest or (own.lines[-1], _nothing(indicator))
    ranking = rank_among(reader, catalogue, own, None, moment)
    change, change_from = _change(own, line, reading)
    target = _target(catalogue, indicator, query.entitas, reading.periode)
    return Tile(
        indicator=indicator.id,
        entitas=query.entitas,
        reading=reading,
        line=line,
        change=change,
        change_from=change_from,
        predicate=predicate_of(catalogue, indicator, line.id, reading.value),
        status=status_of(indicator, reading.value, target),
        target=target,
        freshness=_freshness(catalogue, indicator, reading, moment),
        comparators=tuple(_comparator(indicator, one, line, reading.periode) for one in others),
        place=ranking.place,
        place_expected=ranking.expected,
        place_reporting=len(ranking.rows),
    )


def status_of(indicator: Indicator, value: float | None, target: Target | None) -> Status:
    """Value against target, unrounded. NEAR: off by no more than the declared share of the target."""
    if value is None or target is None or indicator.direction is Direction.NONE:
        return Status.NONE
    sign = 1 if indicator.direction is Direction.UP else -1
    shortfall = sign * (target.value - value)
    if shortfall <= 0:
        return Status.ON_TARGET
    return Status.NEAR if shortfall <= indicator.tolerance_ratio * abs(target.value) else Status.OFF


def _nothing(indicator: Indicator) -> Reading:
    dataset = next((source.dataset for line in indicator.lines for source in line.sources), "")
    return Reading("", None, State.NOT_REPORTED, dataset, "", None, 0)


def _change(own: Series, line: Line, reading: Reading) -> tuple[float | None, str | None]:
    """Against the period before on the same line; (None, period) when the earlier value was made by another method."""
    if reading.value is None:
        return None, None
    before = [r for r in line.readings if r.periode < reading.periode and r.value is not None]
    if before and before[-1].value is not None:
        return reading.value - before[-1].value, before[-1].periode
    elsewhere = [
        r.periode for one in own.lines for r in one.readings if r.periode < reading.periode and r.value is not None
    ]
    return None, max(elsewhere, default=None)


def _target(catalogue: Catalogue, indicator: Indicator, kode: Kode, periode: str) -> Target | None:
    """The target of the same period, else of the next one to come, else the last that was set."""
    found = sorted(
        (
            Target(row.periode, row.value, targets.legal_basis)
            for targets in catalogue.targets.values()
            for row in targets.targets
            if row.indicator == indicator.id and row.entitas == kode
        ),
        key=lambda target: target.periode,
    )
    ahead = [target for target in found if target.periode >= periode]
    return ahead[0] if ahead else (found[-1] if found else None)


def _freshness(catalogue: Catalogue, indicator: Indicator, reading: Reading, moment: Moment) -> Freshness:
    source = catalogue.sources.get(reading.dataset) or catalogue.sources[indicator.datasets[0]]
    return freshness(reading.periode or None, source.cadence, source.due_days, moment.as_of)


def _comparator(indicator: Indicator, series: Series, line: Line, periode: str) -> Comparator:
    same_line = next((one for one in series.lines if one.id == line.id), None)
    readings = same_line.readings if same_line else ()
    value = next((r.value for r in readings if r.periode == periode), None)
    return Comparator(series.entitas, comparator_label(indicator, series), value, periode)


def comparator_label(indicator: Indicator, series: Series) -> str:
    """Name of a comparator, with the declared prefix where the figure is an agency's own (Pemprov Jawa Tengah)."""
    prefix = indicator.place_prefix.get(Level(level_of(series.entitas)), "")
    return f"{prefix} {series.nama}".strip()
