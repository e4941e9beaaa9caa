"""The strip at the foot of Ringkasan: how much is loaded, how fresh, how much can be judged. Only counted facts."""

from __future__ import annotations

from dash import html
from dash.development.base_component import Component

from components.format import format_instant
from data.domain.attention import Attention
from data.domain.provenance import Moment


def standing_strip(attention: Attention, moment: Moment) -> Component:
    """Four counts and the newest publication."""
    fresh = attention.sources - attention.sources_late
    held = len(moment.held)
    cells = [
        (f"{attention.loaded} / {attention.indicators}", "indikator ada angkanya"),
        (f"{fresh} / {attention.sources}", f"sumber terbaru · {attention.sources_late} terlambat"),
        (str(attention.with_target), f"indikator bertarget · {attention.on_target} sesuai"),
        (str(held), "sumber ditahan pemeriksaan mutu"),
        (f"versi {moment.version}", _published(moment)),
    ]
    return html.Dl([html.Div([html.Dt(word), html.Dd(number)]) for number, word in cells], className="bilah")


def _published(moment: Moment) -> str:
    return f"terbit {format_instant(moment.committed_at)}" if moment.committed_at else "belum ada terbitan"
