"""Charts in words, from the same numbers: what a screen reader says and what a briefing may quote."""

from __future__ import annotations

from components.charts.context import context_sentence
from components.charts.spans import breaks_of, days_of, utama_first
from components.format import format_amount, format_move, format_number, format_periode, full_name, listed, short_name
from data.catalog.models import Indicator
from data.domain.entitas import Kode
from data.domain.indicator import Line, Rank, Ranking, Reading, Series, SeriesSet, State
from data.domain.periode import is_alike


def trend_sentence(series_set: SeriesSet, indicator: Indicator, utama: Kode) -> str:
    """Newest value, change on the same method, extremes, comparators, breaks of method, periods without a value."""
    ordered = utama_first(series_set, utama)
    if not ordered:
        return f"{indicator.title}: tidak ada wilayah yang ditanyakan."
    parts = [
        _own(ordered[0], indicator),
        _others(ordered[1:], indicator),
        _breaks(series_set, indicator),
        _gaps(ordered[0]),
    ]
    parts.insert(1, _bases(ordered[0], indicator))
    parts.append(context_sentence(series_set, indicator, days_of(series_set)))
    return " ".join(part for part in parts if part)


def _own(series: Series, indicator: Indicator) -> str:
    nama = full_name(series.nama, series.entitas)
    if series.newest is None:
        return f"{indicator.title} {nama}: belum ada nilai yang dimuat."
    line, reading = series.newest
    told = f"{indicator.title} {nama} {_amount(reading, indicator)} pada {format_periode(reading.periode)}"
    return f"{told}{_simulated(reading)}{_move(line, reading, indicator)}."


def _simulated(reading: Reading) -> str:
    return " (SIMULASI)" if reading.is_simulated else ""


def _amount(reading: Reading, indicator: Indicator) -> str:
    return format_amount(reading.value or 0.0, indicator)


def _move(line: Line, reading: Reading, indicator: Indicator) -> str:
    values = [(r.value, r.periode) for r in line.readings if r.value is not None]
    if len(values) < 2 or reading.value is None:
        return ""
    low, high = min(values), max(values)
    before = [found for found in values if found[1] < reading.periode and is_alike(found[1], reading.periode)][-1:]
    change = "".join(
        f", {format_move(reading.value - value, indicator)} sejak {format_periode(p)}" for value, p in before
    )
    return f"{change}; tertinggi {_told(high, indicator)}, terendah {_told(low, indicator)}"


def _told(found: tuple[float, str], indicator: Indicator) -> str:
    return f"{format_number(found[0], indicator.decimals)} pada {format_periode(found[1])}"


def _others(series: list[Series], indicator: Indicator) -> str:
    told = [_other(one.nama, one.newest[1], indicator) for one in series if one.newest]
    missing = [short_name(one.nama) for one in series if one.newest is None]
    told += [f"{listed(missing)} belum dimuat"] if missing else []
    return f"Pembanding: {'; '.join(told)}." if told else ""


def _other(nama: str, reading: Reading, indicator: Indicator) -> str:
    value = format_number(reading.value or 0.0, indicator.decimals)
    return f"{short_name(nama)} {value} ({format_periode(reading.periode)})"


def _breaks(series_set: SeriesSet, indicator: Indicator) -> str:
    told = [f"mulai {format_periode(b.after)} {b.label}" for b in breaks_of(series_set, indicator)]
    return f"Metode berubah dan garis tidak disambung: {'; '.join(told)}." if told else ""


def _bases(series: Series, indicator: Indicator) -> str:
    """Each basis with its newest value; bases are never joined nor subtracted."""
    if indicator.lines_as != "bases":
        return ""
    told = [f"{line.label} {_told((r.value or 0.0, r.periode), indicator)}" for line, r in _newest_of(series)]
    return f"Basis yang tidak disambung: {'; '.join(told)}." if len(told) > 1 else ""


def _newest_of(series: Series) -> list[tuple[Line, Reading]]:
    with_value = [(line, [r for r in line.readings if r.value is not None]) for line in series.lines]
    return [(line, found[-1]) for line, found in with_value if found]


def _gaps(series: Series) -> str:
    missing = [
        format_periode(reading.periode)
        for line in series.lines
        for reading in line.readings
        if reading.value is None and reading.state is not State.NOT_DUE
    ]
    return f"Tanpa nilai: {', '.join(missing)}." if missing else ""


def ranking_sentence(ranking: Ranking, indicator: Indicator) -> str:
    """Place of the region, first and last, and how many have a value."""
    if not ranking.rows:
        return f"{indicator.title}: belum ada peringkat, sebab belum ada nilai per wilayah yang dimuat."
    own = next((row for row in ranking.rows if row.entitas == ranking.entitas), None)
    count = f"{len(ranking.rows)} dari {ranking.expected} wilayah dimuat"
    parts = [f"{indicator.title} {format_periode(ranking.periode)}, {count}."]
    if own is not None:
        place = f"peringkat {ranking.place}" if ranking.place is not None else "belum dapat diperingkat"
        parts.append(f"{_ranked(own, indicator)}, {place}.")
    ends = f"Terbaik {_ranked(ranking.rows[0], indicator)}, terakhir {_ranked(ranking.rows[-1], indicator)}."
    return " ".join([*parts, ends])


def _ranked(row: Rank, indicator: Indicator) -> str:
    return f"{row.nama} {format_amount(row.value, indicator)}"
