"""The card around a map: heading, picture, legend, sentence, table twin, and a word about the boundaries."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from dash import dcc, html
from dash.development.base_component import Component

from components.attributes import hyphenated
from components.cards.panels import empty_panel
from components.charts.downloads import Downloads, download_row, downloads_of
from components.format import short_name
from components.maps.controls import CHOSEN, indicator_chooser
from components.maps.face import Face, change_face, value_face
from components.maps.links import map_link
from components.maps.sentences import LEVEL_WORDS, absent_sentence, map_title
from components.maps.table import map_table
from components.shell import View
from components.states import simulated_tag
from data.catalog.models import Indicator
from data.domain.batas import Layer
from data.domain.difference import MapDifference
from data.domain.entitas import Kode
from data.domain.peta import MapAnswer

_INDICATIVE = "dihitung dari titik wakil wilayah, bukan garis batas resmi"
_TABLE_AREAS = 40


@dataclass(frozen=True, slots=True)
class Standpoint:
    """Where one stands on a map: the region in view, the area touched, and the layers drawn over it.

    `below` are the areas one goes down to, `frame` the boundaries above; `names` name the areas of both.
    """

    induk: Kode
    terpilih: Kode | None = None
    below: Layer | None = None
    frame: Layer | None = None
    names: Mapping[Kode, str] = field(default_factory=dict)
    is_own_page: bool = False


def map_card(
    answer: MapAnswer,
    layer: Layer | None,
    indicator: Indicator,
    view: View,
    *,
    offers: Sequence[Indicator] = (),
    standpoint: Standpoint | None = None,
    card_id: str = "",
    difference: MapDifference | None = None,
) -> Component:
    """A map of one level, of its values or of a `difference`. `offers` are named where there is nothing to show.

    Without a `standpoint` the card stands on another page: the whole region is in view, a touch leads to /peta, and
    one chooses among the `offers` (`?peta=`, component CHOSEN).
    """
    name = card_id or f"peta-{indicator.id}"
    if layer is None or not answer.frames:
        return empty_panel(map_title(indicator, answer.level), absent_sentence(indicator, answer.level, offers))
    at = standpoint or Standpoint(answer.entitas)
    face = change_face(difference, indicator) if difference else value_face(answer, indicator)
    picture = html.Div(
        className="peta-lukisan",
        role="img",
        **hyphenated(aria_label=face.sentence, data_isi=face.payload, **_painted(answer, layer, view, at)),
    )
    title = (
        _chooser(indicator, offers, view)
        if len(offers) > 1 and not at.is_own_page
        else map_title(indicator, answer.level)
    )
    head = _head(title, face, answer, layer, view, name)
    told = html.P(face.sentence, className="hanya-suara peta-kalimat")
    parts = [head, picture, face.legend, told, *_foot(face, answer, layer, indicator, view, at)]
    return html.Section(parts, id=name, className="kartu kartu-peta", **hyphenated(aria_labelledby=f"{name}-judul"))


def _painted(answer: MapAnswer, layer: Layer, view: View, at: Standpoint) -> dict[str, Any]:
    """The data attributes assets/peta.js paints from, beside the payload."""
    target = map_link(view, indikator=answer.indicator, level=answer.level.value, periode=answer.periode)
    return {
        "data_geo": geo_address(layer),
        "data_geo_bawah": geo_address(at.below) if at.below else None,
        "data_geo_batas": geo_address(at.frame) if at.frame else None,
        "data_nama": json.dumps(dict(at.names), ensure_ascii=False, separators=(",", ":")) if at.names else None,
        "data_induk": at.induk,
        "data_terpilih": at.terpilih,
        "data_waktu": "alamat" if at.is_own_page else None,
        "data_tujuan": None if at.is_own_page else target,
    }


def geo_address(layer: Layer) -> str:
    """Where the shapes of a layer are fetched, by their content hash."""
    return f"/geo/{layer.sha}.json"


def _chooser(indicator: Indicator, offers: Sequence[Indicator], view: View) -> Component:
    """The title of a map on another page is where one chooses what it shows."""
    return indicator_chooser(indicator.id, offers, view, parameter="peta", told=CHOSEN)


def _head(title: Component | str, face: Face, answer: MapAnswer, layer: Layer, view: View, name: str) -> Component:
    when = html.Span(face.when, className="peta-kapan")
    heading = html.H2([title, ", " if isinstance(title, str) else " ", when], id=f"{name}-judul")
    counted = html.Span(str(face.counted), **hyphenated(data_hitung="lapor"))
    told: list[Any] = [counted, f" dari {len(answer.areas)} {LEVEL_WORDS[answer.level]} {face.told} · ", layer.label]
    tag = [simulated_tag()] if answer.is_simulated else []
    passport = dcc.Link("Paspor", href=view.link(f"/indikator/{answer.indicator}"), className="paspor-tautan")
    facts = html.Div([*tag, html.Span(told, className="peta-lapor"), passport], className="peta-fakta")
    return html.Div([heading, facts], className="kartu-kepala peta-kepala")


def _foot(
    face: Face, answer: MapAnswer, layer: Layer, indicator: Indicator, view: View, at: Standpoint
) -> list[Component]:
    """Table twin, downloads, a word about the boundaries; on the map's own page the ranking is the twin."""
    row = download_row(_downloads(face, answer, layer, indicator, view, at), map_title(indicator, answer.level))
    told = html.P(_boundary_line(layer, indicator), className="kartu-kaki")
    if at.is_own_page:
        return [html.Div([told, row], className="kartu-bawah")]
    twin = [_twin(map_table(answer, indicator))] if len(answer.areas) <= _TABLE_AREAS else []
    return [html.Div([*twin, row], className="kartu-bawah"), told]


def _twin(table: Component) -> Component:
    return html.Details([html.Summary("Tabel angka"), html.Div(table, className="tabel-gulung", tabIndex=0)])


def _downloads(
    face: Face, answer: MapAnswer, layer: Layer, indicator: Indicator, view: View, at: Standpoint
) -> Downloads:
    """Files of the areas in view; the browser adds the period, which it alone knows (assets/unduh_peta.js)."""
    is_down, utama = at.induk != answer.entitas, f"{view.jenis.title()} {view.nama}"
    return downloads_of(
        view,
        "peta",
        indicator,
        periode="" if face.banding else answer.periode,
        subtitle=f"Kecamatan {short_name(at.names.get(at.induk, at.induk))}, {utama}" if is_down else utama,
        is_simulated=answer.is_simulated,
        picture=f"peta_{answer.level.value}_{{periode}}",
        source=_boundary_line(layer, indicator),
        also={"tingkat": answer.level.value, "induk": at.induk if is_down else "", "banding": face.banding},
    )


def _boundary_line(layer: Layer, indicator: Indicator) -> str:
    why = f": {_INDICATIVE}" if layer.kind == "indikatif" else f", {layer.publisher}"
    return f"Pemilik: {indicator.owner} · {layer.label[:1].upper()}{layer.label[1:]}{why}"
