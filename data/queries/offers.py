"""Which indicators have a figure in which regions? What one may choose to compare, and will see something of."""

from __future__ import annotations

from data.catalog.models import Catalogue, Indicator
from data.domain.entitas import Kode
from data.domain.indicator import Offers, OffersQuery, SeriesQuery
from data.domain.provenance import Moment
from data.queries.many import read_many
from data.queries.series import find_indicator, read_series
from data.warehouse.reader import Reader


def read_offers(reader: Reader, catalogue: Catalogue, query: OffersQuery, moment: Moment) -> Offers:
    """Read by indicator or by region, whichever are fewer. Raises UnknownError for an indicator nobody declared."""
    names = query.indicators or tuple(catalogue.indicators)
    indicators = [find_indicator(catalogue, name) for name in names]
    if len(indicators) > len(query.entitas):
        by_kode = {kode: _in_region(reader, catalogue, indicators, kode, moment) for kode in query.entitas}
        return Offers({name: tuple(kode for kode in query.entitas if name in by_kode[kode]) for name in names})
    return Offers({name: _of_indicator(reader, catalogue, name, query.entitas, moment) for name in names})


def _in_region(
    reader: Reader, catalogue: Catalogue, indicators: list[Indicator], kode: Kode, moment: Moment
) -> frozenset[str]:
    found = read_many(reader, catalogue, indicators, kode, moment)
    return frozenset(name for name, series in found.items() if series.newest is not None)


def _of_indicator(
    reader: Reader, catalogue: Catalogue, name: str, kodes: tuple[Kode, ...], moment: Moment
) -> tuple[Kode, ...]:
    series = read_series(reader, catalogue, SeriesQuery(name, kodes), moment).series
    return tuple(one.entitas for one in series if one.newest is not None)
