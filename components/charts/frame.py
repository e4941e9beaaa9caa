"""The card around a chart: heading, chart of fixed height, sentence, table twin, source, way to the passport."""

from __future__ import annotations

from typing import Any, Final

import plotly.graph_objects as go
from dash import dcc, html
from dash.development.base_component import Component

from components.attributes import hyphenated
from components.charts.downloads import Downloads, download_row

_CONFIG: Final[Any] = {
    "displayModeBar": False,
    "displaylogo": False,
    "responsive": True,
    "locale": "id",
    "doubleClick": False,
    "scrollZoom": False,
}


def chart_card(
    *,
    card_id: str,
    title: str,
    figure: go.Figure,
    sentence: str,
    table: Component,
    note: str,
    source_line: str,
    href: str,
    height_px: int = 330,
    downloads: Downloads | None = None,
) -> Component:
    """`href` leads to the passport and is empty on it.

    `height_px` is the least height of the chart at 1920 wide; it grows with the screen, never with its content.
    """
    label = f"{card_id}-judul"
    passport = [dcc.Link("Paspor", href=href, className="paspor-tautan")] if href else []
    head = html.Div([html.H2(title, id=label), *passport], className="kartu-kepala")
    graph = dcc.Graph(id=f"{card_id}-grafik", figure=figure, config=_CONFIG, className="grafik", responsive=True)
    picture = html.Div(
        html.Div(graph, className="grafik-skala"),
        className="grafik-kotak",
        role="application",
        tabIndex=0,
        style={"--tinggi": f"{height_px / 16:g}rem"},
        **hyphenated(aria_label=sentence, aria_roledescription="grafik; panah kiri dan kanan membaca titik"),
    )
    twin = html.Details([html.Summary("Tabel angka"), html.Div(table, className="tabel-gulung", tabIndex=0)])
    notes = [html.P(note, className="catatan")] if note else []
    told = html.P(sentence, className="hanya-suara")
    foot = html.P(source_line, className="kartu-kaki")
    row = [download_row(downloads, title)] if downloads else []
    parts = [head, picture, told, *notes, html.Div([twin, *row], className="kartu-bawah"), foot]
    return html.Section(parts, id=card_id, className="kartu kartu-grafik", **hyphenated(aria_labelledby=label))
