"""What one chooses a map with: indicator, level, period, and the way back up. assets/peta_kendali.js listens."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

from dash import html
from dash.development.base_component import Component

from components.attributes import hyphenated
from components.format import format_periode, short_name
from components.maps.asked import Asked
from components.maps.links import map_link
from components.maps.sentences import LEVEL_WORDS
from components.shell import View, changed_link
from data.catalog.models import Indicator
from data.domain.entitas import Kode, Level

CHOSEN: Final = "cc-peta-pilihan"


def map_controls(
    asked: Asked,
    offers: Sequence[Indicator],
    levels: Sequence[Level],
    names: Mapping[Kode, str],
    view: View,
    periodes: Sequence[str] = (),
) -> Component:
    """A row of controls; `offers` are the indicators that have a map, `levels` and `periodes` the chosen one's."""
    parts = [
        html.Label(
            [html.Span("Indikator", className="peta-istilah"), indicator_chooser(asked.indicator, offers, view)]
        ),
        _levels(asked, levels, view),
        html.Div(className="peta-waktu"),
        *_against(asked, periodes),
        _path(asked, names, view),
    ]
    return html.Div(parts, className="peta-kendali", role="group", **hyphenated(aria_label="Pilihan peta"))


def indicator_chooser(
    chosen: str, offers: Sequence[Indicator], view: View, *, parameter: str = "indikator", told: str | None = None
) -> Component:
    """The indicators that have a map, by page; what is chosen goes into `parameter` of the page's own address.

    `told`: the component whose value alone changes, so that the rest of the page stays; else the page is asked for.
    """
    groups: dict[str, list[Indicator]] = {}
    for one in offers:
        groups.setdefault(view.title_of(one.page), []).append(one)
    options = [
        html.Optgroup([html.Option(one.title, value=one.id) for one in found], label=group)
        for group, found in groups.items()
    ]
    facts = hyphenated(aria_label="Indikator", data_nilai=chosen, data_parameter=parameter, data_tujuan=told)
    return html.Select(options, className="peta-pilih", **facts)


def _against(asked: Asked, periodes: Sequence[str]) -> list[Component]:
    """The period to compare with; with a single period there is nothing to choose, only to leave."""
    if len(periodes) < 2 and not asked.banding:
        return []
    offered = sorted({*periodes, asked.banding} - {""}, reverse=True)
    options = [html.Option("tanpa pembanding", value="")]
    options += [html.Option(format_periode(one), value=one) for one in offered]
    facts = hyphenated(data_nilai=asked.banding, data_parameter="banding", data_tetap="ya")
    chooser = html.Select(options, className="peta-pilih peta-banding", **facts)
    return [html.Label([html.Span("Banding dengan", className="peta-istilah"), chooser])]


def _levels(asked: Asked, levels: Sequence[Level], view: View) -> Component:
    links = [_level(asked, level, view) for level in levels]
    return html.Div(
        [html.Span("Tingkat", className="peta-istilah"), html.Div(links, className="peta-tingkat")],
        role="group",
        **hyphenated(aria_label="Tingkat"),
    )


def _level(asked: Asked, level: Level, view: View) -> Component:
    here = asked.level is level
    href = map_link(view, indikator=asked.indicator, level=level.value, periode=asked.periode, banding=asked.banding)
    return _link(LEVEL_WORDS[level].capitalize(), href, {"level": level.value, "induk": "", "wilayah": ""}, here)


def _path(asked: Asked, names: Mapping[Kode, str], view: View) -> Component:
    """Kabupaten > kecamatan > desa, each a step back."""
    kodes = [view.kode, *([asked.induk] if asked.induk != view.kode else [])]
    kodes += [asked.terpilih] if asked.terpilih and asked.terpilih != asked.induk else []
    words = {1: f"{view.jenis.title()} ", 2: "Kec. ", 3: ""}
    steps = [
        html.Li(_step(kode, words[kode.count(".")] + short_name(names.get(kode, kode)), kode == kodes[-1], asked, view))
        for kode in kodes
    ]
    return html.Nav(html.Ol(steps), className="peta-jejak", **hyphenated(aria_label="Wilayah"))


def _step(kode: Kode, nama: str, is_last: bool, asked: Asked, view: View) -> Component:
    induk = "" if kode == view.kode else kode
    level = Level.KECAMATAN.value if kode == view.kode else asked.level.value
    href = map_link(
        view, indikator=asked.indicator, level=level, induk=induk, periode=asked.periode, banding=asked.banding
    )
    return _link(nama, href, {"induk": induk, "wilayah": "", "level": level}, is_last)


def _link(text: str, href: str, change: Mapping[str, str], is_here: bool) -> Component:
    """A link of the page that keeps the period chosen since."""
    return html.A(**changed_link(text, href, change), **hyphenated(aria_current="true" if is_here else None))
