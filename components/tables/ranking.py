"""The table twins of a ranking and of a profile."""

from __future__ import annotations

from collections.abc import Sequence

from dash import html
from dash.development.base_component import Component

from components.charts.profile import ProfileRow
from components.format import format_periode, short_name
from components.tables.cells import head_row, value_cell
from data.catalog.models import Indicator
from data.domain.indicator import Ranking


def ranking_table(ranking: Ranking, indicator: Indicator) -> Component:
    """Place, region, value; the region asked for is marked."""
    rows = [
        html.Tr(
            [
                html.Td(str(row.place), className="angka"),
                html.Th(row.nama, scope="row"),
                value_cell(row.value, indicator, row.entitas, ranking.line, ranking.periode),
            ],
            className="utama" if row.entitas == ranking.entitas else "",
        )
        for row in ranking.rows
    ]
    unit = f" ({indicator.unit})" if indicator.unit else ""
    count = f"{len(ranking.rows)} dari {ranking.expected} wilayah"
    caption = html.Caption(f"{indicator.title}{unit}, {format_periode(ranking.periode)}, {count}")
    return html.Table(
        [caption, head_row(("Urutan", "Wilayah", "Nilai"), ("Urutan", "Nilai")), html.Tbody(rows)], className="tabel"
    )


def profile_table(rows: Sequence[ProfileRow], indicator: Indicator) -> Component:
    """A row for each domain, a column for each region."""
    names = [short_name(point.nama) for point in rows[0].points] if rows else []
    body = [
        html.Tr(
            [
                html.Th(row.label, scope="row"),
                *(value_cell(point.value, indicator, point.kode, row.garis, row.periode) for point in row.points),
            ]
        )
        for row in rows
    ]
    caption = html.Caption(f"Profil per domain, {format_periode(rows[0].periode) if rows else 'belum dimuat'}")
    return html.Table([caption, head_row(("Domain", *names), names), html.Tbody(body)], className="tabel")
