"""Several regions, one indicator: a line each, told apart by colour, by the shape of its points and by its name."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import plotly.graph_objects as go

from components.charts.marks import Ink
from components.charts.spans import periods_of, utama_first
from components.charts.trend import draw_lines
from components.theme import Palette, Tema, palette
from data.catalog.models import Indicator
from data.domain.entitas import Kode
from data.domain.indicator import SeriesSet
from data.domain.periode import cadence_of

MOST_REGIONS: Final = 6
_SHAPES: Final = ("diamond", "square", "triangle-up", "cross", "star", "hexagon")


def compared(series_set: SeriesSet, utama: Kode) -> SeriesSet:
    """The regions that are drawn: the regency first where it is among them, six at most."""
    shown = tuple(utama_first(series_set, utama)[:MOST_REGIONS])
    return SeriesSet(series_set.indicator, shown, events=series_set.events)


def compare_figure(
    series_set: SeriesSet, indicator: Indicator, utama: Kode, tema: Tema, periods: Sequence[str] = ()
) -> go.Figure:
    """Series of up to six regions -> figure; the seventh and later are left out, as `compared` says.

    `periods` widen the time axis, so that panels side by side share theirs.
    """
    p = palette(tema)
    shown = compared(series_set, utama)
    inks = _inks(p, [series.entitas == utama for series in shown.series])
    return draw_lines(shown, indicator, list(zip(shown.series, inks, strict=True)), tema, periods)


def _inks(p: Palette, is_utama: list[bool]) -> list[Ink]:
    colours = [p.scale_6, p.pembanding_1, p.scale_4, p.pembanding_3, p.text, p.pembanding_2]
    others = iter([Ink(c, 2.5, False, c, shape) for c, shape in zip(colours, _SHAPES, strict=True)])
    return [Ink(p.accent, 4.0, True, p.accent) if mine else next(others) for mine in is_utama]


def shared_periods(own: SeriesSet, beside: Sequence[SeriesSet]) -> list[str]:
    """Periods of the panels beside one that speak as often as it does: days must not squeeze years, nor years days."""
    cadences = {cadence_of(periode) for periode in periods_of(own)}
    return sorted({p for one in beside for p in periods_of(one) if cadence_of(p) in cadences})
