"""The passport of a number: what is asked and on which basis; the rows behind it, here and where it is held against."""

from __future__ import annotations

from collections.abc import Sequence

from dash import html
from dash.development.base_component import Component

from components.attributes import hyphenated
from components.cards.legal import basis_list, told_basis
from components.cards.panels import DIRECTIONS, definition_list, text_panel
from components.format import short_name
from components.shell import View
from components.tables.passport import passport_table, runs_table, standings_of
from data.catalog.models import Catalogue, Indicator
from data.domain.provenance import Passport


def question_panel(indicator: Indicator, catalogue: Catalogue) -> Component:
    """How the indicator is worked out, who owns it, how often it speaks, on which basis; the page asks the question."""
    cadences = sorted(
        {catalogue.sources[name].cadence.value for name in indicator.datasets if name in catalogue.sources}
    )
    facts = {
        "Rumus": indicator.formula,
        "Satuan": indicator.unit or "tanpa satuan",
        "Arah": DIRECTIONS[indicator.direction],
        "Pemilik": indicator.owner,
        "Irama": ", ".join(cadences),
        "Dasar hukum": told_basis(indicator.legal_basis, catalogue.regulations, indicator.legal_basis_doubt),
        "Catatan": indicator.caveat,
    }
    parts = [
        definition_list(facts),
        html.Ul(_methods(indicator), className="metode-daftar"),
        *basis_list(indicator.legal_basis, catalogue.regulations),
    ]
    return text_panel("Apa yang diukur", parts)


def _methods(indicator: Indicator) -> list[html.Li]:
    """Each method with what is said of it; methods of which the same is said share an entry."""
    named: dict[str, list[str]] = {}
    for line in indicator.lines:
        named.setdefault(line.note or line.authority, []).append(line.label)
    return [html.Li([html.Strong(", ".join(labels)), f" {told}"]) for told, labels in named.items()]


def passport_panel(passports: Sequence[Passport], indicator: Indicator, view: View) -> Component:
    """Rows, files, runs and former values of the first region; of the others behind a heading each."""
    own, *others = passports
    rows: list[Component] = [_scrolled(passport_table(own, indicator), "Baris di balik angka")]
    if not own.rows:
        rows = [html.P(f"Tidak ada angka {short_name(own.nama)} dalam sumber yang dimuat.", className="catatan")]
    with_rows = [one for one in others if one.rows]
    beside = [_folded(one, indicator, is_open=not own.rows and one is with_rows[0]) for one in with_rows]
    runs = [_scrolled(runs_table(own), "Pemuatan terakhir")] if own.runs else []
    return text_panel(f"Asal angka, versi {view.moment.version}", [*rows, *beside, *runs])


def _folded(passport: Passport, indicator: Indicator, *, is_open: bool) -> html.Details:
    differ = standings_of(passport, indicator).count("berbeda")
    told = f"{short_name(passport.nama)}: {len(passport.rows)} baris" + (f", {differ} berbeda" if differ else "")
    table = _scrolled(passport_table(passport, indicator), f"Baris di balik angka {short_name(passport.nama)}")
    return html.Details([html.Summary(told), table], open=is_open, className="paspor-lain")


def _scrolled(table: Component, label: str) -> html.Div:
    return html.Div(table, className="tabel-gulung", tabIndex=0, role="region", **hyphenated(aria_label=label))
