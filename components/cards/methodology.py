"""The declarations in force, as cards: how each indicator is worked out, and where each source comes from."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from dash import dcc, html
from dash.development.base_component import Component

from components.attributes import hyphenated
from components.cards.legal import regulation_list, told_basis
from components.cards.panels import DIRECTIONS, definition_list, text_panel
from components.format import format_date, format_number, format_periode, format_printed
from components.shell import View
from data.catalog.models import Catalogue, Indicator, Source, TargetList
from data.catalog.regulation import RuleSet


def methodology_panels(catalogue: Catalogue, view: View) -> list[Component]:
    """A card for each kind of declaration: a list of names, each of which opens; the indicators by page."""
    panels = [
        text_panel("Indikator", _by_page(catalogue, view)),
        text_panel("Sumber", [_list(_source(one, catalogue) for one in catalogue.sources.values())]),
        text_panel("Kumpulan aturan", [_list(_rule_set(one, catalogue) for one in catalogue.rules.values())]),
        text_panel("Target", _targets(list(catalogue.targets.values()), catalogue)),
        text_panel("Peraturan yang dikutip", [regulation_list(catalogue.regulations)]),
    ]
    return [html.Div(panel, className="cc-slot cc-slot-penuh") for panel in panels]


def _by_page(catalogue: Catalogue, view: View) -> list[Component]:
    groups: dict[str, list[Indicator]] = {}
    for one in sorted(catalogue.indicators.values(), key=lambda one: one.title):
        groups.setdefault(view.title_of(one.page), []).append(one)
    return [
        html.Div(
            [html.H3(title), _list(_indicator(one, catalogue, view) for one in found)], className="deklarasi-kelompok"
        )
        for title, found in sorted(groups.items())
    ]


def _list(entries: Iterable[Component]) -> html.Div:
    return html.Div(list(entries), className="deklarasi-daftar")


def _indicator(indicator: Indicator, catalogue: Catalogue, view: View) -> Component:
    facts = {
        "Pertanyaan": indicator.question,
        "Rumus": indicator.formula,
        "Satuan": indicator.unit,
        "Arah": DIRECTIONS[indicator.direction],
        "Pemilik": indicator.owner,
        "Dasar hukum": told_basis(indicator.legal_basis, catalogue.regulations, indicator.legal_basis_doubt),
        "Metode": "; ".join(line.label for line in indicator.lines),
        "Rujukan": " ".join(dict.fromkeys(line.authority for line in indicator.lines if line.authority)),
        "Catatan": indicator.caveat,
    }
    link = dcc.Link("Paspor", href=view.link(f"/indikator/{indicator.id}"), className="paspor-tautan")
    return _entry(indicator.id, indicator.title, [link, definition_list(facts)])


def _source(source: Source, catalogue: Catalogue) -> Component:
    documents = html.Ul(
        [html.Li(_document(v.publisher, v.citation, v.url)) for v in source.varian], className="dokumen"
    )
    facts = {
        "Penerbit": source.publisher,
        "Irama": f"{source.cadence.value}, paling lambat {source.due_days} hari setelah periode berakhir",
        "Dasar hukum": told_basis(source.legal_basis, catalogue.regulations),
        "Catatan": source.note,
        "Sifat": "SIMULASI" if source.is_simulated else "",
    }
    return _entry(source.id, source.title, [definition_list(facts), documents])


def _document(publisher: str, citation: str, url: str) -> list[Component | str]:
    cited = html.A(citation, href=url, rel="noreferrer") if url else html.Span(citation)
    return [f"{publisher}: ", cited]


def _rule_set(rule_set: RuleSet, catalogue: Catalogue) -> Component:
    until = f" sampai {format_periode(rule_set.valid_to)}" if rule_set.valid_to else ""
    bands = [
        f"{'≥' if band.is_lower_included else '>'} {format_number(band.lower, 2)} {band.label}"
        for band in rule_set.bands
    ]
    facts = {
        "Dasar hukum": told_basis(rule_set.legal_basis, catalogue.regulations),
        "Berlaku": f"sejak {format_periode(rule_set.valid_from)}{until}",
        "Predikat": "; ".join(bands),
        "Catatan": rule_set.note,
    }
    return _entry(rule_set.id, rule_set.title, [definition_list(facts)])


def _targets(lists: Sequence[TargetList], catalogue: Catalogue) -> list[Component]:
    if not lists:
        return [html.P("Belum ada dokumen target; tidak ada target yang dikarang.", className="catatan")]
    return [_list(_target_list(one, catalogue) for one in lists)]


def _target_list(targets: TargetList, catalogue: Catalogue) -> Component:
    rows = [
        f"{catalogue.indicators[row.indicator].title} {format_periode(row.periode)}: "
        f"{format_printed(row.value, catalogue.indicators[row.indicator])}"
        for row in targets.targets
    ]
    facts = {
        "Dasar hukum": told_basis(targets.legal_basis, catalogue.regulations),
        "Tanggal": format_date(targets.dated_on),
        "Target": "; ".join(rows),
    }
    return _entry(targets.id, targets.title, [definition_list(facts)])


def _entry(entry_id: str, title: str, parts: Sequence[Component]) -> Component:
    name = html.Summary([html.Strong(title), html.Code(entry_id)])
    return html.Details([name, *parts], className="deklarasi", **hyphenated(data_id=entry_id))
