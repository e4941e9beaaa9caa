"""The legal basis of a declaration: what it cites, where that was read, and what nobody has verified."""

from __future__ import annotations

from collections.abc import Mapping

from dash import html
from dash.development.base_component import Component

from components.format import format_date
from data.catalog.regulation import Regulation, cited_in, cites_in

Regulations = Mapping[str, Regulation]


def told_basis(text: str, regulations: Regulations, doubt: str = "") -> str:
    """A legal basis with what could not be verified about it: 'PermenPANRB 8/2026. Belum diverifikasi: ...'."""
    seen = {one.cite for one in cited_in(text, regulations.values()) if one.seen_at}
    unseen = [cite for cite in cites_in(text) if cite not in seen]
    told = [f"Dasar hukum belum diverifikasi: {', '.join(unseen)}"] if unseen else []
    told += [f"Belum diverifikasi: {doubt}"] if doubt else []
    return ". ".join([text, *told])


def basis_list(text: str, regulations: Regulations) -> list[Component]:
    """Each declared regulation that a text cites, with the address at which it was read; nothing where none is."""
    found = cited_in(text, regulations.values())
    return [html.Ul([html.Li(_entry(one)) for one in found], className="metode-daftar dasar-hukum")] if found else []


def regulation_list(regulations: Regulations) -> html.Ul:
    """Every declared regulation."""
    return html.Ul([html.Li(_entry(one)) for one in regulations.values()], className="dokumen")


def _entry(one: Regulation) -> list[Component | str]:
    note = f" {one.note}." if one.note else ""
    head: list[Component | str] = [html.Strong(one.cite), f" tentang {one.title}.{note} "]
    if not one.seen_at:
        return [*head, html.Span("Belum diverifikasi", className="berbeda")]
    told = "Kutipan" if one.is_quoted else "Naskah"
    day = f" {format_date(one.seen_on)}" if one.seen_on else ""
    return [*head, html.A(f"{told} dibaca{day}", href=one.seen_at, rel="noreferrer")]
