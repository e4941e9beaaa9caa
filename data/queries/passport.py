"""Which rows, file, run and former values stand behind an indicator in a region?"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from data.catalog.models import Catalogue, Indicator, LineSpec, Measure
from data.domain.entitas import Kode
from data.domain.indicator import Former
from data.domain.provenance import Cell, CellKey, Moment, Passport, PassportQuery, PassportRow, SnapshotFact
from data.queries.cells import publications, read_parts
from data.queries.lines import is_in_force, needed_measures
from data.queries.places import name_of, read_places
from data.queries.series import find_indicator
from data.warehouse.reader import Reader


def read_passport(reader: Reader, catalogue: Catalogue, query: PassportQuery, moment: Moment) -> Passport:
    """Every cell behind the indicator, newest period first, best authority first within a period."""
    indicator = find_indicator(catalogue, query.indicator)
    cells = _cells_by_line(reader, indicator, query.entitas, moment.version)
    facts = {fact.id: fact for fact in reader.snapshots(sorted({cell.snapshot for _, cell in cells}))}
    former = _former(reader, cells, moment.version)
    words = _words(reader, catalogue, indicator, query.entitas, moment.version)
    seen: set[tuple[str, str, str, str]] = set()
    rows = []
    for line, cell in cells:
        mark = (line.id, cell.key.measure, cell.key.rincian, cell.periode)
        is_first = mark not in seen and cell.value is not None
        seen |= {mark} if is_first else set()
        told = words.get((cell.key.dataset, cell.key.varian, cell.periode), "")
        row = _row(catalogue, line, cell, facts[cell.snapshot], former.get(id(cell), ()), is_first)
        rows.append(replace(row, part=_part_of(catalogue, indicator, line, cell), printed=told))
    rows.sort(key=lambda row: row.periode, reverse=True)
    runs = [reader.run_of_version(d, moment.version_of(d)) for d in indicator.datasets if moment.version_of(d)]
    places = read_places(reader, moment.version_of("wilayah") and moment.version)
    return Passport(
        indicator.id, query.entitas, name_of(places, query.entitas), tuple(rows), tuple(run for run in runs if run)
    )


def _cells_by_line(reader: Reader, indicator: Indicator, kode: Kode, version: int) -> list[tuple[LineSpec, Cell]]:
    found: list[tuple[LineSpec, Cell]] = []
    for line in indicator.lines:
        wanted = [(line, measure) for measure in needed_measures(indicator, line)]
        parts = read_parts(reader, indicator, wanted, (kode,), version)
        for source in line.sources:
            for varian in source.varian:
                for _, measure in wanted:
                    slot = parts.get((kode, line.id, source.dataset, varian, measure), {})
                    cells = [cell for part in slot.values() for cell in part.cells]
                    found.extend((line, cell) for cell in cells if is_in_force(line, cell.periode))
    return found


def _part_of(catalogue: Catalogue, indicator: Indicator, line: LineSpec, cell: Cell) -> str:
    """Which of several measures a cell holds, by the name of the indicator that publishes it."""
    if len(needed_measures(indicator, line)) < 2:
        return ""
    wanted = Measure(measure=cell.key.measure, rincian=cell.key.rincian)
    named = (one.short_title or one.title for one in catalogue.indicators.values() if _publishes(one, wanted))
    return next(named, f"{cell.key.measure} {cell.key.rincian}".strip())


def _publishes(indicator: Indicator, measure: Measure) -> bool:
    return any(line.measure == measure for line in indicator.lines)


def _words(
    reader: Reader, catalogue: Catalogue, indicator: Indicator, kode: Kode, version: int
) -> dict[tuple[str, str, str], str]:
    """(dataset, varian, periode) -> what the publication calls the value."""
    told = {
        CellKey(dataset, line.printed.measure, line.printed.rincian, varian, kode): words
        for line in indicator.lines
        if line.printed is not None
        for dataset, varian in publications(line)
        if (words := catalogue.sources[dataset].words_of(line.printed))
    }
    cells = reader.cells(list(told), version) if told else []
    return {
        (cell.key.dataset, cell.key.varian, cell.periode): told[cell.key][int(cell.value) - 1]
        for cell in cells
        if cell.value is not None
    }


def _former(reader: Reader, cells: list[tuple[LineSpec, Cell]], version: int) -> Mapping[int, tuple[Former, ...]]:
    keys = sorted({cell.key for _, cell in cells}, key=repr)
    closed = reader.former(keys, version)
    return {
        id(cell): tuple(
            Former(old.value, old.state, old.vintage, old.from_version, old.to_version)
            for old in closed
            if old.key == cell.key and old.periode == cell.periode and old.to_version is not None
        )
        for _, cell in cells
    }


def _row(
    catalogue: Catalogue, line: LineSpec, cell: Cell, fact: SnapshotFact, former: tuple[Former, ...], is_first: bool
) -> PassportRow:
    varian = catalogue.sources[cell.key.dataset].varian_of(cell.key.varian)
    return PassportRow(
        line=line.label,
        periode=cell.periode,
        value=cell.value,
        state=cell.state,
        vintage=cell.vintage,
        dataset=cell.key.dataset,
        varian=cell.key.varian,
        publisher=varian.publisher if varian else cell.key.varian,
        citation=varian.citation if varian else "",
        url=varian.url if varian else "",
        version=cell.from_version,
        is_authoritative=is_first,
        snapshot=fact,
        former=former,
    )
