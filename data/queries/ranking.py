"""Where does a region stand among its siblings?"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from data.catalog.models import Catalogue, Indicator, LineSpec
from data.domain.entitas import Entitas, Kode
from data.domain.indicator import Direction, Rank, Ranking, RankingQuery, Series, SeriesQuery
from data.domain.provenance import Moment
from data.queries.cells import is_summed
from data.queries.lines import combine, is_in_force, needed_measures
from data.queries.places import name_of, read_places, siblings_of
from data.queries.series import find_indicator, read_series
from data.warehouse.reader import Reader


def read_ranking(reader: Reader, catalogue: Catalogue, query: RankingQuery, moment: Moment) -> Ranking:
    """Siblings with a value at the period and by the method of the region's newest reading (or of `query.periode`).

    Best first by the declared direction (descending where none is declared). No place unless every sibling has a value:
    a rank among those who happen to report would flatter.
    """
    own = read_series(reader, catalogue, SeriesQuery(query.indicator, (query.entitas,)), moment).series[0]
    return rank_among(reader, catalogue, own, query.periode, moment)


def rank_among(reader: Reader, catalogue: Catalogue, own: Series, periode: str | None, moment: Moment) -> Ranking:
    """`read_ranking` for a region whose series is at hand."""
    indicator = find_indicator(catalogue, own.indicator)
    places = read_places(reader, moment.version_of("wilayah") and moment.version)
    siblings = siblings_of(places, own.entitas) or (own.entitas,)
    line, at = _line_and_periode(indicator, own, periode)
    if line is None:
        return Ranking(indicator.id, "", at, own.entitas, None, len(siblings), ())
    values = _values_at(reader, catalogue, indicator, line, at, siblings, moment)
    rows = _ranked(values, places, indicator.direction)
    place = next((row.place for row in rows if row.entitas == own.entitas), None)
    is_whole = len(rows) == len(siblings) > 1
    return Ranking(indicator.id, line.id, at, own.entitas, place if is_whole else None, len(siblings), tuple(rows))


def _line_and_periode(indicator: Indicator, own: Series, asked: str | None) -> tuple[LineSpec | None, str]:
    """The first line on which the region has a value then; without one, the first that was in force."""
    periode = asked or (own.newest[1].periode if own.newest else "")
    with_value = {line.id for line in own.lines for r in line.readings if r.periode == periode and r.value is not None}
    in_force = [line for line in indicator.lines if periode and line.sources and is_in_force(line, periode)]
    found = [line for line in in_force if line.id in with_value] or in_force
    return (found[0] if found else None), periode


def _values_at(
    reader: Reader,
    catalogue: Catalogue,
    indicator: Indicator,
    line: LineSpec,
    periode: str,
    kodes: Sequence[Kode],
    moment: Moment,
) -> dict[Kode, float]:
    if any(is_summed(indicator, kode) for kode in kodes):
        return _values_of_sums(reader, catalogue, indicator, line, periode, kodes, moment)
    values: dict[Kode, float] = {}
    for source in line.sources:
        for varian in source.varian:
            parts = [
                {
                    cell.key.entitas: cell.value
                    for cell in reader.cells_at(
                        source.dataset, m.measure, m.rincian, varian, periode, kodes, moment.version
                    )
                }
                for m in needed_measures(indicator, line)
            ]
            for kode in kodes:
                value = combine(indicator, line, [part.get(kode) for part in parts])
                if value is not None:
                    values.setdefault(kode, value)
    return values


def _values_of_sums(
    reader: Reader,
    catalogue: Catalogue,
    indicator: Indicator,
    line: LineSpec,
    periode: str,
    kodes: Sequence[Kode],
    moment: Moment,
) -> dict[Kode, float]:
    answer = read_series(reader, catalogue, SeriesQuery(indicator.id, tuple(kodes)), moment)
    return {
        one.entitas: reading.value
        for one in answer.series
        for each in one.lines
        for reading in each.readings
        if each.id == line.id and reading.periode == periode and reading.value is not None
    }


def _ranked(values: Mapping[Kode, float], places: Mapping[Kode, Entitas], direction: Direction) -> list[Rank]:
    sign = 1 if direction is Direction.DOWN else -1
    ordered = sorted(values.items(), key=lambda pair: (sign * pair[1], pair[0]))
    rows: list[Rank] = []
    for position, (kode, value) in enumerate(ordered, start=1):
        is_tied = bool(rows) and rows[-1].value == value
        rows.append(Rank(rows[-1].place if is_tied else position, kode, name_of(places, kode), value))
    return rows
