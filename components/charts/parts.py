"""The parts of a total, such as visitors by agency: bars from zero, the largest first, the missing ones in words."""

from __future__ import annotations

import math
from dataclasses import dataclass
from textwrap import shorten
from typing import Any, Final

import plotly.graph_objects as go

from components.format import format_amount, format_number, format_periode, full_name
from components.states import STATE_LOOKS, shown_state
from components.theme import Palette, Tema, figure_template, palette
from data.catalog.models import Indicator
from data.domain.entitas import Kode
from data.domain.indicator import Reading, Series

_ROW_PX: Final = 46
_NAME_CHARS: Final = 46
_NAMED: Final = 3


@dataclass(frozen=True, slots=True)
class PartBar:
    """One part: the line it is read from, its name, its reading (None where the warehouse has no row)."""

    garis: str
    label: str
    reading: Reading | None

    @property
    def value(self) -> float | None:
        """The part's value, None where it has none."""
        return self.reading.value if self.reading else None


@dataclass(frozen=True, slots=True)
class Parts:
    """The parts of one region and period, largest first, and the total as its publisher prints it."""

    entitas: Kode
    nama: str
    periode: str
    bars: tuple[PartBar, ...]
    total: float | None = None

    @property
    def sum(self) -> float:
        """Sum of the parts that have a value."""
        return math.fsum(bar.value for bar in self.bars if bar.value is not None)


def parts_of(series: Series, periode: str = "", total: float | None = None) -> Parts:
    """The lines of a series as parts at a period; without one, at the newest any of them has a value for."""
    at = periode or (series.newest[1].periode if series.newest else "")
    found = [
        PartBar(line.id, line.label, next((r for r in line.readings if r.periode == at), None)) for line in series.lines
    ]
    found.sort(key=lambda bar: (bar.value is None, -(bar.value or 0.0)))
    return Parts(series.entitas, series.nama, at, tuple(found), total)


def parts_figure(parts: Parts, indicator: Indicator, tema: Tema) -> go.Figure:
    """Bars over their names; the axis starts at zero, since a bar's length is its value."""
    p = palette(tema)
    figure = go.Figure([_bars(parts, indicator, p), _names(parts, p)])
    figure.update_layout(
        template=figure_template(tema), margin={"l": 4, "r": 8, "t": 4, "b": 4}, bargap=0, uniformtext={"mode": False}
    )
    largest = max((bar.value for bar in parts.bars if bar.value is not None), default=0.0)
    figure.update_xaxes(visible=False, range=[0, (largest or 1.0) * 1.2])
    figure.update_yaxes(visible=False, range=[len(parts.bars) - 0.35, -0.75])
    return figure


def parts_height_px(parts: Parts) -> int:
    """Height that gives each part a row for its name and one for its bar."""
    return max(140, len(parts.bars) * _ROW_PX + 16)


def parts_sentence(parts: Parts, indicator: Indicator) -> str:
    """How many parts, their sum, the largest, those without a value, and a printed total that differs."""
    told = [bar for bar in parts.bars if bar.value is not None]
    if not told:
        return f"{indicator.title}: belum ada rincian yang dimuat."
    head = (
        f"{indicator.title} {full_name(parts.nama, parts.entitas)} {format_periode(parts.periode)}: {len(told)} bagian"
    )
    largest = "; ".join(f"{bar.label} {format_number(bar.value or 0.0, indicator.decimals)}" for bar in told[:_NAMED])
    missing = [bar.label for bar in parts.bars if bar.value is None]
    absent = f" Tanpa nilai: {', '.join(missing)}." if missing else ""
    summed = f"berjumlah {format_amount(parts.sum, indicator)}"
    return f"{head} {summed}. Terbesar: {largest}.{absent}{_mismatch(parts, indicator)}"


def _mismatch(parts: Parts, indicator: Indicator) -> str:
    """A printed total that is not the sum of its parts is said, never mended."""
    note = mismatch_note(parts, indicator)
    return f" {note}." if note else ""


def mismatch_note(parts: Parts, indicator: Indicator) -> str:
    """'Total tercetak 145, jumlah bagian 147; selisih 2'; empty where they agree or no total is printed."""
    if parts.total is None or abs(parts.total - parts.sum) < 0.5 * 10**-indicator.decimals:
        return ""
    total, summed, gap = (
        format_number(value, indicator.decimals) for value in (parts.total, parts.sum, abs(parts.total - parts.sum))
    )
    return f"Total tercetak {total}, jumlah bagian {summed}; selisih {gap}"


def _bars(parts: Parts, indicator: Indicator, p: Palette) -> go.Bar:
    rows = parts.bars
    facts: dict[str, Any] = {
        "x": [bar.value or 0.0 for bar in rows],
        "y": [row + 0.22 for row in range(len(rows))],
        "customdata": [bar.garis for bar in rows],
        "meta": {"kode": parts.entitas, "periode": parts.periode},
        "text": [f" {_shown(bar, indicator)}" for bar in rows],
        "textfont": {"size": 16, "color": [p.text if bar.value is not None else p.dim for bar in rows]},
        "hovertext": [_hover(bar, parts, indicator) for bar in rows],
        "marker": {"color": p.scale_4, "line": {"width": 0}},
    }
    return go.Bar(
        **facts,
        orientation="h",
        width=0.36,
        textposition="outside",
        constraintext="none",
        hoverinfo="text",
        cliponaxis=False,
        name="Bagian",
    )


def _names(parts: Parts, p: Palette) -> go.Scatter:
    facts: dict[str, Any] = {
        "x": [0.0] * len(parts.bars),
        "y": [row - 0.28 for row in range(len(parts.bars))],
        "text": [shorten(bar.label, _NAME_CHARS, placeholder="…") for bar in parts.bars],
        "textfont": {"size": 15, "color": p.muted},
    }
    return go.Scatter(
        **facts, mode="text", textposition="middle right", hoverinfo="skip", cliponaxis=False, name="Nama"
    )


def _shown(bar: PartBar, indicator: Indicator) -> str:
    if bar.reading is None:
        return "belum dimuat"
    if bar.value is None:
        return STATE_LOOKS[shown_state(bar.reading)].word
    return format_number(bar.value, indicator.decimals)


def _hover(bar: PartBar, parts: Parts, indicator: Indicator) -> str:
    rows = [f"<b>{bar.label}</b>", f"<b>{_shown(bar, indicator)}</b>", format_periode(parts.periode)]
    return "<br>".join([*rows, *(["SIMULASI"] if bar.reading and bar.reading.is_simulated else [])])
