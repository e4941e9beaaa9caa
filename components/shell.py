"""The frame of every page: header, navigation, main grid, footer. Links keep the theme and the version one looks at."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final
from urllib.parse import parse_qsl, urlencode

import dash
from dash import dcc, html
from dash.development.base_component import Component

from components.attributes import hyphenated
from components.format import format_date, format_instant, format_weekday
from components.still import still
from components.theme import Tema
from data.domain.entitas import Entitas, Kode
from data.domain.provenance import Moment

LOCATION: Final = "_pages_location"
_NO_PAGE: Final = "Lainnya"
Opener = Callable[[str], tuple[Moment, Entitas]]


@dataclass(frozen=True, slots=True)
class NavItem:
    """A page one can go to."""

    path: str
    title: str


@dataclass(frozen=True, slots=True)
class View:
    """What a page is looked at with. `versi` is set only when somebody asked for that very version."""

    path: str
    tema: Tema
    moment: Moment
    nama: str
    jenis: str
    kode: Kode
    versi: int | None
    nav: tuple[NavItem, ...]

    def link(self, path: str, **asked: str) -> str:
        """An address that keeps theme and version; what is asked with an empty word is left out."""
        return address(path, self.tema, self.versi, **asked)

    def title_of(self, path: str) -> str:
        """The title of the page at a path, as the navigation has it."""
        return next((item.title for item in self.nav if item.path == path), _NO_PAGE)


def address(path: str, tema: Tema, versi: int | None, **asked: str) -> str:
    """Path and query; the dark theme and the newest version need no word."""
    query = {"tema": tema.value} if tema is not Tema.GELAP else {}
    query |= {"versi": str(versi)} if versi is not None else {}
    query |= {name: told for name, told in asked.items() if told}
    return f"{path}?{urlencode(query, safe=',')}" if query else path


def open_view(path: str, query: Mapping[str, str] | str, opener: Opener) -> View:
    """Query of an address, parsed or as its text, -> View. Raises what `opener` raises for a bad version."""
    asked = dict(parse_qsl(query.removeprefix("?"))) if isinstance(query, str) else dict(query)
    moment, entitas = opener(asked.get("versi", ""))
    tema = Tema.TERANG if asked.get("tema") == Tema.TERANG else Tema.GELAP
    versi = moment.version if moment.is_pinned else None
    return View(path, tema, moment, entitas.nama, entitas.jenis, entitas.kode, versi, registered_pages())


def registered_pages() -> tuple[NavItem, ...]:
    """Pages that can be opened without naming a thing, in their declared order."""
    pages = [page for page in dash.page_registry.values() if not page.get("path_template")]
    return tuple(NavItem(str(page["path"]), str(page["name"])) for page in pages if not is_hidden(page))


def is_hidden(page: Mapping[str, object]) -> bool:
    """True for Dash's own not-found page, and for pages that say they stay out of the navigation."""
    return str(page["module"]).endswith("not_found_404") or page.get("in_navigation") is False


def page_frame(
    view: View, title: str, question: str, children: Sequence[Component], beside: Sequence[Component] = ()
) -> Component:
    """A whole page. `question` is what it answers, `beside` what stands in its row; `children` are the main grid."""
    skip = html.A("Langsung ke isi", href="#isi", className="lompat")
    cells = html.Div([still(one) for one in children], className="isi-kisi")
    asked: Component = html.P(question, className="pertanyaan")
    if beside:
        asked = html.Div([asked, *beside], className="tanya-baris")
    content = html.Main([asked, cells], id="isi", className="isi", tabIndex=-1)
    bar = html.Div([_header(view, title), _nav(view)], className="atas")
    facts = hyphenated(data_tema=view.tema.value, data_sel=_cells_told(children), data_arsip=view.versi and "ya")
    return html.Div([skip, still(bar), content, still(_footer(view))], className="bingkai", **facts)


def _cells_told(children: Sequence[Component]) -> str:
    """Which cells stand in the main grid, for the style: to look for them with :has() cost a chart 10 ms of styling."""
    words = [str(getattr(one, "className", "")).split() for one in children]
    tiles = ["cc-slot-tile" in own for own in words if "cc-slot" in own]
    told = {word for own in words for word in own if word.startswith(("cc-slot-", "petak-"))}
    told |= {"hanya-tile"} if all(tiles) else set()
    told |= {"satu-tile"} if sum(tiles) <= 1 else set()
    return " ".join(sorted(told))


def _header(view: View, title: str) -> html.Header:
    brand = [
        html.Span(className="lambang", **hyphenated(aria_hidden="true")),
        html.Span(f"Command Center {view.jenis.title()} {view.nama}"),
    ]
    home = dcc.Link(brand, href=view.link("/"), className="merek")
    clock = html.Div([html.Time("", id="cc-jam", className="jam"), _day(view)], className="waktu")
    return html.Header([home, html.H1(title), _pill(view), clock], className="kepala")


def _pill(view: View) -> html.Span:
    version = view.moment.version
    text = f"Versi {version} (arsip, bukan data terbaru)" if view.versi is not None else "Menyambung…"
    kind = "arsip" if view.versi is not None else "langsung"
    return html.Span(text, id="cc-live", className="denyut", role="status", **hyphenated(data_jenis=kind))


def _day(view: View) -> html.Span:
    return html.Span(f"{format_weekday(view.moment.as_of)} · WIB", className="hari")


def _nav(view: View) -> html.Nav:
    links = html.Ul([html.Li(_nav_link(view, item)) for item in view.nav], className="navigasi-daftar")
    return html.Nav([links, _theme_link(view)], className="navigasi", **hyphenated(aria_label="Halaman"))


def _nav_link(view: View, item: NavItem) -> html.A | dcc.Link:
    if item.path == view.path:
        return html.A(item.title, href=view.link(item.path), **hyphenated(aria_current="page"))
    return dcc.Link(item.title, href=view.link(item.path))


def _theme_link(view: View) -> html.A:
    other = Tema.TERANG if view.tema is Tema.GELAP else Tema.GELAP
    change = {"tema": "" if other is Tema.GELAP else other.value}
    link = changed_link(f"Tema {other.value}", address(view.path, other, view.versi), change)
    return html.A(**link, className="ganti-tema")


def changed_link(text: str | list[Any], href: str, change: Mapping[str, str]) -> dict[str, Any]:
    """What makes an `html.A` that changes some of the address and keeps the rest, which only the browser knows.

    `href` is where it leads without assets/alamat.js, which applies `change`; an empty word takes a part away.
    """
    return {"children": text, "href": href, **hyphenated(data_ubah=json.dumps(dict(change)))}


def _footer(view: View) -> html.Footer:
    moment = view.moment
    facts = [f"Versi {moment.version}", f"dinilai per {format_date(moment.as_of)}"]
    if moment.committed_at is not None:
        facts.insert(1, f"terbit {format_instant(moment.committed_at)}")
    newest = changed_link("ke data terbaru", address(view.path, view.tema, None), {"versi": ""})
    link = [html.A(**newest)] if view.versi is not None else []
    return html.Footer([html.Span(" · ".join(facts)), html.Span("Semua waktu WIB"), *link], className="kaki")
