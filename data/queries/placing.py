"""Where does a region stand among its siblings in each of many indicators? One statement for all."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from data.catalog.models import Indicator, LineSpec, Measure
from data.domain.entitas import Kode
from data.domain.indicator import Direction, Series
from data.domain.provenance import Moment
from data.queries.cells import is_summed, publications
from data.queries.lines import combine, needed_measures
from data.queries.places import read_places, siblings_of
from data.warehouse.reader import Reader

Row = tuple[str, str, str, str, str]
"""dataset, measure, rincian, varian, periode"""


@dataclass(frozen=True, slots=True)
class Placing:
    """The place among `expected` siblings, all of which have a value; 1 is best, equal values share the better one."""

    place: int
    expected: int


def read_placings(
    reader: Reader, indicators: Sequence[Indicator], series: Mapping[str, Series], kode: Kode, moment: Moment
) -> dict[str, Placing]:
    """By indicator id; none for a mere count, a sum, without a direction, or while a sibling has no value."""
    places = read_places(reader, moment.version_of("wilayah") and moment.version)
    siblings = siblings_of(places, kode)
    asked = {one.id: at for one in indicators if _has_place(one, kode) and (at := _newest(one, series[one.id]))}
    rows = sorted({row for line, periode in asked.values() for row in _rows(line, periode)})
    cells: dict[Row, dict[Kode, float]] = {}
    for cell in reader.cells_among(rows, siblings, moment.version):
        key = cell.key
        if cell.value is not None:
            row = (key.dataset, key.measure, key.rincian, key.varian, cell.periode)
            cells.setdefault(row, {})[key.entitas] = cell.value
    found: dict[str, Placing] = {}
    for one in indicators:
        if one.id in asked:
            values = _values(one, *asked[one.id], siblings, cells)
            if len(values) == len(siblings) > 1:
                found[one.id] = Placing(_place(values, kode, one.direction), len(siblings))
    return found


def _has_place(indicator: Indicator, kode: Kode) -> bool:
    return indicator.direction is not Direction.NONE and not indicator.is_count and not is_summed(indicator, kode)


def _newest(indicator: Indicator, series: Series) -> tuple[LineSpec, str] | None:
    if series.newest is None:
        return None
    line, reading = series.newest
    return next(spec for spec in indicator.lines if spec.id == line.id), reading.periode


def _rows(line: LineSpec, periode: str) -> Iterator[Row]:
    parts = (line.measure, line.numerator, line.denominator, *line.inputs)
    for dataset, varian in publications(line):
        for part in parts:
            if part is not None:
                yield _row(dataset, varian, part, periode)


def _row(dataset: str, varian: str, measure: Measure, periode: str) -> Row:
    return dataset, measure.measure, measure.rincian, varian, periode


def _values(
    indicator: Indicator,
    line: LineSpec,
    periode: str,
    siblings: Sequence[Kode],
    cells: Mapping[Row, Mapping[Kode, float]],
) -> dict[Kode, float]:
    """Each sibling's value by the best authority that has one."""
    found: dict[Kode, float] = {}
    for dataset, varian in publications(line):
        parts = [cells.get(_row(dataset, varian, one, periode), {}) for one in needed_measures(indicator, line)]
        for kode in siblings:
            value = combine(indicator, line, [part.get(kode) for part in parts])
            if value is not None:
                found.setdefault(kode, value)
    return found


def _place(values: Mapping[Kode, float], kode: Kode, direction: Direction) -> int:
    sign = -1 if direction is Direction.DOWN else 1
    own = sign * values[kode]
    return 1 + sum(sign * value > own for value in values.values())
