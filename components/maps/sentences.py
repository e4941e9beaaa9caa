"""A map in words: what a screen reader says, and what the card says where there is nothing to paint."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from components.format import format_amount, format_periode, short_name
from data.catalog.models import Indicator
from data.domain.entitas import Level
from data.domain.indicator import State
from data.domain.peta import MapAnswer, MapRow

LEVEL_WORDS: Final = {Level.KABUPATEN: "kabupaten", Level.KECAMATAN: "kecamatan", Level.DESA: "desa/kelurahan"}
MOST_NAMED: Final = 6


def map_title(indicator: Indicator, level: Level) -> str:
    """'Indeks Kepuasan Masyarakat per kecamatan'; a title that names the level already stays as it is."""
    title = indicator.title
    word = LEVEL_WORDS[level]
    return title if word.partition("/")[0] in title.lower() else f"{title} per {word}"


def map_sentence(answer: MapAnswer, indicator: Indicator, periode: str | None = None) -> str:
    """How many areas have a value in a period (the one asked for), the highest and the lowest, who has none and why."""
    at = answer.periode if periode is None else periode
    rows = answer.rows_at(at)
    valued = sorted((row for row in rows if row.value is not None), key=lambda row: row.value or 0.0)
    head = f"{map_title(indicator, answer.level)}, {format_periode(at)}"
    count = f"{len(valued)} dari {len(rows)} wilayah mempunyai nilai"
    parts = [f"{head}: {count}."]
    if valued:
        parts.append(f"Tertinggi {_named(valued[-1], indicator)}, terendah {_named(valued[0], indicator)}.")
    parts += [_absent(rows, State.NOT_REPORTED, "Belum lapor"), _absent(rows, State.SUPPRESSED, "Disamarkan")]
    return " ".join(part for part in parts if part)


def absent_sentence(indicator: Indicator, level: Level, offers: Sequence[Indicator]) -> str:
    """Why there is no map, and which indicators have one."""
    told = f"{indicator.title} belum dimuat per {LEVEL_WORDS[level]}, jadi tidak ada yang dapat dipetakan."
    names = ", ".join(one.brief_title for one in offers[:MOST_NAMED])
    return f"{told} Yang sudah ada petanya: {names}." if names else told


def _named(row: MapRow, indicator: Indicator) -> str:
    return f"{short_name(row.nama)} {format_amount(row.value or 0.0, indicator)}"


def _absent(rows: Sequence[MapRow], state: State, word: str) -> str:
    names = [short_name(row.nama) for row in rows if row.value is None and row.state is state]
    if len(names) > MOST_NAMED:
        return f"{word}: {len(names)} wilayah."
    return f"{word}: {', '.join(names)}." if names else ""
