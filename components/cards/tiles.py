"""Tiles as pages place them: the card, the way to its passport, and what takes it along."""

from __future__ import annotations

from dash.development.base_component import Component

from components.cards.compact import compact_card
from components.cards.kpi import NO_SOURCE, kpi_card
from components.charts.downloads import Downloads, download_row, downloads_of, file_row
from components.format import format_periode
from components.shell import View
from data.catalog.models import Indicator
from data.domain.indicator import Tile


def tile_panel(tile: Tile, indicator: Indicator, publisher: str, view: View) -> Component:
    """The KPI card with the way to its passport, and what takes it along."""
    row = download_row(_tile_downloads(tile, indicator, publisher, view), indicator.title)
    return kpi_card(tile, indicator, publisher, view.tema, view.link(f"/indikator/{indicator.id}"), row)


def compact_panel(tile: Tile, indicator: Indicator, publisher: str, view: View) -> Component:
    """The tile of the wall, with the same way and the same files."""
    row = file_row(_tile_downloads(tile, indicator, publisher, view), indicator.title)
    return compact_card(tile, indicator, publisher, view.tema, view.link(f"/indikator/{indicator.id}"), row)


def _tile_downloads(tile: Tile, indicator: Indicator, publisher: str, view: View) -> Downloads:
    return downloads_of(
        view,
        "kartu",
        indicator,
        kodes=[tile.entitas],
        subtitle=f"{view.jenis.title()} {view.nama}, {format_periode(tile.reading.periode)} · {tile.line.label}",
        source=f"{publisher or NO_SOURCE} · Pemilik: {indicator.owner}",
        is_simulated=tile.reading.is_simulated,
    )
