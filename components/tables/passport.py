"""The rows behind a number, and the ETL runs that brought them."""

from __future__ import annotations

from typing import Final

from dash import html
from dash.development.base_component import Component

from components.attributes import hyphenated
from components.format import format_date, format_exact, format_instant, format_number, format_periode
from components.states import state_mark
from components.tables.cells import head_row
from data.catalog.models import Indicator
from data.domain.indicator import Former, State
from data.domain.provenance import Passport, PassportRow, RunFact, SnapshotFact

_SHORT_HASH: Final = 12
_OUTCOMES: Final = {
    "published": "terbit",
    "unchanged": "tidak berubah",
    "held": "ditahan",
    "failed": "gagal",
    "running": "berjalan",
}


def passport_table(passport: Passport, indicator: Indicator) -> Component:
    """Each cell with value, state, publisher, document, vintage, version, file and hash, and what it was before."""
    titles = ("Periode", "Nilai", "Kedudukan", "Penerbit dan dokumen", "Terbit", "Versi", "Berkas", "Nilai lama")
    newest = max((row.periode for row in passport.rows), default="")
    caption = html.Caption(
        f"{indicator.title}, {passport.nama}: {len(passport.rows)} baris, terbaru {format_periode(newest)}"
    )
    rows = [_row(passport, row, indicator) for row in passport.rows]
    return html.Table([caption, head_row(titles, ("Nilai", "Versi")), html.Tbody(rows)], className="tabel tabel-paspor")


def runs_table(passport: Passport) -> Component:
    """The newest ETL run of each dataset behind the indicator."""
    titles = ("Sumber", "Nomor", "Mulai", "Hasil", "Dibaca", "Ditolak", "Versi")
    numeric = ("Nomor", "Dibaca", "Ditolak", "Versi")
    rows = [_run(run) for run in passport.runs]
    return html.Table(
        [html.Caption("Pemuatan terakhir"), head_row(titles, numeric), html.Tbody(rows)], className="tabel"
    )


def _row(passport: Passport, row: PassportRow, indicator: Indicator) -> html.Tr:
    facts = hyphenated(
        data_kode=passport.entitas,
        data_periode=row.periode,
        data_garis=row.line,
        data_nilai=None if row.value is None else repr(row.value),
        data_keadaan=row.state.value,
    )
    shown = [html.Span(format_exact(row.value, indicator.decimals))] if row.value is not None else []
    shown += [html.Span(f"predikat {row.printed}", className="catatan-sel")] if row.printed else []
    marks = [] if row.state is State.VALUE and shown else [state_mark(row.state)]
    cells = [
        html.Th([format_periode(row.periode), *_of_line(row)], scope="row"),
        html.Td([*shown, *marks], className="angka", **facts),
        html.Td(_standing_mark(_standing(row, passport, indicator))),
        html.Td(_document(row)),
        html.Td(format_date(row.vintage)),
        html.Td(str(row.version), className="angka"),
        html.Td(_file(row.snapshot)),
        html.Td([html.Span(_former(f, indicator), className="catatan-sel") for f in row.former] or "–"),
    ]
    return html.Tr(cells, className="rujukan" if row.is_authoritative else "")


def _of_line(row: PassportRow) -> list[Component]:
    return [html.Span(told, className="catatan-sel") for told in (row.line, row.part) if told]


def standings_of(passport: Passport, indicator: Indicator) -> list[str]:
    """How each row stands to the authority of its cell, in their order."""
    return [_standing(row, passport, indicator) for row in passport.rows]


def _standing(row: PassportRow, passport: Passport, indicator: Indicator) -> str:
    if row.is_authoritative:
        return "rujukan utama"
    main = next((r for r in passport.rows if _is_same_cell(r, row) and r.is_authoritative), None)
    if main is None or row.value is None:
        return "bukan rujukan"
    gap = abs((main.value or 0) - row.value)
    return "sama" if gap == 0 else "sama setelah dibulatkan" if gap <= 0.5 * 10**-indicator.decimals else "berbeda"


def _standing_mark(told: str) -> html.Span:
    return html.Span(told, className={"rujukan utama": "rujukan-utama", "berbeda": "berbeda"}.get(told, "kosong"))


def _is_same_cell(one: PassportRow, other: PassportRow) -> bool:
    return (one.line, one.part, one.periode) == (other.line, other.part, other.periode)


def _document(row: PassportRow) -> list[Component]:
    citation = html.A(row.citation, href=row.url, rel="noreferrer") if row.url else html.Span(row.citation)
    return [html.Span(row.publisher, className="penerbit"), citation]


def _file(fact: SnapshotFact) -> list[Component]:
    digest = html.Code(fact.sha256[:_SHORT_HASH], title=fact.sha256)
    return [html.Span(fact.name), html.Span(["sha256 ", digest], className="catatan-sel")]


def _former(former: Former, indicator: Indicator) -> str:
    value = "tanpa nilai" if former.value is None else format_exact(former.value, indicator.decimals)
    return (
        f"{value} pada versi {former.from_version} sampai {former.to_version - 1}, terbit {format_date(former.vintage)}"
    )


def _run(run: RunFact) -> html.Tr:
    cells = [
        html.Th(run.source, scope="row"),
        html.Td(f"#{run.id}", className="angka"),
        html.Td(format_instant(run.started_at)),
        html.Td([_OUTCOMES.get(run.outcome, run.outcome), html.Span(run.message, className="catatan-sel")]),
        html.Td(format_number(run.rows_read, 0), className="angka"),
        html.Td(format_number(run.rows_rejected, 0), className="angka"),
        html.Td("–" if run.version is None else str(run.version), className="angka"),
    ]
    return html.Tr(cells)
