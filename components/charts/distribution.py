"""How the siblings are spread over the values: a dot for each, the region in accent, the middle half as a band."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from statistics import quantiles
from typing import Any, Final

import plotly.graph_objects as go

from components.format import format_amount, format_gap, format_number, format_periode, short_name
from components.theme import Palette, Tema, figure_template, palette
from data.catalog.models import Indicator
from data.domain.entitas import Kode
from data.domain.indicator import Comparator, Direction, Rank, Ranking

HEIGHT_PX: Final = 300
LEAST_REGIONS: Final = 4
_COLUMNS: Final = 34
_ROW_PX: Final = 20
_MOST_COMPARATORS: Final = 3


@dataclass(frozen=True, slots=True)
class Middle:
    """Lower quartile, median, upper quartile in the indicator's unit (linear interpolation, both ends included)."""

    lower: float
    median: float
    upper: float


def middle_of(ranking: Ranking) -> Middle | None:
    """The quartiles of the regions that have a value; None below four, of which nothing in the middle can be said."""
    values = [row.value for row in ranking.rows]
    return Middle(*quantiles(values, n=4, method="inclusive")) if len(values) >= LEAST_REGIONS else None


def distribution_figure(
    ranking: Ranking, indicator: Indicator, utama: Kode, tema: Tema, comparators: Sequence[Comparator] = ()
) -> go.Figure:
    """Siblings -> dot strip; dots that would cover each other are stacked, their values stay true."""
    p = palette(tema)
    outside = [one for one in comparators if one.value is not None][:_MOST_COMPARATORS]
    low, high = _span(ranking, outside)
    figure = go.Figure([_dots(ranking, indicator, utama, (low, high), p), _diamonds(outside, indicator, p)])
    labels = _name_labels(ranking, indicator, utama, outside, (low, high), p)
    figure.update_layout(
        template=figure_template(tema),
        margin={"l": 16, "r": 16, "t": 12 + _ROW_PX * len(labels), "b": 58},
        annotations=[*labels, *_middle_labels(ranking, indicator, p)],
        shapes=_middle_marks(ranking, p),
    )
    _set_axes(figure, ranking, (low, high), indicator, p)
    return figure


def distribution_sentence(ranking: Ranking, indicator: Indicator, comparators: Sequence[Comparator] = ()) -> str:
    """How many have a value, the middle half, the ends, where the region lies, and the others on the same scale."""
    if not ranking.rows:
        return f"{indicator.title}: belum ada nilai per wilayah yang dimuat."
    parts = [
        f"Sebaran {indicator.title} {format_periode(ranking.periode)}, "
        f"{len(ranking.rows)} dari {ranking.expected} wilayah dimuat."
    ]
    ordered = sorted(ranking.rows, key=lambda row: row.value)
    parts.append(f"Terendah {_told(ordered[0], indicator)}, tertinggi {_told(ordered[-1], indicator)}.")
    middle = middle_of(ranking)
    parts += [_middle_told(middle, indicator)] if middle else []
    own = next((row for row in ranking.rows if row.entitas == ranking.entitas), None)
    parts += [_own_told(own, middle, indicator)] if own and middle else []
    told = [
        f"{short_name(c.label)} {format_number(c.value, indicator.decimals)}"
        for c in comparators
        if c.value is not None
    ]
    return " ".join([*parts, *([f"Pembanding: {'; '.join(told)}."] if told else [])])


def _middle_told(middle: Middle, indicator: Indicator) -> str:
    lower, median, upper = (format_number(v, indicator.decimals) for v in (middle.lower, middle.median, middle.upper))
    return f"Median {median}; separuh wilayah di tengah berada antara {lower} dan {upper}."


def _own_told(own: Rank, middle: Middle, indicator: Indicator) -> str:
    gap = own.value - middle.median
    side = "di atas" if gap > 0 else "di bawah" if gap < 0 else "tepat pada"
    by = f"{format_gap(gap, indicator)} {side}" if gap else side
    return f"{_told(own, indicator)}, {by} median."


def _told(row: Rank, indicator: Indicator) -> str:
    return f"{row.nama} {format_amount(row.value, indicator)}"


def _span(ranking: Ranking, outside: Sequence[Comparator]) -> tuple[float, float]:
    values = [row.value for row in ranking.rows] + [one.value for one in outside if one.value is not None]
    low, high = (min(values), max(values)) if values else (0.0, 1.0)
    pad = (high - low) * 0.04 or abs(high) * 0.05 or 1.0
    return low - pad, high + pad


def stacked(values: Sequence[float], span: tuple[float, float]) -> list[float]:
    """Values -> height of each dot in dots, 0 in the middle; dots in the same thirty-fourth of the span are stacked."""
    width = (span[1] - span[0]) / _COLUMNS or 1.0
    columns: dict[int, list[int]] = defaultdict(list)
    for index, value in sorted(enumerate(values), key=lambda pair: pair[1]):
        columns[int((value - span[0]) / width)].append(index)
    heights = [0.0] * len(values)
    for members in columns.values():
        for place, index in enumerate(members):
            heights[index] = place - (len(members) - 1) / 2
    return heights


def _dots(ranking: Ranking, indicator: Indicator, utama: Kode, span: tuple[float, float], p: Palette) -> go.Scatter:
    # Last drawn lies on top: the regency's dot must never be covered.
    rows = sorted(ranking.rows, key=lambda row: row.entitas == utama)
    mine = [row.entitas == utama for row in rows]
    facts: dict[str, Any] = {
        "x": [row.value for row in rows],
        "y": stacked([row.value for row in rows], span),
        "customdata": [row.entitas for row in rows],
        "meta": {"garis": ranking.line, "periode": ranking.periode},
        "hovertext": [_hover(row, ranking, indicator) for row in rows],
        "marker": {
            "color": [p.accent if own else p.pembanding_3 for own in mine],
            "size": [17 if own else 12 for own in mine],
            "opacity": [1 if own else 0.85 for own in mine],
            "line": {"color": p.surface, "width": 1},
        },
    }
    return go.Scatter(**facts, mode="markers", hoverinfo="text", cliponaxis=False, name="Sebaran")


def _diamonds(outside: Sequence[Comparator], indicator: Indicator, p: Palette) -> go.Scatter:
    facts: dict[str, Any] = {
        "x": [one.value for one in outside],
        "y": [0.0] * len(outside),
        "customdata": [one.entitas for one in outside],
        "hovertext": [
            f"<b>{short_name(one.label)}</b><br>{format_amount(one.value or 0.0, indicator)}<br>pembanding"
            for one in outside
        ],
        "marker": {"symbol": "diamond", "size": 14, "color": p.text, "line": {"color": p.surface, "width": 1.5}},
    }
    return go.Scatter(**facts, mode="markers", hoverinfo="text", cliponaxis=False, name="Pembanding")


def _hover(row: Rank, ranking: Ranking, indicator: Indicator) -> str:
    place = f"urutan {row.place} dari {ranking.expected}, {format_periode(ranking.periode)}"
    return f"<b>{row.nama}</b><br><b>{format_amount(row.value, indicator)}</b><br>{place}"


def _name_labels(
    ranking: Ranking,
    indicator: Indicator,
    utama: Kode,
    outside: Sequence[Comparator],
    span: tuple[float, float],
    p: Palette,
) -> list[dict[str, Any]]:
    """A row of its own for each name above the strip, so that no two names can meet; a leader ties it to its dot."""
    names = [
        (one.value, f"{short_name(one.label)} {format_number(one.value, indicator.decimals)}", p.text, 15)
        for one in outside
        if one.value is not None
    ]
    own = [
        (row.value, f"<b>{short_name(row.nama)} {format_number(row.value, indicator.decimals)}</b>", p.accent, 18)
        for row in ranking.rows
        if row.entitas == utama
    ]
    return [_name_label(row, *found, span) for row, found in enumerate([*own, *names])]


def _name_label(row: int, value: float, text: str, colour: str, size: int, span: tuple[float, float]) -> dict[str, Any]:
    is_right = value > (span[0] + span[1]) / 2
    return {
        "x": value, "xref": "x", "y": 1, "yref": "paper", "yanchor": "bottom", "yshift": 4 + row * _ROW_PX,
        "xanchor": "right" if is_right else "left", "xshift": 8 if is_right else -8,
        "text": text, "showarrow": False, "font": {"size": size, "color": colour},
    }  # fmt: skip


def _middle_marks(ranking: Ranking, p: Palette) -> list[dict[str, Any]]:
    middle = middle_of(ranking)
    if middle is None:
        return []
    shared: dict[str, Any] = {"y0": 0, "y1": 1, "yref": "paper", "layer": "below"}
    band = {"type": "rect", "x0": middle.lower, "x1": middle.upper, "fillcolor": p.raised, "line": {"width": 0}}
    median = {"type": "line", "x0": middle.median, "x1": middle.median, "line": {"color": p.dim, "width": 2}}
    return [{**shared, **band}, {**shared, **median}]


def _middle_labels(ranking: Ranking, indicator: Indicator, p: Palette) -> list[dict[str, Any]]:
    middle = middle_of(ranking)
    if middle is None:
        return []
    lower, median, upper = (format_number(v, indicator.decimals) for v in (middle.lower, middle.median, middle.upper))
    text = f"median {median} · separuh di tengah {lower}–{upper}"
    return [
        {
            "x": 0, "xref": "paper", "xanchor": "left", "y": 0, "yref": "paper", "yanchor": "top", "yshift": -32,
            "text": text, "showarrow": False, "font": {"size": 15, "color": p.muted},
        }
    ]  # fmt: skip


def _set_axes(figure: go.Figure, ranking: Ranking, span: tuple[float, float], indicator: Indicator, p: Palette) -> None:
    width = span[1] - span[0]
    decimals = 0 if width >= 10 else min(indicator.decimals, 2 if width < 1 else 1)
    ticks: dict[str, Any] = {"nticks": 5, "tickformat": f",.{decimals}f", "showline": True, "linecolor": p.line}
    figure.update_xaxes(range=list(span), automargin=False, **ticks)
    tallest = max((abs(y) for y in stacked([row.value for row in ranking.rows], span)), default=0)
    reach = max(tallest + 1.2, 4.0)
    figure.update_yaxes(visible=False, range=[-reach, reach])


def direction_note(indicator: Indicator) -> str:
    """Which end of the strip is the better one, in words; empty where no direction is declared."""
    words = {Direction.UP: "makin ke kanan makin baik", Direction.DOWN: "makin ke kiri makin baik"}
    return words.get(indicator.direction, "")
