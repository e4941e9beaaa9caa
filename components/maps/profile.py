"""What stands beside the map: the ranking of its areas and the profile of the one touched. The browser fills in what
follows the period, from the numbers the map is painted from.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from dash import dcc, html
from dash.development.base_component import Component

from components.attributes import hyphenated
from components.cards.panels import definition_list
from components.format import format_amount, format_periode
from components.shell import View
from components.states import simulated_tag, state_mark
from data.catalog.models import Indicator
from data.domain.entitas import Entitas, Kode, Level, level_of
from data.domain.indicator import State
from data.domain.peta import MapAnswer


@dataclass(frozen=True, slots=True)
class OtherFact:
    """The newest value of another indicator in the area, with its state."""

    indicator: Indicator
    periode: str
    value: float
    state: State
    is_simulated: bool


def ranking_card(indicator: Indicator) -> Component:
    """An empty ranking; assets/peta_daftar.js writes a row with a button for each area in view."""
    title = html.H2("Peringkat", className="peta-daftar-judul")
    label = hyphenated(aria_label="Peringkat wilayah")
    rows = html.Div(className="peta-daftar tabel-gulung", tabIndex=0, role="region", **label)
    note = html.P(f"{indicator.title}, yang belum lapor di akhir.", className="hanya-suara")
    return html.Section([title, note, rows], className="kartu kartu-daftar")


def facts_at(kode: Kode, answers: Sequence[tuple[MapAnswer, Indicator]]) -> list[OtherFact]:
    """The newest value of each answer in the area, where it has one."""
    return [fact for answer, indicator in answers if (fact := _fact_at(kode, answer, indicator)) is not None]


def _fact_at(kode: Kode, answer: MapAnswer, indicator: Indicator) -> OtherFact | None:
    at = next((i for i, area in enumerate(answer.areas) if area.entitas == kode), None)
    if at is None:
        return None
    for frame in reversed(answer.frames):
        value = frame.values[at]
        if value is not None:
            return OtherFact(indicator, frame.periode, value, frame.states[at], answer.is_simulated)
    return None


def profile_card(place: Entitas, induk_nama: str, others: Sequence[OtherFact], view: View) -> Component:
    """Name and codes; value, place and course of the chosen indicator (by the browser); other indicators."""
    level = level_of(place.kode)
    words = {Level.KABUPATEN: "Kabupaten", Level.KECAMATAN: "Kecamatan", Level.DESA: "Desa/kelurahan"}
    facts = {"Kode Kemendagri": place.kode, "Kode BPS": place.kode_bps or "belum dimuat", "Letak": induk_nama}
    chosen = html.Div(className="peta-profil", **hyphenated(data_kode=place.kode))
    parts = [
        html.P(words.get(level, ""), className="peta-istilah"),
        html.H2(place.nama),
        definition_list(facts),
        chosen,
    ]
    if others:
        rows = [_other(one, view) for one in others]
        parts += [html.H3("Angka lain di sini"), html.Ul(rows, className="peta-lain")]
    return html.Section(parts, className="kartu kartu-teks kartu-profil")


def _other(fact: OtherFact, view: View) -> Component:
    one = fact.indicator
    name = dcc.Link(one.brief_title, href=view.link(f"/indikator/{one.id}"))
    value = html.Span([format_amount(fact.value, one), html.Small(format_periode(fact.periode))], className="angka")
    marks: list[Component] = [state_mark(fact.state)] if fact.state is not State.VALUE else []
    marks += [simulated_tag()] if fact.is_simulated else []
    return html.Li([name, value, *marks])
