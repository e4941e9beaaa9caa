"""Which parts of a line's value are in the warehouse, for one publication and region?"""

from __future__ import annotations

import math
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from data.catalog.models import Indicator, LineSpec, Measure
from data.domain.entitas import Kode, Level, level_of
from data.domain.indicator import Kind, State
from data.domain.provenance import Cell, CellKey
from data.warehouse.reader import Reader

DOTS = {Level.KABUPATEN: 1, Level.KECAMATAN: 2, Level.DESA: 3}


@dataclass(frozen=True, slots=True)
class Part:
    """One measure of one region and period, summed where asked above its grain.

    `reporting` counts the regions that were summed: those that reported every measure of the line.
    """

    value: float | None
    state: State
    cells: tuple[Cell, ...]
    reporting: int | None


Slot = tuple[Kode, str, str, str, Measure]
PartIndex = Mapping[Slot, Mapping[str, Part]]


def grain_dots(indicator: Indicator) -> int:
    """Dots in the codes of the level the rows are stored at: the deepest declared one."""
    return max(DOTS.get(level, 0) for level in indicator.levels)


def is_summed(indicator: Indicator, kode: Kode) -> bool:
    """True when the region lies above the rows' grain and its value is a sum. Published figures are never summed."""
    has_parts = indicator.kind in (Kind.RATIO, Kind.TOTAL)
    return has_parts and DOTS.get(level_of(kode), 0) < grain_dots(indicator)


def read_parts(
    reader: Reader,
    indicator: Indicator,
    wanted: Sequence[tuple[LineSpec, Measure]],
    kodes: Sequence[Kode],
    version: int,
) -> PartIndex:
    """(region, line, dataset, varian, measure) -> period -> Part, in one query for all regions that need no sum."""
    index: dict[Slot, dict[str, Part]] = {}
    for kode in kodes:
        if is_summed(indicator, kode):
            _add_sums(reader, indicator, wanted, kode, version, index)
    plain = [kode for kode in kodes if not is_summed(indicator, kode)]
    slots = _slots(wanted, plain)
    for cell in reader.cells(list(slots), version):
        for slot in slots[cell.key]:
            index.setdefault(slot, {})[cell.periode] = Part(cell.value, cell.state, (cell,), None)
    return index


def read_parts_below(
    reader: Reader,
    indicator: Indicator,
    wanted: Sequence[tuple[LineSpec, Measure]],
    kodes: Sequence[Kode],
    induk: Kode,
    version: int,
) -> PartIndex:
    """`read_parts` for all regions of one level below `induk`: one query for each row of cells, not for each region."""
    dots = kodes[0].count(".")
    has_sums = is_summed(indicator, kodes[0])
    grain = grain_dots(indicator) if has_sums else dots
    index: dict[Slot, dict[str, Part]] = {}
    for line in {line.id: line for line, _ in wanted}.values():
        measures = [measure for each, measure in wanted if each.id == line.id]
        for dataset, varian in publications(line):
            found = [reader.cells_below(dataset, m.measure, m.rincian, varian, induk, grain, version) for m in measures]
            by_kode = [_by_kode(cells, dots) for cells in found]
            for kode in kodes:
                cells = [one.get(kode, []) for one in by_kode]
                periods = sums_by_periode(cells) if has_sums else [_plain(each) for each in cells]
                for measure, parts in zip(measures, periods, strict=True):
                    index[kode, line.id, dataset, varian, measure] = parts
    return index


def _by_kode(cells: Iterable[Cell], dots: int) -> dict[Kode, list[Cell]]:
    """Cells by the region of the level with `dots` dots that they lie in."""
    found: dict[Kode, list[Cell]] = {}
    for cell in cells:
        kode = Kode(".".join(cell.key.entitas.split(".")[: dots + 1]))
        found.setdefault(kode, []).append(cell)
    return found


def _plain(cells: Iterable[Cell]) -> dict[str, Part]:
    return {cell.periode: Part(cell.value, cell.state, (cell,), None) for cell in cells}


def _slots(wanted: Iterable[tuple[LineSpec, Measure]], kodes: Sequence[Kode]) -> dict[CellKey, list[Slot]]:
    """Two lines may read the same row of cells, each for its own periods."""
    found: dict[CellKey, list[Slot]] = {}
    for line, measure in wanted:
        for dataset, varian in publications(line):
            for kode in kodes:
                key = CellKey(dataset, measure.measure, measure.rincian, varian, kode)
                found.setdefault(key, []).append((kode, line.id, dataset, varian, measure))
    return found


def publications(line: LineSpec) -> list[tuple[str, str]]:
    """(dataset, varian) in the order of authority, best first."""
    return [(source.dataset, varian) for source in line.sources for varian in source.varian]


def _add_sums(
    reader: Reader,
    indicator: Indicator,
    wanted: Sequence[tuple[LineSpec, Measure]],
    kode: Kode,
    version: int,
    index: dict[Slot, dict[str, Part]],
) -> None:
    dots = grain_dots(indicator)
    for line in {line.id: line for line, _ in wanted}.values():
        measures = [measure for each, measure in wanted if each.id == line.id]
        for dataset, varian in publications(line):
            found = [reader.cells_below(dataset, m.measure, m.rincian, varian, kode, dots, version) for m in measures]
            for measure, sums in zip(measures, sums_by_periode(found), strict=True):
                index[kode, line.id, dataset, varian, measure] = sums


def sums_by_periode(parts: Sequence[Sequence[Cell]]) -> list[dict[str, Part]]:
    """The cells of each measure, many regions each -> for each measure period -> sum.

    A region counts where it reported every measure: a numerator without its denominator, or the other way round, would
    be taken for zero in the ratio.
    """
    reported = [{(cell.key.entitas, cell.periode) for cell in cells if cell.value is not None} for cells in parts]
    whole = set.intersection(*reported)
    return [_sums(cells, whole) for cells in parts]


def _sums(cells: Iterable[Cell], whole: Collection[tuple[Kode, str]]) -> dict[str, Part]:
    by_periode: dict[str, list[Cell]] = {}
    for cell in cells:
        by_periode.setdefault(cell.periode, []).append(cell)
    return {periode: _sum(found, whole) for periode, found in by_periode.items()}


def _sum(cells: list[Cell], whole: Collection[tuple[Kode, str]]) -> Part:
    values = [c.value for c in cells if c.value is not None and (c.key.entitas, c.periode) in whole]
    if values:
        return Part(math.fsum(values), State.VALUE, tuple(cells), len(values))
    is_suppressed = any(cell.state is State.SUPPRESSED for cell in cells)
    return Part(None, State.SUPPRESSED if is_suppressed else State.NOT_REPORTED, tuple(cells), 0)
