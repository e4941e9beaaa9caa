"""What may be joined by a line and what may not: gaps, methods, breaks. Pure arithmetic over readings."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

from data.catalog.models import Indicator
from data.domain.entitas import Kode
from data.domain.indicator import Line, Reading, Series, SeriesSet
from data.domain.periode import following, start_on

_MOST_TIMES: Final = 5


@dataclass(frozen=True, slots=True)
class Break:
    """Where one method ends and the next begins: last period of the old, first of the new, and the new one's name."""

    before: str
    after: str
    label: str

    @property
    def day(self) -> str:
        """ISO day half-way between the two periods."""
        old, new = start_on(self.before).toordinal(), start_on(self.after).toordinal()
        return start_on(self.before).fromordinal((old + new) // 2).isoformat()


def with_gaps(readings: Sequence[Reading]) -> list[Reading | None]:
    """Readings with None wherever a period is missing, so that nothing is drawn across it."""
    spaced: list[Reading | None] = []
    for reading in readings:
        last = spaced[-1] if spaced else None
        if last is not None and following(last.periode) != reading.periode:
            spaced.append(None)
        spaced.append(reading)
    return spaced


def has_values(line: Line) -> bool:
    """True when at least one reading has a value."""
    return any(reading.value is not None for reading in line.readings)


def utama_first(series_set: SeriesSet, utama: Kode) -> list[Series]:
    """The regency's series, then the others in the order they were asked."""
    return sorted(series_set.series, key=lambda series: series.entitas != utama)


def breaks_of(series_set: SeriesSet, indicator: Indicator) -> list[Break]:
    """Changes of method over all regions; methods that overlap in time have no break between them, nor have bases."""
    if indicator.lines_as == "bases":
        return []
    return [
        Break(old_last, new_first, label)
        for (_, old_last, _), (new_first, _, label) in pairwise(_spans(series_set))
        if old_last < new_first
    ]


def _spans(series_set: SeriesSet) -> list[tuple[str, str, str]]:
    """(first, last, label) of each method over all regions, by first period."""
    periods: dict[str, list[str]] = {}
    labels: dict[str, str] = {}
    for series in series_set.series:
        for line in series.lines:
            told = [reading.periode for reading in line.readings if reading.value is not None]
            periods.setdefault(line.id, []).extend(told)
            labels[line.id] = line.label
    return sorted((min(told), max(told), labels[line]) for line, told in periods.items() if told)


def of_another_size(series_set: SeriesSet, indicator: Indicator, utama: Kode) -> list[Series]:
    """Regions whose count would press the regency's line flat: over five times its newest, or under a fifth of it."""
    own = next((one.newest for one in series_set.series if one.entitas == utama), None)
    mine = own[1].value if own else None
    if not indicator.is_count or not mine:
        return []
    sizes = [(one, one.newest[1].value or 0.0) for one in series_set.series if one.newest is not None]
    return [one for one, size in sizes if not mine / _MOST_TIMES <= size <= mine * _MOST_TIMES]


def values_of(series_set: SeriesSet) -> list[float]:
    """Every value that is drawn: readings, what they were before, and what others say."""
    readings = [r for series in series_set.series for line in series.lines for r in line.readings]
    found = [r.value for r in readings]
    found += [former.value for r in readings for former in r.former]
    found += [other.value for r in readings for other in r.others if other.is_conflict]
    found += [target.value for target in series_set.targets]
    return [value for value in found if value is not None]


def periods_of(series_set: SeriesSet) -> list[str]:
    """Every period of every line, ascending."""
    return sorted({r.periode for series in series_set.series for line in series.lines for r in line.readings})


def days_of(series_set: SeriesSet, also: Sequence[str] = ()) -> tuple[str, str]:
    """First and last day (ISO) that a chart of the series and of these periods shows; two empty texts without any."""
    periods = sorted({*periods_of(series_set), *also})
    return (start_on(periods[0]).isoformat(), start_on(periods[-1]).isoformat()) if periods else ("", "")
