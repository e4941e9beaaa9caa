"""A profile over domains: where the region is strong and weak, with the others on the same scale."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

import plotly.graph_objects as go

from components.charts.labels import label_px
from components.format import format_number, format_periode, short_name
from components.theme import Palette, Tema, figure_template, palette
from data.catalog.models import Indicator
from data.domain.entitas import Kode

_SHAPES: Final = ("circle", "diamond", "square", "line-ns")


@dataclass(frozen=True, slots=True)
class ProfilePoint:
    """A region's value in one domain; None where it is not published."""

    kode: Kode
    nama: str
    value: float | None


@dataclass(frozen=True, slots=True)
class ProfileRow:
    """A domain with the points of every region, the regency first and the same regions in each row."""

    label: str
    periode: str
    garis: str
    points: tuple[ProfilePoint, ...]


def profile_figure(rows: Sequence[ProfileRow], indicator: Indicator, tema: Tema) -> go.Figure:
    """Rows from top to bottom on the indicator's declared scale (1 to 5 where none is declared)."""
    p = palette(tema)
    low, high = indicator.scale or (1.0, 5.0)
    count = len(rows[0].points) if rows else 0
    # Last drawn lies on top: the regency's dot is never covered.
    traces = [_trace(rows, index, indicator, p) for index in reversed(range(count))]
    figure = go.Figure(traces)
    pad = (high - low) * 0.04
    figure.update_layout(
        template=figure_template(tema),
        margin={"l": label_px([f"{row.label}  " for row in rows], 16), "r": 12, "t": 8, "b": 34},
        showlegend=True,
        legend={
            "orientation": "h",
            "x": 0,
            "y": 1.02,
            "yanchor": "bottom",
            "traceorder": "reversed",
            "font": {"size": 15},
        },
    )
    ticks: dict[str, Any] = {"tick0": low, "dtick": max(1.0, (high - low) / 4)}
    figure.update_xaxes(range=[low - pad, high + pad], showgrid=True, gridcolor=p.grid, automargin=False, **ticks)
    labels = [f"{row.label}  " for row in rows]
    where: dict[str, Any] = {"tickvals": list(range(len(rows))), "ticktext": labels, "range": [len(rows) - 0.5, -0.6]}
    figure.update_yaxes(**where, automargin=False, tickfont={"size": 16, "color": p.text})
    return figure


def profile_sentence(rows: Sequence[ProfileRow], indicator: Indicator) -> str:
    """Each domain with the value of every region, then the weakest domain of the regency."""
    if not rows:
        return f"{indicator.title}: belum ada profil yang dimuat."
    told = "; ".join(f"{row.label}: {_points(row, indicator)}" for row in rows)
    own = [(row.points[0].value, row.label) for row in rows if row.points[0].value is not None]
    weakest = f" Terendah bagi {short_name(rows[0].points[0].nama)}: {min(own)[1]}." if own else ""
    return f"Profil {format_periode(rows[0].periode)}. {told}.{weakest}"


def _points(row: ProfileRow, indicator: Indicator) -> str:
    return ", ".join(f"{short_name(point.nama)} {_number(point, indicator)}" for point in row.points)


def _number(point: ProfilePoint, indicator: Indicator) -> str:
    return "belum dimuat" if point.value is None else format_number(point.value, indicator.decimals)


def _trace(rows: Sequence[ProfileRow], index: int, indicator: Indicator, p: Palette) -> go.Scatter:
    is_utama = index == 0
    points = [row.points[index] for row in rows]
    colour = p.accent if is_utama else p.comparators[min(index - 1, 2)]
    size, shape = (17, "circle") if is_utama else (12, _SHAPES[min(index, 3)])
    facts: dict[str, Any] = {
        "x": [point.value for point in points],
        "y": list(range(len(rows))),
        "customdata": [row.garis for row in rows],
        "meta": {"kode": points[0].kode},
        "text": [f"<b>{_number(point, indicator)}</b>" if is_utama else "" for point in points],
        "textfont": {"size": 17, "color": p.accent},
        "hovertext": [_hover(row, row.points[index], indicator) for row in rows],
        "marker": {"color": colour, "size": size, "symbol": shape, "line": {"color": colour, "width": 2}},
    }
    name = short_name(points[0].nama)
    return go.Scatter(
        **facts, name=name, mode="markers+text", textposition="top center", hoverinfo="text", cliponaxis=False
    )


def _hover(row: ProfileRow, point: ProfilePoint, indicator: Indicator) -> str:
    number = _number(point, indicator)
    return f"<b>{short_name(point.nama)}</b> · {row.label}<br><b>{number}</b><br>{format_periode(row.periode)}"
