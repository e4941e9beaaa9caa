"""Choices as links: each leads to the page with that choice made, so it can be shared and gone back from."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Final, TypeVar
from urllib.parse import parse_qsl

from dash import html
from dash.development.base_component import Component

from components.attributes import hyphenated
from components.charts.compare import MOST_REGIONS
from components.shell import View, changed_link
from data.domain.entitas import Kode, parse_kode
from data.errors import UnknownError

PATH: Final = "/bandingkan"
MOST_INDICATORS: Final = 4
INDICATORS: Final = "indikator"
REGIONS: Final = "wilayah"
_T = TypeVar("_T")


@dataclass(frozen=True, slots=True)
class Chosen:
    """What the address asks for: indicators and regions, in order, and which of the two lists is open."""

    indicators: tuple[str, ...]
    kodes: tuple[Kode, ...]
    opened: str = ""

    def with_kode(self, kode: Kode) -> Chosen:
        """The region added, or taken away when it is there; the last one stays, and a full choice takes no more."""
        return replace(self, kodes=_toggled(self.kodes, kode, MOST_REGIONS))

    def with_indicator(self, indicator: str) -> Chosen:
        """The indicator added, or taken away, by the same rule."""
        return replace(self, indicators=_toggled(self.indicators, indicator, MOST_INDICATORS))

    def with_opened(self, name: str) -> Chosen:
        """The list opened, or closed when it is the open one."""
        return replace(self, opened="" if self.opened == name else name)

    def asked(self) -> dict[str, str]:
        """What of an address asks this."""
        return {"indikator": ",".join(self.indicators), "kode": ",".join(self.kodes), "pilih": self.opened}


def read_chosen(query: Mapping[str, str] | str, usual: Chosen) -> Chosen:
    """Query of an address -> what it asks, `usual` where it asks nothing. Raises UnknownError for more than fits."""
    told = dict(parse_qsl(query.removeprefix("?"))) if isinstance(query, str) else dict(query)
    indicators = tuple(dict.fromkeys(filter(None, told.get("indikator", "").split(","))))
    kodes = tuple(dict.fromkeys(parse_kode(text) for text in told.get("kode", "").split(",") if text))
    for noun, count, most in (("indikator", len(indicators), MOST_INDICATORS), ("wilayah", len(kodes), MOST_REGIONS)):
        if count > most:
            raise UnknownError(f"Paling banyak {most} {noun} dapat dibandingkan; diminta {count}")
    return Chosen(indicators or usual.indicators, kodes or usual.kodes, told.get("pilih", ""))


def _toggled(items: tuple[_T, ...], one: _T, most: int) -> tuple[_T, ...]:
    if one in items:
        return tuple(item for item in items if item != one) or items
    return (*items, one) if len(items) < most else items


@dataclass(frozen=True, slots=True)
class Choice:
    """One thing to choose: its words, a small note beside them, what choosing it asks for, whether it is chosen now."""

    text: str
    then: Chosen
    is_chosen: bool = False
    note: str = ""


@dataclass(frozen=True, slots=True)
class Group:
    """Choices under one heading."""

    title: str
    choices: tuple[Choice, ...]


@dataclass(frozen=True, slots=True)
class Picker:
    """What is chosen, and the list called `name` it is chosen from; `groups` are empty while that is closed."""

    name: str
    chosen: tuple[Choice, ...]
    note: str = ""
    groups: tuple[Group, ...] = ()


def picker_card(pickers: Sequence[Picker], now: Chosen, view: View) -> Component:
    """What is compared, each taken away by a touch; below a row stands the list it grows from, when that is open."""
    rows = [part for picker in pickers for part in (_row(picker, now, view), *_opened(picker, now, view))]
    return html.Section(rows, className="kartu kartu-teks pilihan", **hyphenated(aria_label="Yang dibandingkan"))


def _row(picker: Picker, now: Chosen, view: View) -> Component:
    chips = [html.Li(_chip(choice, now, view)) for choice in picker.chosen]
    is_open = now.opened == picker.name
    text = "Tutup daftar" if is_open else f"Tambah {picker.name}"
    opener = html.A(
        **_link(text, now.with_opened(picker.name), view),
        className="pilihan-tautan pilihan-buka",
        **hyphenated(aria_expanded=str(is_open).lower()),
    )
    title = html.H2(picker.name.capitalize())
    return html.Div([title, html.Ul([*chips, html.Li(opener)], className="pilihan-daftar")], className="pilihan-baris")


def _chip(choice: Choice, now: Chosen, view: View) -> Component:
    if choice.then == now:
        return html.Span(choice.text, className="pilihan-tautan terpilih")
    words = [
        html.Span("Lepaskan ", className="hanya-suara"),
        choice.text,
        html.Span("×", className="pilihan-lepas", **hyphenated(aria_hidden="true")),
    ]
    return html.A(**_link(words, choice.then, view), className="pilihan-tautan terpilih")


def _opened(picker: Picker, now: Chosen, view: View) -> list[Component]:
    if now.opened != picker.name:
        return []
    groups = [
        html.Div(
            [
                html.H3(group.title),
                html.Ul([html.Li(_option(one, now, view)) for one in group.choices], className="pilihan-daftar"),
            ],
            className="pilihan-kelompok",
        )
        for group in picker.groups
    ]
    return [html.Div([html.P(picker.note, className="catatan"), *groups], className="pilihan-pilih")]


def _option(choice: Choice, now: Chosen, view: View) -> Component:
    """A choice of the list; one that can be neither added nor taken away is no link."""
    words: list[Any] = [f"✓ {choice.text}" if choice.is_chosen else choice.text]
    words += [html.Small(choice.note)] if choice.note else []
    css = "pilihan-tautan terpilih" if choice.is_chosen else "pilihan-tautan"
    current = hyphenated(aria_current="true" if choice.is_chosen else None)
    if choice.then == now:
        return html.Span(words, className=css, **current)
    return html.A(**_link(words, choice.then, view), className=css, **current)


def _link(words: str | list[Any], then: Chosen, view: View) -> dict[str, Any]:
    return changed_link(words, view.link(PATH, **then.asked()), then.asked())
