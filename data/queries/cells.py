"""Which parts of a line's value are in the warehouse, for one publication and region?"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from data.catalog.models import Indicator, LineSpec, Measure
from data.domain.entitas import Kode, Level, level_of
from data.domain.indicator import Kind, State
from data.domain.provenance import Cell, CellKey
from data.warehouse.reader import Reader

_DOTS = {Level.KABUPATEN: 1, Level.KECAMATAN: 2, Level.DESA: 3}


@dataclass(frozen=True, slots=True)
class Part:
    """One measure of one region and period, summed where asked above its grain; `reporting` counts what was summed."""

    value: float | None
    state: State
    cells: tuple[Cell, ...]
    reporting: int | None


PartIndex = Mapping[tuple[Kode, str, str, Measure], Mapping[str, Part]]


def grain_dots(indicator: Indicator) -> int:
    """Dots in the codes of the level the rows are stored at: the deepest declared one."""
    return max(_DOTS.get(level, 0) for level in indicator.levels)


def is_summed(indicator: Indicator, kode: Kode) -> bool:
    """True when the region lies above the rows' grain and its value is a sum. Published figures are never summed."""
    has_parts = indicator.kind in (Kind.RATIO, Kind.TOTAL)
    return has_parts and _DOTS.get(level_of(kode), 0) < grain_dots(indicator)


def read_parts(
    reader: Reader,
    indicator: Indicator,
    wanted: Sequence[tuple[LineSpec, Measure]],
    kodes: Sequence[Kode],
    version: int,
) -> PartIndex:
    """(region, dataset, varian, measure) -> period -> Part, in one query for all regions that need no sum."""
    index: dict[tuple[Kode, str, str, Measure], dict[str, Part]] = {}
    for kode in kodes:
        if is_summed(indicator, kode):
            _add_sums(reader, indicator, wanted, kode, version, index)
    plain = [kode for kode in kodes if not is_summed(indicator, kode)]
    for cell in reader.cells(list(_keys(wanted, plain)), version):
        measure = Measure(measure=cell.key.measure, rincian=cell.key.rincian)
        slot = index.setdefault((cell.key.entitas, cell.key.dataset, cell.key.varian, measure), {})
        slot[cell.periode] = Part(cell.value, cell.state, (cell,), None)
    return index


def _keys(wanted: Iterable[tuple[LineSpec, Measure]], kodes: Sequence[Kode]) -> Iterable[CellKey]:
    found = {
        CellKey(source.dataset, measure.measure, measure.rincian, varian, kode)
        for line, measure in wanted
        for source in line.sources
        for varian in source.varian
        for kode in kodes
    }
    return sorted(found, key=lambda k: (k.dataset, k.measure, k.rincian, k.varian, k.entitas))


def _add_sums(
    reader: Reader,
    indicator: Indicator,
    wanted: Sequence[tuple[LineSpec, Measure]],
    kode: Kode,
    version: int,
    index: dict[tuple[Kode, str, str, Measure], dict[str, Part]],
) -> None:
    for line, measure in wanted:
        for source in line.sources:
            for varian in source.varian:
                cells = reader.cells_below(
                    source.dataset, measure.measure, measure.rincian, varian, kode, grain_dots(indicator), version
                )
                index[kode, source.dataset, varian, measure] = sum_by_periode(cells)


def sum_by_periode(cells: Iterable[Cell]) -> dict[str, Part]:
    """Cells of many regions -> period -> their sum; what was not reported is left out and not counted."""
    by_periode: dict[str, list[Cell]] = {}
    for cell in cells:
        by_periode.setdefault(cell.periode, []).append(cell)
    return {periode: _sum(found) for periode, found in by_periode.items()}


def _sum(cells: list[Cell]) -> Part:
    values = [cell.value for cell in cells if cell.value is not None]
    if not values:
        return Part(None, State.NOT_REPORTED, tuple(cells), 0)
    return Part(sum(values), State.VALUE, tuple(cells), len(values))
