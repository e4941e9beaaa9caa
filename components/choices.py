"""Choices as links: each leads to the page with that choice made, so it can be shared and gone back from."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

from dash import dcc, html
from dash.development.base_component import Component

from components.attributes import hyphenated
from components.shell import View
from data.domain.entitas import Kode

MOST: Final = 6


@dataclass(frozen=True, slots=True)
class Choice:
    """One thing to choose, where choosing it leads, and whether it is chosen."""

    text: str
    href: str
    is_chosen: bool


@dataclass(frozen=True, slots=True)
class Group:
    """Choices under one heading."""

    title: str
    choices: tuple[Choice, ...]


@dataclass(frozen=True, slots=True)
class Chosen:
    """What the address asks for: an indicator and the regions, in order."""

    indicator: str
    kodes: tuple[Kode, ...]

    def with_kode(self, kode: Kode) -> Chosen:
        """The region added, or taken away when it is there; the last one stays."""
        rest = tuple(one for one in self.kodes if one != kode)
        return replace(self, kodes=(rest or self.kodes) if kode in self.kodes else (*self.kodes, kode)[-MOST:])

    def href(self, view: View) -> str:
        """The address that asks this."""
        return view.link("/bandingkan", indikator=self.indicator, kode=",".join(self.kodes))


def choices_card(title: str, note: str, groups: Sequence[Group]) -> Component:
    """A card of links; what is chosen says so to the eye, and to a screen reader by `aria-current`."""
    body = [html.Div([html.H3(group.title), _list(group)], className="pilihan-kelompok") for group in groups]
    return html.Section(
        [html.H2(title), html.P(note, className="catatan"), *body], className="kartu kartu-teks pilihan"
    )


def _list(group: Group) -> html.Ul:
    return html.Ul([html.Li(_link(choice)) for choice in group.choices], className="pilihan-daftar")


def _link(choice: Choice) -> dcc.Link:
    css = "pilihan-tautan terpilih" if choice.is_chosen else "pilihan-tautan"
    text = f"✓ {choice.text}" if choice.is_chosen else choice.text
    return dcc.Link(
        html.Span(text, **(hyphenated(aria_current="true") if choice.is_chosen else {})),
        href=choice.href,
        className=css,
    )
