"""Names at the ends of lines: which line of a region is named, how, and where so that no name covers another."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import cycle
from typing import Any, Final

from components.charts.marks import Ink
from components.charts.spans import has_values
from components.format import format_number, format_tick, short_name
from components.theme import Palette
from data.catalog.models import Indicator
from data.domain.indicator import Line, Reading, Series

_LABEL_PX: Final = 24
_TWO_ROWS_PX: Final = 42
_FLOOR_PX: Final = 14
_ONE_ROW_CHARS: Final = 22
_NAME_CHARS: Final = 24
_SHAPES: Final = {
    "circle": "●", "diamond": "◆", "square": "■", "triangle-up": "▲", "star": "★", "triangle-down": "▼",
    "pentagon": "⬟",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class End:
    """The newest point of a region's newest line, where its name is written."""

    series: Series
    line: Line
    reading: Reading
    ink: Ink


def bases_of(series: Series, ink: Ink) -> Iterator[tuple[Series, Ink]]:
    """Each basis of the regency as a line with a shape and name of its own; of another region the newest only."""
    lines = [line for line in series.lines if has_values(line)]
    if not ink.is_utama:
        newest = max(lines, key=lambda line: last_of(line).periode, default=None)
        name = f"{short_name(series.nama)}, {newest.label}" if newest else ""
        yield (replace(series, lines=(newest,)) if newest else series), replace(ink, name=name)
        return
    for line, (shape, sign) in zip(lines, cycle(_SHAPES.items()), strict=False):
        yield replace(series, lines=(line,)), replace(ink, shape=shape, name=f"{sign} {line.label}")


def ends_of(drawn: Sequence[tuple[Series, Ink]]) -> list[End]:
    """Where each region's newest line ends; a method that runs beside it is named too."""
    ends = []
    for series, ink in drawn:
        lines = [line for line in series.lines if has_values(line)]
        newest = max((last_of(line).periode for line in lines), default="")
        ends += [End(series, line, last_of(line), ink) for line in lines if last_of(line).periode == newest]
    return ends


def last_of(line: Line) -> Reading:
    """The newest reading with a value of a line that has one."""
    return [reading for reading in line.readings if reading.value is not None][-1]


def end_names(
    ends: Sequence[End], indicator: Indicator, span: tuple[float, float], plot_px: float, p: Palette
) -> list[dict[str, Any]]:
    """Names at the right, pushed apart so that none covers another; the push is in pixels, the value stays true."""
    low, high = span
    ordered = sorted(ends, key=lambda end: end.reading.value or 0.0)
    wanted = [((end.reading.value or 0.0) - low) / (high - low) * plot_px for end in ordered]
    rows = max((_text(end, ends, indicator).count("<br>") + 1 for end in ends), default=1)
    placed = kept_inside(spread(wanted, _apart(rows)), _apart(rows), plot_px)
    return [
        {
            "x": 1, "xref": "paper", "xanchor": "left", "xshift": 12, "showarrow": False,
            "y": end.reading.value, "yref": "y", "yshift": at - want,
            "text": _text(end, ends, indicator), "align": "left",
            "font": {"size": 18 if _is_big(end) else 15, "color": end.ink.label or p.muted},
        }
        for end, want, at in zip(ordered, wanted, placed, strict=True)
    ]  # fmt: skip


def names_margin(ends: Sequence[End], indicator: Indicator) -> int:
    """Margin in px at the right, for the longest row of a name."""
    rows = [
        len(row) * (1.2 if _is_big(end) else 1.0)
        for end in ends
        for row in _text(end, ends, indicator).replace("<b>", "").replace("</b>", "").split("<br>")
    ]
    return min(250, 22 + int(max(rows, default=0) * 8.4))


def names_px(count: int) -> int:
    """Height in px that so many names of two rows need above each other."""
    return count * _TWO_ROWS_PX


def kept_inside(placed: Sequence[float], apart: float, plot_px: float) -> list[float]:
    """Ascending places moved off ceiling and floor; where there is no room for all, the floor holds."""
    count = len(placed)
    lowered = [min(at, plot_px - _FLOOR_PX - (count - 1 - i) * apart) for i, at in enumerate(placed)]
    return [max(at, _FLOOR_PX + i * apart) for i, at in enumerate(lowered)]


def _apart(rows: int) -> int:
    return _LABEL_PX if rows == 1 else _TWO_ROWS_PX


def spread(wanted: Sequence[float], apart: float) -> list[float]:
    """Ascending places -> places at least `apart` from each other, in blocks around where they wanted to be."""
    blocks: list[list[float]] = []
    for place in wanted:
        blocks.append([place])
        while len(blocks) > 1 and _top(blocks[-2], apart) + apart > _bottom(blocks[-1], apart):
            blocks[-2:] = [blocks[-2] + blocks[-1]]
    return [_bottom(block, apart) + i * apart for block in blocks for i in range(len(block))]


def _bottom(block: Sequence[float], apart: float) -> float:
    return sum(block) / len(block) - (len(block) - 1) * apart / 2


def _top(block: Sequence[float], apart: float) -> float:
    return _bottom(block, apart) + (len(block) - 1) * apart


def _is_big(end: End) -> bool:
    """The regency's own name; the bases of its figures are many and stand smaller."""
    return end.ink.is_utama and not end.ink.name


def _name(end: End, ends: Sequence[End]) -> str:
    """The region; with its method where two of its methods end side by side; a basis by its own name."""
    if end.ink.name:
        return end.ink.name
    has_twin = sum(1 for other in ends if other.series is end.series) > 1
    return f"{short_name(end.series.nama)}, {end.line.label}" if has_twin else short_name(end.series.nama)


def _text(end: End, ends: Sequence[End], indicator: Indicator) -> str:
    newest = max(other.reading.periode for other in ends)
    value = format_number(end.reading.value or 0.0, indicator.decimals)
    since = f" ({format_tick(end.reading.periode)[-4:]})" if end.reading.periode != newest else ""
    name = _name(end, ends)
    glue = "<br>" if end.ink.name or len(f"{name} {value}{since}") > _ONE_ROW_CHARS else " "
    short = name if len(name) <= _NAME_CHARS else f"{name[: _NAME_CHARS - 1].rstrip()}…"
    text = f"{short}{glue}{value}{since}"
    return f"<b>{text}</b>" if _is_big(end) else text
