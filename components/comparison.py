"""Regions side by side in words: who is highest and lowest where they can be held together, and who has no figure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from components.format import format_amount, format_gap, format_periode, is_nothing, listed, short_name
from components.sentences import is_count, method_of
from data.catalog.models import Indicator
from data.domain.entitas import Kode, Level, level_of
from data.domain.indicator import Direction, Line, Series, SeriesSet

_MOST_SENTENCES = 3


@dataclass(frozen=True, slots=True)
class Shared:
    """One indicator at one method and period: the regions with a value there, highest first, and the rest.

    `line` and `periode` are None and empty where no region has any value.
    """

    indicator: Indicator
    line: Line | None
    periode: str
    ordered: tuple[tuple[Series, float], ...]
    lacking: tuple[Series, ...]


def comparison(facts: Sequence[tuple[SeriesSet, Indicator]], utama: Kode) -> list[str]:
    """Three sentences at most: of one indicator its ends and how far apart they were; of several where a region stands
    (the regency where it is among them), the ends of each, and who has no figure.
    """
    found = [shared(series_set, indicator) for series_set, indicator in facts]
    asked = [series.entitas for series in facts[0][0].series]
    told = (
        _of_one(facts[0][0], found[0]) if len(found) == 1 else _of_several(found, utama if utama in asked else asked[0])
    )
    return told[:_MOST_SENTENCES]


def shared(series_set: SeriesSet, indicator: Indicator) -> Shared:
    """Each region's value at the newest method and period that holds enough of them together.

    Enough is half of the regions that have any figure, and two at least; else the period that most of them share.
    """
    counted = Counter(
        (line.id, reading.periode)
        for one in series_set.series
        for line in one.lines
        for reading in line.readings
        if reading.value is not None
    )
    if not counted:
        return Shared(indicator, None, "", (), series_set.series)
    enough = max(2, (sum(one.newest is not None for one in series_set.series) + 1) // 2)
    least = min(enough, max(counted.values()))
    line_id, periode = max((p for p in counted if counted[p] >= least), key=lambda pair: (pair[1], counted[pair]))
    values = [(one, value) for one in series_set.series if (value := _value(one, line_id, periode)) is not None]
    having = {one.entitas for one, _ in values}
    return Shared(
        indicator,
        next(line for one in series_set.series for line in one.lines if line.id == line_id),
        periode,
        tuple(sorted(values, key=lambda pair: -pair[1])),
        tuple(one for one in series_set.series if one.entitas not in having),
    )


def _value(series: Series, line_id: str, periode: str) -> float | None:
    readings = [r for line in series.lines if line.id == line_id for r in line.readings if r.periode == periode]
    return readings[0].value if readings else None


def _of_one(series_set: SeriesSet, found: Shared) -> list[str]:
    title = found.indicator.title
    if found.line is None:
        return [f"{title}: belum ada nilai yang dimuat untuk {listed([_name(one) for one in series_set.series])}."]
    head = f"{title} {format_periode(found.periode)} ({method_of(found.line)})"
    told = [f"{head}: {_ends(found)}.", _before(found)]
    told += [f"Tanpa angka {format_periode(found.periode)} yang dimuat: {_absent(found)}."] if found.lacking else []
    return [sentence for sentence in told if sentence]


def _of_several(found: Sequence[Shared], kode: Kode) -> list[str]:
    """Each indicator in one clause; a sentence each where nothing else is to be said."""
    clauses = [
        f"{one.indicator.brief_title} {format_periode(one.periode)}: {_ends(one).partition(', berselisih')[0]}"
        if one.line
        else f"{one.indicator.brief_title}: belum dimuat untuk semua wilayah pilihan"
        for one in found
    ]
    lacking = [f"{one.indicator.brief_title} {_absent(one)}" for one in found if one.line and one.lacking]
    rest = [f"Tanpa angka pada periode itu: {'; '.join(lacking)}."] if lacking else []
    stands = _standing(found, kode)
    if not stands and not rest:
        return [f"{clause}." for clause in clauses]
    return [*stands, f"{'; '.join(clauses)}.", *rest]


def _standing(found: Sequence[Shared], kode: Kode) -> list[str]:
    """Where a region stands in each indicator that has a better end."""
    told = [f"{place} pada {one.indicator.brief_title}" for one in found if (place := _place(one, kode))]
    names = [_name(series) for one in found for series, _ in one.ordered if series.entitas == kode]
    return [f"{names[0]} berada di urutan {listed(told)} (urutan 1 yang terbaik)."] if told else []


def _place(one: Shared, kode: Kode) -> str:
    """'2 dari 3' among the regions with a value; empty where no end is better or nobody is there to be held against."""
    values = {series.entitas: value for series, value in one.ordered}
    if one.indicator.direction is Direction.NONE or is_count(one.indicator) or kode not in values or len(values) < 2:
        return ""
    sign = -1 if one.indicator.direction is Direction.DOWN else 1
    place = 1 + sum(sign * value > sign * values[kode] for value in values.values())
    return f"{place} dari {len(values)}"


def _ends(found: Shared) -> str:
    (first, high), (last, low) = found.ordered[0], found.ordered[-1]
    highest = f"{_name(first)} {format_amount(high, found.indicator)}"
    if len(found.ordered) == 1:
        return f"baru {highest} yang dimuat"
    lowest = f"{_name(last)} {format_amount(low, found.indicator)}"
    gap = format_gap(high - low, found.indicator)
    if is_nothing(gap):
        return f"{highest} dan {lowest} hampir tidak berbeda"
    return f"tertinggi {highest}, terendah {lowest}, berselisih {gap}"


def _before(found: Shared) -> str:
    """How far apart the two ends were at the period before that both have on this method; silent without one."""
    if found.line is None or len(found.ordered) < 2:
        return ""
    first, last = found.ordered[0][0], found.ordered[-1][0]
    past = [
        (reading.periode, reading.value, low)
        for line in first.lines
        if line.id == found.line.id
        for reading in line.readings
        if reading.periode < found.periode
        and reading.value is not None
        and (low := _value(last, line.id, reading.periode)) is not None
    ]
    if not past:
        return ""
    periode, high, low = past[-1]
    gap = format_gap(high - low, found.indicator)
    if high < low and not is_nothing(gap):
        return f"Pada {format_periode(periode)} {_name(last)} masih di atas {_name(first)}, berselisih {gap}."
    return f"Pada {format_periode(periode)} selisih keduanya {gap}."


def _absent(found: Shared) -> str:
    """Who has no figure at that period, and which is the newest one has."""
    told = [
        f"{_name(one)} (terbaru {format_periode(one.newest[1].periode)})" if one.newest else _name(one)
        for one in found.lacking
    ]
    return listed(told)


def _name(series: Series) -> str:
    """A kecamatan keeps its word: it may share its name with the kabupaten."""
    word = "Kecamatan " if level_of(series.entitas) is Level.KECAMATAN else ""
    return f"{word}{short_name(series.nama)}"
