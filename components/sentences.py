"""What a page says first: two or three Indonesian sentences made by rules from the numbers, never a cause.

The order is always the same: how it is and how it moved; what it is held against; what to bear in mind. A rule that
has nothing to say is silent, so nothing is guessed.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from components.format import (
    format_age,
    format_amount,
    format_exact,
    format_gap,
    format_number,
    format_periode,
    format_printed,
    full_name,
    is_nothing,
    listed,
    short_name,
    with_change_unit,
)
from data.catalog.models import Indicator
from data.domain.entitas import INDONESIA, Kode, Level, level_of
from data.domain.indicator import Comparator, Direction, Kind, Line, Reading, SeriesSet, State, Status, Tile
from data.domain.periode import previous
from data.domain.peta import MapAnswer

_LEAST_RECORD: Final = 3
_MOST_NAMED: Final = 3
_MOST_SILENT: Final = 6
_SIBLINGS: Final = {
    Level.PROVINSI: "provinsi di Indonesia",
    Level.KABUPATEN: "kabupaten/kota",
    Level.KECAMATAN: "kecamatan",
    Level.DESA: "desa/kelurahan",
}


def lead(tile: Tile, series_set: SeriesSet, indicator: Indicator) -> list[str]:
    """At most three sentences about one indicator of one region; one that says so where nothing is loaded.

    Where the value was judged against a target, that comes before other regions: a page may keep only the first two.
    """
    told = [_held_against(tile, series_set, indicator), _mind(tile, series_set, indicator)]
    ordered = [told_now(tile, series_set, indicator), *(told[::-1] if _target(tile, indicator) else told)]
    return [sentence for sentence in ordered if sentence]


def told_now(tile: Tile, series_set: SeriesSet, indicator: Indicator) -> str:
    """Newest value with period and method, its change on that method, and since when it is a record."""
    reading, nama = tile.reading, _full_name_of(series_set, tile.entitas)
    if reading.value is None:
        return f"{indicator.title} {nama} {_absence(reading)}."
    simulated = " (SIMULASI)" if reading.is_simulated else ""
    predicate = f", predikat {tile.predicate}," if tile.predicate else ""
    head = f"{indicator.title} {nama} {format_amount(reading.value, indicator)}{simulated}{predicate}"
    told = f"{head} pada {format_periode(reading.periode)} ({method_of(tile.line)})"
    move, record = _move(tile, indicator), _record(tile.line, reading, indicator)
    return f"{told}{f', {move}' if move else ''}{f'; {record}' if record else ''}."


def told_below(answer: MapAnswer, indicator: Indicator) -> str:
    """How many areas below the region report, the highest and the lowest, and who does not: named, up to six."""
    valued = sorted((row.value, row.nama) for row in answer.rows if row.value is not None)
    noun = _SIBLINGS[answer.level]
    if not valued:
        return f"{indicator.title} per {noun} belum dimuat."
    count = f"{len(valued)} dari {len(answer.rows)} {noun} mempunyai angka {format_periode(answer.periode)}"
    (low, lowest), (high, highest) = valued[0], valued[-1]
    ends = f"tertinggi {short_name(highest)} {format_amount(high, indicator)}, "
    ends += f"terendah {short_name(lowest)} {format_amount(low, indicator)}"
    silent = [short_name(row.nama) for row in answer.rows if row.state is State.NOT_REPORTED]
    who = listed(silent) if len(silent) <= _MOST_SILENT else f"{len(silent)} {noun}"
    return f"{count}: {ends}{f'; belum lapor: {who}' if silent else ''}."


def method_of(line: Line) -> str:
    """A line's label, fit to stand in brackets: 'Empat komponen (mulai 2022)' -> 'Empat komponen, mulai 2022'."""
    return line.label.replace(" (", ", ").replace(")", "")


def _absence(reading: Reading) -> str:
    if reading.state is State.SUPPRESSED:
        return "disamarkan (n < 5)"
    return "belum waktunya dilaporkan" if reading.state is State.NOT_DUE else "belum dimuat"


def _move(tile: Tile, indicator: Indicator) -> str:
    """Direction and size against the period before; across a break of method there is none."""
    if tile.change_from is None:
        return ""
    since = format_periode(tile.change_from)
    if tile.change is None:
        return f"tidak dibandingkan dengan {since}, metodenya berganti"
    size = format_gap(tile.change, indicator)
    if is_nothing(size):
        return f"sama dengan {since}" if tile.change == 0 else f"hampir sama dengan {since}"
    return f"{'naik' if tile.change > 0 else 'turun'} {size} dari {since}"


def _record(line: Line, reading: Reading, indicator: Indicator) -> str:
    """'terendah sejak 2009': over the unbroken run of periods that ends with the newest; a tie ends it."""
    run = unbroken(line, reading)
    newest = round(run[-1], indicator.decimals)
    for word, sign in (("terendah", 1), ("tertinggi", -1)):
        length = 1
        while length < len(run) and sign * (round(run[-1 - length], indicator.decimals) - newest) > 0:
            length += 1
        if length >= _LEAST_RECORD:
            return f"{word} sejak {format_periode(_back(reading.periode, length - 1))}"
    return ""


def unbroken(line: Line, reading: Reading) -> list[float]:
    """Values up to the reading, oldest first, back to the first period of the line that has none."""
    values = {one.periode: one.value for one in line.readings}
    run: list[float] = []
    periode = reading.periode
    while (value := values.get(periode)) is not None:
        run.insert(0, value)
        periode = previous(periode)
    return run


def _back(periode: str, steps: int) -> str:
    for _ in range(steps):
        periode = previous(periode)
    return periode


def _held_against(tile: Tile, series_set: SeriesSet, indicator: Indicator) -> str:
    """Place among the siblings, then the distance to each comparator of the same period and method."""
    if tile.reading.value is None or is_count(indicator):
        return ""
    distances = [_distance(tile.reading.value, one, indicator) for one in tile.comparators]
    told = listed([text for text in distances if text])
    place = _place(tile, series_set, indicator)
    if not told:
        return f"{place}." if place else ""
    return f"{place}; {told}." if place else f"Nilai itu {told}."


def is_count(indicator: Indicator) -> bool:
    """True where a bigger region has more of it, so that neither place nor distance says anything."""
    return indicator.is_count or indicator.kind is Kind.TOTAL


def _place(tile: Tile, series_set: SeriesSet, indicator: Indicator) -> str:
    if tile.place is None:
        return ""
    among = f"dari {tile.place_expected} {_siblings(tile, series_set)}"
    if indicator.direction is Direction.NONE:
        return f"Tertinggi{'' if tile.place == 1 else f' ke-{tile.place}'} {among}"
    return f"Terbaik {among}" if tile.place == 1 else f"Peringkat {tile.place} {among}"


def _siblings(tile: Tile, series_set: SeriesSet) -> str:
    """'kabupaten/kota di Jawa Tengah'; the place alone where the parent is not among the series asked."""
    noun = _SIBLINGS[level_of(tile.entitas)]
    induk = tile.entitas.rpartition(".")[0]
    parent = next((series.nama for series in series_set.series if series.entitas == induk), "")
    return f"{noun} di {short_name(parent)}" if parent else noun


def _distance(value: float, one: Comparator, indicator: Indicator) -> str:
    if one.value is None:
        return ""
    shown = f"{short_name(one.label)} ({format_amount(one.value, indicator)})"
    size = format_gap(value - one.value, indicator)
    if is_nothing(size):
        return f"{'sama' if value == one.value else 'hampir sama'} dengan {shown}"
    return f"{size} di {'atas' if value > one.value else 'bawah'} {shown}"


def _mind(tile: Tile, series_set: SeriesSet, indicator: Indicator) -> str:
    """Distance to the target, then what is late, held, incomplete or not loaded."""
    if tile.reading.value is None:
        return _late(tile)
    told = [_target(tile, indicator), _held(tile), _late(tile).rstrip("."), _coverage(tile.reading)]
    told += [_siblings_loaded(tile, indicator), _gaps(tile), _absent(tile, series_set, indicator)]
    return _sentence([text for text in told if text])


def _sentence(clauses: Sequence[str]) -> str:
    text = "; ".join(clause if i == 0 else clause[0].lower() + clause[1:] for i, clause in enumerate(clauses))
    return f"{text}." if text else ""


def _target(tile: Tile, indicator: Indicator) -> str:
    """'Masih 3,20 poin di atas target 2025 (20,81 %, Komitmen …)'; without a judgement there is no distance."""
    if tile.target is None or tile.reading.value is None or tile.status is Status.NONE:
        return ""
    target = tile.target
    shown = format_printed(target.value, indicator)
    told = f"target {format_periode(target.periode)} ({shown}, {short_basis(target.legal_basis)})"
    if tile.status is Status.ON_TARGET:
        return f"Sudah memenuhi {told}"
    size = with_change_unit(format_exact(abs(tile.reading.value - target.value), indicator.decimals), indicator)
    side = "atas" if tile.reading.value > target.value else "bawah"
    return f"Masih {size} di {side} {told}"


def short_basis(legal_basis: str) -> str:
    """A legal basis without what is in brackets or follows a comma: enough to recognise it by."""
    return re.split(r"[,(]", legal_basis, maxsplit=1)[0].strip()


def _held(tile: Tile) -> str:
    return "Angka baru ditahan pemeriksaan mutu" if tile.reading.state is State.HELD else ""


def _late(tile: Tile) -> str:
    age = tile.freshness
    if not age.is_late or (age.newest or "") >= age.expected:
        return ""
    return f"Angka {format_periode(age.missing)} belum dimuat, terlambat {format_age(age.days_late)}."


def _coverage(reading: Reading) -> str:
    if reading.reporting is None or reading.expected is None or reading.reporting >= reading.expected:
        return ""
    return f"Baru {format_number(reading.reporting, 0)} dari {format_number(reading.expected, 0)} wilayah melapor"


def _siblings_loaded(tile: Tile, indicator: Indicator) -> str:
    if tile.place is not None or is_count(indicator) or not 1 < tile.place_reporting < tile.place_expected:
        return ""
    told = f"{tile.place_reporting} dari {tile.place_expected} {_SIBLINGS[level_of(tile.entitas)]}"
    return f"Baru {told} dimuat, tanpa peringkat"


def _gaps(tile: Tile) -> str:
    """Periods inside the line that have no value: 'Angka 2018 dan 2020 belum dimuat'."""
    known = {reading.periode for reading in tile.line.readings if reading.value is not None}
    missing, periode, first = [], tile.reading.periode, min(known, default="")
    while periode > first:
        missing += [] if periode in known else [format_periode(periode)]
        periode = previous(periode)
    return f"Angka {_periods(missing[::-1])} belum dimuat" if missing else ""


def _absent(tile: Tile, series_set: SeriesSet, indicator: Indicator) -> str:
    """Comparators without a figure for that period: named, since silence would look like agreement."""
    names = [_name_of(series_set, one.entitas) for one in tile.comparators if one.value is None]
    if not names or is_count(indicator):
        return ""
    who = "pembanding" if len(names) == len(tile.comparators) > 1 else listed(names)
    return f"Angka {who} {format_periode(tile.reading.periode)} belum dimuat"


def _name_of(series_set: SeriesSet, kode: Kode) -> str:
    return short_name(_full_name_of(series_set, kode))


def _full_name_of(series_set: SeriesSet, kode: Kode) -> str:
    own = next((series for series in series_set.series if series.entitas == kode), None)
    return full_name(own.nama, kode) if own else ("Indonesia" if kode == INDONESIA else kode)


def _periods(words: Sequence[str]) -> str:
    """At most three by name, the rest by number: 'A, B, C, dan 4 periode lain'."""
    kept = list(words[:_MOST_NAMED])
    rest = len(words) - len(kept)
    return listed([*kept, f"{rest} periode lain"] if rest else kept)
