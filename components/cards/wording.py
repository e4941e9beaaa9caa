"""What a tile says, whichever card shows it: how it moved, its place, its target, its source and its age."""

from __future__ import annotations

from dataclasses import dataclass

from components.format import (
    format_age,
    format_move,
    format_number,
    format_periode,
    format_printed,
    listed,
    short_name,
)
from data.catalog.models import Indicator
from data.domain.indicator import Direction, Freshness, Reading, Target, Tile


@dataclass(frozen=True, slots=True)
class Move:
    """How a value moved: class, arrow and words, and from which period to which; no arrow where nothing is compared."""

    css: str
    arrow: str
    told: str
    since: str = ""
    until: str = ""


def move_of(tile: Tile, indicator: Indicator) -> Move:
    """The change on the same method, or why there is none to tell."""
    if tile.change is None or tile.change_from is None:
        is_break = tile.change is None and tile.change_from is not None
        reason = (
            "basis lain; tidak dibandingkan" if indicator.lines_as == "bases" else "metode berubah; tidak dibandingkan"
        )
        return Move("netral", "", reason if is_break else "belum ada periode pembanding")
    css, word = judge_change(tile.change, indicator)
    since, until = format_periode(tile.change_from), format_periode(tile.reading.periode)
    if tile.change == 0:
        return Move(css, "→", word, since, until)
    told = f"{format_move(tile.change, indicator)}{f', {word}' if word else ''}"
    return Move(css, "↑" if tile.change > 0 else "↓", told, since, until)


def judge_change(change: float, indicator: Indicator) -> tuple[str, str]:
    """(class, word) of a change by the declared direction; a change that rounds to nothing is neutral."""
    if round(change, indicator.decimals) == 0:
        return "netral", "tetap"
    if indicator.direction is Direction.NONE:
        return "netral", ""
    is_better = (change > 0) == (indicator.direction is Direction.UP)
    return ("baik", "membaik") if is_better else ("buruk", "memburuk")


def missing_text(tile: Tile, indicator: Indicator) -> tuple[str, str]:
    """('Sumedang dan Indonesia', the period and what is known about why); two empty texts when all have a value."""
    missing = [one for one in tile.comparators if one.value is None]
    notes = [indicator.missing_note[one.entitas] for one in missing if one.entitas in indicator.missing_note]
    names = listed([short_name(one.label) for one in missing])
    when = f"{format_periode(tile.reading.periode)}: " if tile.reading.periode else ""
    return names, f"{when}{'. '.join(notes) or f'{names} belum dimuat'}" if missing else ""


def has_place(tile: Tile, indicator: Indicator) -> bool:
    """Not without a direction, not for a count, not when nobody but the region itself is loaded."""
    return indicator.direction is not Direction.NONE and not indicator.is_count and tile.place_reporting > 1


def place_text(tile: Tile) -> str:
    """The place among the siblings, or how many of them are loaded."""
    if tile.place is not None:
        return f"peringkat {tile.place} dari {tile.place_expected}"
    return f"{tile.place_reporting} dari {tile.place_expected} dimuat"


def coverage_text(reading: Reading) -> str:
    """How many parts of a sum reported; empty where nothing is summed."""
    if reading.reporting is None or reading.expected is None:
        return ""
    return f"{format_number(reading.reporting, 0)} dari {format_number(reading.expected, 0)} lapor"


def target_text(target: Target, indicator: Indicator) -> str:
    """'target 2025: 20,81 %', as its document writes it."""
    return f"target {format_periode(target.periode)}: {format_printed(target.value, indicator)}"


def age_text(freshness: Freshness) -> tuple[str, str]:
    """The newest period, and what is overdue: ('data 2024', '2025 terlambat 208 hari'), the first of them."""
    newest = f"data {format_periode(freshness.newest)}" if freshness.newest else "belum ada data"
    if not freshness.is_late:
        return f"{newest} · {'terbaru' if freshness.newest else 'belum waktunya'}", ""
    return newest, f"{format_periode(freshness.missing)} terlambat {format_age(freshness.days_late)}"
