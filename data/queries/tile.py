"""What does the KPI tile of an indicator say?"""

from __future__ import annotations

from data.catalog.models import Catalogue, Indicator
from data.domain.entitas import Level, level_of
from data.domain.indicator import Comparator, Line, Reading, Series, SeriesQuery, State, Tile, TileQuery
from data.domain.provenance import Moment
from data.queries.judgement import age_of, change_of, judge_status, target_for
from data.queries.predicate import read_predicate
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
    change, change_from = change_of(own, line, reading)
    target = target_for(catalogue, indicator, query.entitas, reading.periode)
    return Tile(
        indicator=indicator.id,
        entitas=query.entitas,
        reading=reading,
        line=line,
        change=change,
        change_from=change_from,
        predicate=read_predicate(reader, catalogue, indicator, line.id, query.entitas, reading, moment.version),
        status=judge_status(indicator, reading, target),
        target=target,
        freshness=age_of(catalogue, indicator, reading, moment),
        comparators=tuple(_comparator(indicator, one, line, reading.periode) for one in others),
        place=ranking.place,
        place_expected=ranking.expected,
        place_reporting=len(ranking.rows),
    )


def _nothing(indicator: Indicator) -> Reading:
    dataset = next((source.dataset for line in indicator.lines for source in line.sources), "")
    return Reading("", None, State.NOT_REPORTED, dataset, "", None, 0)


def _comparator(indicator: Indicator, series: Series, line: Line, periode: str) -> Comparator:
    same_line = next((one for one in series.lines if one.id == line.id), None)
    readings = same_line.readings if same_line else ()
    value = next((r.value for r in readings if r.periode == periode), None)
    return Comparator(series.entitas, comparator_label(indicator, series), value, periode)


def comparator_label(indicator: Indicator, series: Series) -> str:
    """Name of a comparator, with the declared prefix where the figure is an agency's own (Pemprov Jawa Tengah)."""
    prefix = indicator.place_prefix.get(Level(level_of(series.entitas)), "")
    return f"{prefix} {series.nama}".strip()
