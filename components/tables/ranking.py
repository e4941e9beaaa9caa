"""The table twins of a ranking, of a profile and of parts."""

from __future__ import annotations

from collections.abc import Sequence

from dash import html
from dash.development.base_component import Component

from components.charts.parts import Parts
from components.charts.profile import ProfileRow
from components.format import format_number, format_periode, short_name
from components.tables.cells import head_row, reading_cell, value_cell
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


def parts_table(parts: Parts, indicator: Indicator) -> Component:
    """A row for each part, largest first; the total as printed below them, where one is."""
    body = [
        html.Tr(
            [
                html.Th(bar.label, scope="row"),
                reading_cell(bar.reading, indicator, parts.entitas, bar.garis, parts.periode),
            ]
        )
        for bar in parts.bars
    ]
    unit = f" ({indicator.unit})" if indicator.unit else ""
    caption = html.Caption(f"{indicator.title}{unit}, {short_name(parts.nama)}, {format_periode(parts.periode)}")
    return html.Table(
        [caption, head_row(("Bagian", "Nilai"), ("Nilai",)), html.Tbody(body), *_total(parts, indicator)],
        className="tabel",
    )


def _total(parts: Parts, indicator: Indicator) -> list[Component]:
    if parts.total is None:
        return []
    total = html.Td(format_number(parts.total, indicator.decimals), className="angka")
    return [html.Tfoot(html.Tr([html.Th("Total tercetak", scope="row"), total]))]
