"""How did an indicator go, in each of these regions?"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import replace

from data.catalog.models import Catalogue, Indicator, LineSpec
from data.domain.entitas import Entitas, Kode
from data.domain.freshness import freshness
from data.domain.indicator import Former, Line, Other, Reading, Series, SeriesQuery, SeriesSet, State
from data.domain.provenance import CellKey, Moment
from data.errors import UnknownError
from data.queries.cells import Part, PartIndex, grain_dots, is_summed, read_parts
from data.queries.context import events_of, targets_of
from data.queries.lines import combine, is_in_force, needed_measures
from data.queries.places import descendants_of, name_of, read_places
from data.warehouse.reader import Reader

FormerIndex = Mapping[tuple[CellKey, str], tuple[Former, ...]]


def find_indicator(catalogue: Catalogue, indicator_id: str) -> Indicator:
    """The declared indicator. Raises UnknownError that names the id."""
    indicator = catalogue.indicators.get(indicator_id)
    if indicator is None:
        raise UnknownError(f"Indikator '{indicator_id[:40]}' tidak dikenal")
    return indicator


def read_series(reader: Reader, catalogue: Catalogue, query: SeriesQuery, moment: Moment) -> SeriesSet:
    """A Series for each region asked, periods ascending; sums of parts first, divided last.

    The newest value of a region is marked HELD or STALE where its dataset is on hold or late on the moment's day.
    """
    indicator = find_indicator(catalogue, query.indicator)
    wanted = [(line, m) for line in indicator.lines for m in needed_measures(indicator, line)]
    parts = read_parts(reader, indicator, wanted, query.entitas, moment.version)
    former = _read_former(reader, parts, moment.version)
    places = read_places(reader, moment.version_of("wilayah") and moment.version)
    series = [series_of(catalogue, indicator, kode, parts, former, places) for kode in query.entitas]
    targets = targets_of(catalogue, indicator.id, query.entitas[0]) if query.entitas else ()
    marked = tuple(mark_newest(catalogue, one, moment) for one in series)
    return SeriesSet(indicator.id, marked, targets, events_of(catalogue, indicator.id))


def _read_former(reader: Reader, parts: PartIndex, version: int) -> FormerIndex:
    keys = {
        cell.key for slot in parts.values() for part in slot.values() if part.reporting is None for cell in part.cells
    }
    index: dict[tuple[CellKey, str], tuple[Former, ...]] = {}
    for cell in reader.former(sorted(keys, key=repr), version):
        if cell.to_version is not None:
            former = Former(cell.value, cell.state, cell.vintage, cell.from_version, cell.to_version)
            index[cell.key, cell.periode] = (*index.get((cell.key, cell.periode), ()), former)
    return index


def series_of(
    catalogue: Catalogue,
    indicator: Indicator,
    kode: Kode,
    parts: PartIndex,
    former: FormerIndex,
    places: Mapping[Kode, Entitas],
) -> Series:
    """One region's series from the parts that were read."""
    expected = len(descendants_of(places, kode, grain_dots(indicator))) if is_summed(indicator, kode) else None
    lines = [
        Line(line.id, line.label, readings_of(catalogue, indicator, line, kode, parts, former, expected))
        for line in indicator.lines
    ]
    return Series(indicator.id, kode, name_of(places, kode), tuple(lines))


def readings_of(
    catalogue: Catalogue,
    indicator: Indicator,
    line: LineSpec,
    kode: Kode,
    parts: PartIndex,
    former: FormerIndex,
    expected: int | None,
) -> tuple[Reading, ...]:
    """One region on one line, periods ascending; where publications disagree the best authority with a value wins."""
    candidates = _candidates(catalogue, indicator, line, kode, parts, former, expected)
    return tuple(_resolve(indicator, found) for _, found in sorted(candidates.items()))


def _candidates(
    catalogue: Catalogue,
    indicator: Indicator,
    line: LineSpec,
    kode: Kode,
    parts: PartIndex,
    former: FormerIndex,
    expected: int | None,
) -> dict[str, list[Reading]]:
    """Period -> what each publication says, best authority first."""
    found: dict[str, list[Reading]] = {}
    measures = needed_measures(indicator, line)
    for source in line.sources:
        is_simulated = catalogue.sources[source.dataset].is_simulated
        for varian in source.varian:
            slots = [parts.get((kode, line.id, source.dataset, varian, measure), {}) for measure in measures]
            for periode in sorted(set().union(*slots)):
                if is_in_force(line, periode):
                    group = [slot.get(periode) for slot in slots]
                    reading = _reading(indicator, line, periode, group, former)
                    sized = replace(reading, dataset=source.dataset, varian=varian, is_simulated=is_simulated)
                    found.setdefault(periode, []).append(replace(sized, expected=expected))
    return found


def _reading(
    indicator: Indicator, line: LineSpec, periode: str, group: Sequence[Part | None], former: FormerIndex
) -> Reading:
    value = combine(indicator, line, [part.value if part else None for part in group])
    present = [part for part in group if part is not None]
    cells = [cell for part in present for cell in part.cells]
    is_single = len(group) == 1 and len(cells) == 1 and present[0].reporting is None
    return Reading(
        periode=periode,
        value=value,
        state=_state_of(value, present),
        dataset="",
        varian="",
        vintage=max(cell.vintage for cell in cells),
        version=max(cell.from_version for cell in cells),
        reporting=min((part.reporting for part in present if part.reporting is not None), default=None),
        former=former.get((cells[0].key, periode), ()) if is_single else (),
    )


def _state_of(value: float | None, present: Sequence[Part]) -> State:
    if value is not None:
        return State.ZERO if value == 0 else State.VALUE
    is_suppressed = any(part.state is State.SUPPRESSED for part in present)
    return State.SUPPRESSED if is_suppressed else State.NOT_REPORTED


def _resolve(indicator: Indicator, candidates: Sequence[Reading]) -> Reading:
    """The best publication that has a value wins; what the others say stays with it."""
    best = next((reading for reading in candidates if reading.value is not None), candidates[0])
    others = tuple(
        Other(r.dataset, r.varian, r.value, r.vintage, _is_conflict(indicator, best.value, r.value))
        for r in candidates
        if r is not best and r.vintage is not None
    )
    return replace(best, others=others)


def _is_conflict(indicator: Indicator, ours: float | None, theirs: float | None) -> bool:
    if ours is None or theirs is None:
        return False
    return abs(ours - theirs) > 0.5 * math.pow(10, -indicator.decimals)


def mark_newest(catalogue: Catalogue, series: Series, moment: Moment) -> Series:
    """The series with its newest reading judged on the moment's day."""
    newest = series.newest
    if newest is None:
        return series
    line, reading = newest
    state = judge(catalogue, reading, moment)
    marked = replace(line, readings=tuple(replace(r, state=state) if r is reading else r for r in line.readings))
    return replace(series, lines=tuple(marked if one is line else one for one in series.lines))


def judge(catalogue: Catalogue, reading: Reading, moment: Moment) -> State:
    """The state of a newest reading on the moment's day: held before stale before its own."""
    if reading.dataset in moment.held:
        return State.HELD
    source = catalogue.sources[reading.dataset]
    is_late = freshness(reading.periode, source.cadence, source.due_days, moment.as_of).is_late
    return State.STALE if is_late else reading.state
