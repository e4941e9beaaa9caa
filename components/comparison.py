"""Regions side by side in words: who is highest and lowest where most have a figure, and who has none."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from components.format import format_amount, format_gap, format_periode, is_nothing, listed, short_name
from components.sentences import method_of
from data.catalog.models import Indicator
from data.domain.entitas import Level, level_of
from data.domain.indicator import Series, SeriesSet


def comparison(series_set: SeriesSet, indicator: Indicator) -> list[str]:
    """At most three sentences, on one method and period: the one most regions share, the newest of those."""
    shared = _shared(series_set)
    if shared is None:
        return [f"{indicator.title}: belum ada nilai yang dimuat untuk {listed(_names(series_set.series))}."]
    line, periode = shared
    values = {one.entitas: value for one in series_set.series if (value := _value(one, line, periode)) is not None}
    having = [one for one in series_set.series if one.entitas in values]
    ordered = sorted(having, key=lambda one: -values[one.entitas])
    told = [_ends(ordered, [values[one.entitas] for one in ordered], indicator, periode, _label(series_set, line))]
    lacking = [one for one in series_set.series if one.entitas not in values]
    return [*told, *([f"{_absent(lacking, periode)}."] if lacking else [])]


def _shared(series_set: SeriesSet) -> tuple[str, str] | None:
    """(line, period) with a value in most regions; the newest of several."""
    found = Counter(
        (line.id, reading.periode)
        for one in series_set.series
        for line in one.lines
        for reading in line.readings
        if reading.value is not None
    )
    return max(found, key=lambda pair: (found[pair], pair[1]), default=None)


def _value(series: Series, line_id: str, periode: str) -> float | None:
    readings = [r for line in series.lines if line.id == line_id for r in line.readings if r.periode == periode]
    return readings[0].value if readings else None


def _label(series_set: SeriesSet, line_id: str) -> str:
    return next(method_of(line) for one in series_set.series for line in one.lines if line.id == line_id)


def _ends(ordered: Sequence[Series], values: Sequence[float], indicator: Indicator, periode: str, label: str) -> str:
    head = f"{indicator.title} {format_periode(periode)} ({label})"
    high = f"{_name(ordered[0])} {format_amount(values[0], indicator)}"
    if len(ordered) == 1:
        return f"{head}: baru {high} yang dimuat."
    low = f"{_name(ordered[-1])} {format_amount(values[-1], indicator)}"
    gap = format_gap(values[0] - values[-1], indicator)
    if is_nothing(gap):
        return f"{head}: {high} dan {low} hampir tidak berbeda."
    return f"{head}: tertinggi {high}, terendah {low}, berselisih {gap}."


def _absent(lacking: Sequence[Series], periode: str) -> str:
    """Who has no figure at that period, and which is the newest one has."""
    told = [
        f"{_name(one)} (terbaru {format_periode(one.newest[1].periode)})" if one.newest else _name(one)
        for one in lacking
    ]
    return f"Tanpa angka {format_periode(periode)} yang dimuat: {listed(told)}"


def _name(series: Series) -> str:
    """A kecamatan keeps its word: it may share its name with the kabupaten."""
    word = "Kecamatan " if level_of(series.entitas) is Level.KECAMATAN else ""
    return f"{word}{short_name(series.nama)}"


def _names(series: Sequence[Series]) -> list[str]:
    return [_name(one) for one in series]
