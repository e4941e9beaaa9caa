"""Where the region stands among its siblings: one dot a row, best on top, the region in accent."""

from __future__ import annotations

from typing import Any, Final

import plotly.graph_objects as go

from components.charts.labels import label_px
from components.charts.sentences import ranking_sentence
from components.format import format_amount, format_number, format_periode, short_name
from components.theme import Palette, Tema, figure_template, palette
from data.catalog.models import Indicator
from data.domain.entitas import Kode
from data.domain.indicator import Rank, Ranking

__all__ = ["ranking_figure", "ranking_sentence"]

_ROW_PX: Final = 21
_FIGURE_SPACE: Final = "\u2007"


def ranking_figure(ranking: Ranking, indicator: Indicator, utama: Kode, tema: Tema) -> go.Figure:
    """35 siblings -> a dot plot; the value axis starts where the data start, since dots carry no length."""
    p = palette(tema)
    rows = ranking.rows
    is_utama = [row.entitas == utama for row in rows]
    facts: dict[str, Any] = {
        "x": [row.value for row in rows],
        "y": list(range(len(rows))),
        "customdata": [row.entitas for row in rows],
        "meta": {"garis": ranking.line, "periode": ranking.periode},
        "text": [_value_text(row, indicator, mine) for row, mine in zip(rows, is_utama, strict=True)],
        "textfont": {"size": 14, "color": [p.accent if mine else p.muted for mine in is_utama]},
        "hovertext": [_hover(row, ranking, indicator) for row in rows],
        "marker": _marker(is_utama, p),
    }
    trace = go.Scatter(
        **facts, mode="markers+text", textposition="middle right", hoverinfo="text", cliponaxis=False, name="Peringkat"
    )
    figure = go.Figure(trace)
    figure.update_layout(
        template=figure_template(tema), margin={"l": label_px(_plain_names(ranking.rows), 14), "r": 64, "t": 4, "b": 4}
    )
    _set_axes(figure, rows, is_utama, p)
    return figure


def ranking_height_px(ranking: Ranking) -> int:
    """Height that gives each row its own line of text."""
    return max(160, len(ranking.rows) * _ROW_PX + 16)


def _marker(is_utama: list[bool], p: Palette) -> dict[str, Any]:
    colours = [p.accent if mine else p.pembanding_3 for mine in is_utama]
    return {"color": colours, "size": [13 if mine else 8 for mine in is_utama], "opacity": 1, "line": {"width": 0}}


def _value_text(row: Rank, indicator: Indicator, mine: bool) -> str:
    number = format_number(row.value, indicator.decimals)
    return f"  <b>{number}</b>" if mine else f"  {number}"


def _hover(row: Rank, ranking: Ranking, indicator: Indicator) -> str:
    place = f"urutan {row.place} dari {ranking.expected}, {format_periode(ranking.periode)}"
    return f"<b>{row.nama}</b><br><b>{format_amount(row.value, indicator)}</b><br>{place}"


def _set_axes(figure: go.Figure, rows: tuple[Rank, ...], is_utama: list[bool], p: Palette) -> None:
    names = [_name(row, mine, p) for row, mine in zip(rows, is_utama, strict=True)]
    figure.update_xaxes(visible=False, automargin=False)
    figure.update_yaxes(
        tickvals=list(range(len(rows))),
        ticktext=names,
        tickfont={"size": 14, "color": p.muted},
        range=[len(rows) - 0.4, -0.6],
        showgrid=True,
        gridcolor=p.grid,
        automargin=False,
    )


def _plain_names(rows: tuple[Rank, ...]) -> list[str]:
    return [f"{short_name(row.nama)}{str(row.place).rjust(3)}" for row in rows]


def _name(row: Rank, mine: bool, p: Palette) -> str:
    place = str(row.place).rjust(3, _FIGURE_SPACE)
    name = short_name(row.nama)
    if mine:
        return f'<b><span style="color:{p.accent}">{name}{place}</span></b>'
    return f'{name}<span style="color:{p.dim}">{place}</span>'
