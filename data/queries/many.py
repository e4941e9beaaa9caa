"""How do all these indicators stand in one region? One statement, however many: a list must not cost a query each."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from data.catalog.models import Catalogue, Indicator
from data.domain.entitas import Kode
from data.domain.indicator import Series, SeriesQuery
from data.domain.provenance import CellKey, Moment
from data.queries.cells import Part, Slot, is_summed, publications
from data.queries.lines import needed_measures
from data.queries.places import read_places
from data.queries.series import mark_newest, read_series, series_of
from data.warehouse.reader import Reader

Place = tuple[str, Slot]
"""An indicator's id, and where in its parts a cell belongs."""


def read_many(
    reader: Reader, catalogue: Catalogue, indicators: Sequence[Indicator], kode: Kode, moment: Moment
) -> dict[str, Series]:
    """Each indicator's series of the region by its id, as `read_series` gives it but for former values.

    One statement for all whose value is stored; one more for each row of cells that has to be summed.
    """
    stored = [indicator for indicator in indicators if not is_summed(indicator, kode)]
    places = read_places(reader, moment.version_of("wilayah") and moment.version)
    parts = _parts(reader, stored, kode, moment.version)
    found: dict[str, Series] = {}
    for indicator in indicators:
        if indicator.id in parts:
            series = series_of(catalogue, indicator, kode, parts[indicator.id], {}, places)
            found[indicator.id] = mark_newest(catalogue, series, moment)
        else:
            found[indicator.id] = read_series(reader, catalogue, SeriesQuery(indicator.id, (kode,)), moment).series[0]
    return found


def _parts(
    reader: Reader, indicators: Sequence[Indicator], kode: Kode, version: int
) -> Mapping[str, Mapping[Slot, dict[str, Part]]]:
    index: dict[str, dict[Slot, dict[str, Part]]] = {indicator.id: {} for indicator in indicators}
    wanted = _wanted(indicators, kode)
    for cell in reader.cells(list(wanted), version) if wanted else ():
        for indicator_id, slot in wanted[cell.key]:
            index[indicator_id].setdefault(slot, {})[cell.periode] = Part(cell.value, cell.state, (cell,), None)
    return index


def _wanted(indicators: Iterable[Indicator], kode: Kode) -> dict[CellKey, list[Place]]:
    """Two indicators may read the same row of cells, and two lines of one as well."""
    found: dict[CellKey, list[Place]] = {}
    for indicator in indicators:
        for line in indicator.lines:
            for measure in needed_measures(indicator, line):
                for dataset, varian in publications(line):
                    key = CellKey(dataset, measure.measure, measure.rincian, varian, kode)
                    found.setdefault(key, []).append((indicator.id, (kode, line.id, dataset, varian, measure)))
    return found
