"""The row of a card that takes its content along: a picture made by the browser, CSV and XLSX from the server.

A download names the version, and for a live page the day ages were judged on, so the file equals the screen.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import urlencode

from dash import html
from dash.development.base_component import Component

from components.attributes import hyphenated
from components.format import format_date, format_instant, short_name
from components.shell import View
from data.catalog.models import Indicator


@dataclass(frozen=True, slots=True)
class Downloads:
    """What the row leads to and what is written on the picture. `address` has no ending; `query` follows it."""

    address: str
    query: str
    stem: str
    picture: str
    subtitle: str
    source: str
    stamp: str


def downloads_of(
    view: View,
    jenis: str,
    indicator: Indicator,
    *,
    kodes: Sequence[str] = (),
    periode: str = "",
    beside: Sequence[str] = (),
    subtitle: str = "",
    is_simulated: bool = False,
    picture: str = "",
    source: str = "",
    also: Mapping[str, str] | None = None,
) -> Downloads:
    """Downloads of one card. `kodes`: its regions; `beside`: further indicators of a profile; `also`: more words.

    `picture` names the PNG where two cards show the same rows; `{periode}` in it is filled in by the browser.
    """
    moment = view.moment
    asked = {"versi": str(moment.version), "per": "" if moment.is_pinned else moment.as_of.isoformat()}
    asked |= {"kode": ",".join(kodes), "periode": periode, "indikator": ",".join(beside), **(also or {})}
    place = short_name(view.nama).lower().replace(" ", "-")
    kind = "" if jenis == "seri" else f"_{jenis}"
    told = [f"Versi {moment.version}", f"dinilai per {format_date(moment.as_of)}"]
    told[1:1] = [f"terbit {format_instant(moment.committed_at)}"] if moment.committed_at else []
    return Downloads(
        address=f"/unduh/{jenis}/{indicator.id}",
        query=urlencode({name: text for name, text in asked.items() if text}, safe=","),
        stem=f"{place}_{indicator.id}{kind}_{moment.version}",
        picture=f"{place}_{indicator.id}{f'_{picture}' if picture else kind}_{moment.version}.png",
        subtitle=subtitle or view.nama,
        source=source or f"Pemilik: {indicator.owner}",
        stamp=" · ".join([*told, "SIMULASI"] if is_simulated else told),
    )


def download_row(downloads: Downloads, title: str) -> html.Div:
    """PNG, CSV, XLSX; assets/unduh.js makes the picture from the drawing beside this row."""
    facts = hyphenated(
        data_judul=title,
        data_anak_judul=downloads.subtitle,
        data_sumber=downloads.source,
        data_cap=downloads.stamp,
        data_berkas=downloads.picture,
    )
    picture = html.Button("PNG", type="button", className="unduh-png", **facts)
    return _row([html.Span("Unduh"), picture, *_files(downloads)], title)


def file_row(downloads: Downloads, title: str) -> html.Div:
    """CSV and XLSX alone: a wall of tiles must stay light."""
    return _row(_files(downloads), title)


def _row(parts: Sequence[Component], title: str) -> html.Div:
    return html.Div(list(parts), className="unduh", role="group", **hyphenated(aria_label=f"Unduh {title}"))


def _files(downloads: Downloads) -> list[Component]:
    return [
        html.A(
            ending.upper(),
            href=f"{downloads.address}.{ending}?{downloads.query}",
            download=f"{downloads.stem}.{ending}",
        )
        for ending in ("csv", "xlsx")
    ]
