"""Faults that a publisher's file really has, made from the good file of any source, and what must become of each."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Literal

from data.catalog.models import Column, Source

Kind = Literal["unreadable", "refused", "vanished", "harmless"]
Table = list[list[str]]


@dataclass(frozen=True, slots=True)
class Spoilt:
    """A spoilt file. `told` must be in the message; refused rows are those on `lines`, for `column` and `rule`."""

    body: bytes
    kind: Kind
    told: str = ""
    lines: tuple[int, ...] = ()
    column: str = ""
    rule: str = ""
    value: str = ""


Fault = Callable[[Table, Source], Spoilt | None]


def spoil(fault: str, body: bytes, source: Source) -> Spoilt | None:
    """The file with that fault; None where the source has nothing that could break so."""
    return FAULTS[fault](list(csv.reader(io.StringIO(body.decode(), newline=""))), source)


def _bytes(table: Table) -> bytes:
    buffer = io.StringIO()
    csv.writer(buffer, lineterminator="\n").writerows(table)
    return buffer.getvalue().encode()


def _cut(share: float) -> Fault:
    """Cut in the middle of the row that lies at this share of the file."""

    def change(table: Table, source: Source) -> Spoilt | None:
        at = max(1, round((len(table) - 1) * share))
        whole, broken = _bytes(table[:at]), _bytes([table[at]])
        return Spoilt(whole + broken[: len(broken) // 2], "unreadable", f"baris {at + 1}: ")

    return change


def _header(change: Callable[[Table], tuple[Table, str]]) -> Fault:
    def spoilt(table: Table, source: Source) -> Spoilt | None:
        changed, told = change(table)
        return Spoilt(_bytes(changed), "unreadable", told)

    return spoilt


def _renamed(table: Table) -> tuple[Table, str]:
    name = table[0][-1]
    return [[*table[0][:-1], f"{name}_baru"], *table[1:]], f"Hilang: {name}. Tidak dikenal: {name}_baru."


def _dropped(table: Table) -> tuple[Table, str]:
    return [row[1:] for row in table], f"Hilang: {table[0][0]}."


def _added(table: Table) -> tuple[Table, str]:
    return [[*table[0], "kolom_baru"], *([*row, ""] for row in table[1:])], "Tidak dikenal: kolom_baru."


def _headless(table: Table) -> tuple[Table, str]:
    return table[1:], "judul kolom"


def _cell(roles: tuple[str, ...], rule: str, change: Callable[[str], str]) -> Fault:
    """The first filled number (or other cell of these roles) of the file, changed."""

    def spoilt(table: Table, source: Source) -> Spoilt | None:
        found = _first_filled(table, [c for c in source.columns if c.role in roles and not c.words])
        if found is None:
            return None
        line, at, column = found
        value = change(table[line][at])
        row = [*table[line][:at], value, *table[line][at + 1 :]]
        return Spoilt(
            _bytes([*table[:line], row, *table[line + 1 :]]), "refused", "", (line + 1,), column.name, rule, value
        )

    return spoilt


def _first_filled(table: Table, columns: list[Column]) -> tuple[int, int, Column] | None:
    for line, row in enumerate(table[1:], 1):
        for column in columns:
            at = table[0].index(column.name)
            if row[at].strip() and row[at] not in column.missing:
                return line, at, column
    return None


def _wrong_kode(table: Table, source: Source) -> Spoilt | None:
    """A list of regions brings its own codes: there only what is no code at all is wrong."""
    kode, rule = ("99-99", "kode_wilayah") if source.table == "entitas" else ("99.99", "kode_tidak_dikenal")
    return _cell(("entitas",), rule, lambda value: kode)(table, source)


def _doubled(table: Table, source: Source) -> Spoilt | None:
    keys = "+".join(c.name for c in source.columns if c.role in ("entitas", "periode", "varian"))
    body = _bytes([*table, table[1]])
    return Spoilt(body, "refused", "", (2, len(table) + 1), keys, "kunci_ganda")


def _vanished(table: Table, source: Source) -> Spoilt | None:
    is_only = len(table) == 2
    told = "hanya ada judul kolom" if is_only else ""
    return Spoilt(_bytes([table[0], *table[2:]]), "unreadable" if is_only else "vanished", told, (2,))


def _same(change: Callable[[bytes], bytes]) -> Fault:
    return lambda table, source: Spoilt(change(_bytes(table)), "harmless")


def _other_mark(value: str) -> str:
    return value.replace(".", ",") if "." in value else f"{value},5"


FAULTS: Mapping[str, Fault] = {
    "terpotong di baris terakhir": _cut(1.0),
    "terpotong di tengah": _cut(0.5),
    "berkas kosong": lambda table, source: Spoilt(b"", "unreadable", "berkas kosong"),
    "hanya judul kolom": lambda table, source: Spoilt(_bytes(table[:1]), "unreadable", "hanya ada judul kolom"),
    "judul diganti": _header(_renamed),
    "kolom hilang": _header(_dropped),
    "kolom bertambah": _header(_added),
    "tanpa judul": _header(_headless),
    "koma menggantikan titik": _cell(("measure", "lat", "lon"), "tanda_desimal", _other_mark),
    "huruf di dalam angka": _cell(("measure", "lat", "lon"), "bukan_angka", lambda value: f"{value[:1]}O{value[1:]}"),
    "spasi di dalam angka": _cell(("measure", "lat", "lon"), "pemisah_ribuan", lambda value: f"{value} 000"),
    "kata yang tidak dikenal": lambda table, source: _unknown_word(table, source),
    "kode salah": _wrong_kode,
    "periode salah": _cell(("periode",), "periode", lambda value: f"{value}?"),
    "varian salah": _cell(("varian",), "varian_tidak_dikenal", lambda value: "penerbit_lain"),
    "tanggal salah": _cell(("vintage",), "tanggal", lambda value: "31/12/2024"),
    "kunci ganda": _doubled,
    "baris hilang": _vanished,
    "tanda BOM": _same(lambda body: b"\xef\xbb\xbf" + body),
    "akhir baris CRLF": _same(lambda body: body.replace(b"\n", b"\r\n")),
}


def _unknown_word(table: Table, source: Source) -> Spoilt | None:
    found = _first_filled(table, [column for column in source.columns if column.words])
    if found is None:
        return None
    line, at, column = found
    row = [*table[line][:at], "Gemilang", *table[line][at + 1 :]]
    body = _bytes([*table[:line], row, *table[line + 1 :]])
    return Spoilt(body, "refused", "", (line + 1,), column.name, "kata_tidak_dikenal", "Gemilang")
