"""How does an indicator lie over the areas below a region, in every period? One statement for each level and row."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from data.catalog.models import Catalogue, Indicator, LineSpec
from data.domain.entitas import Entitas, Kode, Level, level_of
from data.domain.indicator import Kind, Reading, State
from data.domain.peta import MapAnswer, MapArea, MapFrame, MapQuery, Publication
from data.domain.provenance import Moment
from data.queries.cells import DOTS, grain_dots, is_summed, publications, read_parts_below
from data.queries.lines import needed_measures
from data.queries.places import descendants_of, name_of, read_places
from data.queries.series import find_indicator, judge, readings_of
from data.warehouse.reader import Reader

_ADDS_UP_WITHIN = 0.02
LEVELS = (Level.KECAMATAN, Level.DESA)


@dataclass(frozen=True, slots=True)
class LevelReadings:
    """The readings of one level: line -> area -> period -> reading."""

    kodes: tuple[Kode, ...]
    lines: Mapping[str, Mapping[Kode, Mapping[str, Reading]]]

    def values(self, line: str) -> Iterable[tuple[Kode, str, float]]:
        """Area, period and value of every reading of a line that has one."""
        for kode, readings in self.lines.get(line, {}).items():
            for periode, reading in readings.items():
                if reading.value is not None:
                    yield kode, periode, reading.value


@dataclass(frozen=True, slots=True)
class Levels:
    """What an indicator says on each declared level below a region, and who lives there."""

    indicator: Indicator
    places: Mapping[Kode, Entitas]
    by_level: Mapping[Level, LevelReadings]


def read_map(reader: Reader, catalogue: Catalogue, query: MapQuery, moment: Moment) -> MapAnswer:
    """Every area that the reference rows know, with or without a value.

    The line is the one with the newest value at the level. The values of the newest period are marked HELD or STALE
    where their dataset is on hold or late on the moment's day; former periods are history and keep their state.
    """
    return answer_from(catalogue, read_levels(reader, catalogue, query, moment), query, moment)


def read_levels(reader: Reader, catalogue: Catalogue, query: MapQuery, moment: Moment) -> Levels:
    """Every reading of the indicator on every level below `query.induk`, by every method."""
    indicator = find_indicator(catalogue, query.indicator)
    places = read_places(reader, moment.version_of("wilayah") and moment.version)
    below = [level for level in LEVELS if DOTS[level] > DOTS.get(level_of(query.induk), 0)]
    by_level = {
        level: _read_level(
            reader, catalogue, indicator, descendants_of(places, query.induk, DOTS[level]), query, moment
        )
        for level in below
        if level in indicator.levels
    }
    return Levels(indicator, places, by_level)


def answer_from(catalogue: Catalogue, found: Levels, query: MapQuery, moment: Moment) -> MapAnswer:
    """The answer of one level, on the line that speaks there."""
    indicator, places, levels = found.indicator, found.places, found.by_level
    kodes = descendants_of(places, query.induk, DOTS[query.level])
    layer = levels.get(query.level, LevelReadings(kodes, {}))
    line = _line_of(indicator, layer)
    is_additive = _is_additive(indicator, levels, line.id)
    frames = _frames(catalogue, layer, line, moment)
    asked = query.periode if query.periode in {frame.periode for frame in frames} else _newest(frames)
    return MapAnswer(
        indicator=indicator.id,
        line=line.id,
        line_label=line.label,
        entitas=query.induk,
        level=query.level,
        periode=asked,
        is_simulated=any(catalogue.sources[source.dataset].is_simulated for source in line.sources),
        is_additive=is_additive,
        scale=_scale([layer] if is_additive else list(levels.values()), line.id),
        areas=_areas(indicator, places, kodes),
        frames=frames,
        publications=tuple(Publication(*one, catalogue.publisher_of(*one)) for one in publications(line)),
    )


def _read_level(
    reader: Reader,
    catalogue: Catalogue,
    indicator: Indicator,
    kodes: tuple[Kode, ...],
    query: MapQuery,
    moment: Moment,
) -> LevelReadings:
    if not kodes:
        return LevelReadings(kodes, {})
    wanted = [(line, m) for line in indicator.lines for m in needed_measures(indicator, line)]
    parts = read_parts_below(reader, indicator, wanted, kodes, query.induk, moment.version)
    lines = {
        line.id: {
            kode: {r.periode: r for r in readings_of(catalogue, indicator, line, kode, parts, {}, None)}
            for kode in kodes
        }
        for line in indicator.lines
    }
    return LevelReadings(kodes, lines)


def _areas(indicator: Indicator, places: Mapping[Kode, Entitas], kodes: Sequence[Kode]) -> tuple[MapArea, ...]:
    def expected(kode: Kode) -> int | None:
        has_sum = is_summed(indicator, kode)
        return len(descendants_of(places, kode, grain_dots(indicator))) if has_sum else None

    return tuple(MapArea(kode, name_of(places, kode), expected(kode)) for kode in kodes)


def _line_of(indicator: Indicator, layer: LevelReadings) -> LineSpec:
    """The line with the newest value at the level; the first one where there is none."""

    def newest(line: LineSpec) -> str:
        return max((periode for _, periode, _ in layer.values(line.id)), default="")

    return max(indicator.lines, key=newest)


def _frames(catalogue: Catalogue, layer: LevelReadings, line: LineSpec, moment: Moment) -> tuple[MapFrame, ...]:
    by_kode = layer.lines.get(line.id, {})
    periods = sorted({periode for readings in by_kode.values() for periode in readings})
    newest = max((periode for _, periode, _ in layer.values(line.id)), default="")
    rows = {periode: [by_kode.get(kode, {}).get(periode) for kode in layer.kodes] for periode in periods}
    return tuple(_frame(catalogue, line, rows[periode], periode, periode == newest, moment) for periode in periods)


def _frame(
    catalogue: Catalogue,
    line: LineSpec,
    readings: Sequence[Reading | None],
    periode: str,
    is_newest: bool,
    moment: Moment,
) -> MapFrame:
    place = {one: i for i, one in enumerate(publications(line))}

    def state(reading: Reading | None) -> State:
        if reading is None:
            return State.NOT_REPORTED
        is_judged = is_newest and reading.value is not None
        return judge(catalogue, reading, moment) if is_judged else reading.state

    return MapFrame(
        periode,
        tuple(one.value if one else None for one in readings),
        tuple(state(one) for one in readings),
        tuple(one.reporting if one else None for one in readings),
        tuple(place.get((one.dataset, one.varian)) if one else None for one in readings),
    )


def _newest(frames: Sequence[MapFrame]) -> str:
    """The newest period with a value; without any, the newest there is."""
    valued = [frame.periode for frame in frames if any(value is not None for value in frame.values)]
    return max(valued or [frame.periode for frame in frames], default="")


def _scale(layers: Sequence[LevelReadings], line: str) -> tuple[float, float] | None:
    values = [value for layer in layers for _, _, value in layer.values(line) if value != 0]
    return (min(values), max(values)) if values else None


def _is_additive(indicator: Indicator, levels: Mapping[Level, LevelReadings], line: str) -> bool:
    """True when the desa of a kecamatan make up its value, as counts and areas do and rates never."""
    if indicator.kind is Kind.TOTAL:
        return True
    if indicator.kind is not Kind.PUBLISHED or len(levels) < len(LEVELS):
        return False
    below: dict[tuple[str, str], list[float]] = {}
    for kode, periode, value in levels[Level.DESA].values(line):
        below.setdefault((kode.rpartition(".")[0], periode), []).append(value)
    held = [
        math.isclose(value, math.fsum(below[kode, periode]), rel_tol=_ADDS_UP_WITHIN)
        for kode, periode, value in levels[Level.KECAMATAN].values(line)
        if (kode, periode) in below
    ]
    return bool(held) and sum(held) * 2 > len(held)
