"""Text -> types. A row that breaks a rule is set aside with line, column, rule and the shape of its value."""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date

import pandas as pd

from data.catalog.models import Column, Source
from data.domain.entitas import Entitas, Kode, parse_kode
from data.domain.periode import cadence_of, start_on
from data.errors import UnknownError
from data.warehouse.records import Reject
from etl.marks import DELETED, LINE, SHEET

_NUMBER = {".": re.compile(r"-?\d+(\.\d+)?", re.ASCII), ",": re.compile(r"-?\d+(,\d+)?", re.ASCII)}
_SPACE = re.compile(r"\d[\s\u00a0\u202f]\d")
_LONGEST_SHAPE = 24


@dataclass(frozen=True, slots=True)
class Fault:
    """A broken rule: its name, and what an operator reads."""

    rule: str
    message: str


Check = Callable[[str], Fault | None]


def conform(
    frame: pd.DataFrame, source: Source, known: Mapping[Kode, Entitas], file: str
) -> tuple[pd.DataFrame, list[Reject]]:
    """Good rows, typed (float, NaN for not reported; vintage date), and a Reject for each rule the others break.

    No row is lost: each one that came in comes out in the frame or among the rejects.
    """
    rejects: list[Reject] = []
    places = _places(frame, file)
    for column in source.columns:
        check = _check_of(column, source, known)
        for (name, line), value in zip(places, frame[column.name].fillna(""), strict=True):
            fault = check(str(value))
            if fault is not None:
                rejects.append(Reject(name, line, column.name, fault.rule, fault.message, shape_of(str(value))))
    rejects.extend(_doubled(frame, source, places))
    refused = {(reject.file, reject.line) for reject in rejects}
    good = frame.loc[[place not in refused for place in places]].reset_index(drop=True)
    return _typed(good, source), sorted(rejects, key=lambda r: (r.file, r.line, r.column, r.rule))


def _places(frame: pd.DataFrame, file: str) -> list[tuple[str, int]]:
    """Where each row stands: its file, with the sheet where there are several, and its line."""
    lines = [int(line) for line in frame[LINE]]
    if SHEET not in frame:
        return [(file, line) for line in lines]
    return [(f"{file} lembar {sheet}", line) for sheet, line in zip(frame[SHEET], lines, strict=True)]


def shape_of(value: str) -> str:
    """Letters become a or A, digits 9; ASCII signs and spaces stay, all else is `?`. `10 701` -> `99 999`."""
    masked = "".join(map(_masked, value))
    return masked if len(masked) <= _LONGEST_SHAPE else f"{masked[:_LONGEST_SHAPE]}…"


def _masked(character: str) -> str:
    if character.isnumeric():
        return "9"
    if character.isalpha():
        return "A" if character.isupper() else "a"
    return character if character.isspace() or (character.isascii() and character.isprintable()) else "?"


def _check_of(column: Column, source: Source, known: Mapping[Kode, Entitas]) -> Check:
    checks: dict[str, Check] = {
        "entitas": lambda value: _check_entitas(value, None if source.table == "entitas" else known),
        "periode": lambda value: _check_periode(value, source),
        "varian": lambda value: _check_varian(value, source),
        "vintage": _check_day,
        "shape": _check_shape,
        "measure": lambda value: _check_number(value, column),
        "lon": lambda value: _check_number(value, column),
        "lat": lambda value: _check_number(value, column),
        "note": lambda value: Fault("kosong", "wajib diisi") if column.is_required and not value.strip() else None,
    }
    return checks[column.role]


def _check_entitas(value: str, known: Mapping[Kode, Entitas] | None) -> Fault | None:
    try:
        kode = parse_kode(value)
    except UnknownError:
        return Fault("kode_wilayah", "bukan kode wilayah Kemendagri (contoh 33.16)")
    if known is not None and kode not in known:
        return Fault("kode_tidak_dikenal", f"kode wilayah {kode} tidak ada dalam daftar acuan")
    return None


def _check_periode(value: str, source: Source) -> Fault | None:
    try:
        start_on(value)
        is_right = cadence_of(value) is source.cadence
    except UnknownError:
        is_right = False
    return None if is_right else Fault("periode", f"bukan periode {source.cadence.value}")


def _check_varian(value: str, source: Source) -> Fault | None:
    return None if source.varian_of(value) else Fault("varian_tidak_dikenal", "varian tidak dideklarasikan")


def _check_day(value: str) -> Fault | None:
    try:
        date.fromisoformat(value)
    except ValueError:
        return Fault("tanggal", "bukan tanggal ISO (contoh 2025-03-13)")
    return None


def _check_shape(value: str) -> Fault | None:
    from etl.batas.shapes import is_polygon  # shapely: only a run of boundaries waits for it

    if not value:
        return Fault("geometri_kosong", "tidak mempunyai bentuk")
    return None if is_polygon(value) else Fault("bukan_poligon", "bentuknya bukan poligon")


def _check_number(value: str, column: Column) -> Fault | None:
    text = value.strip()
    if not text or text in column.missing:
        return Fault("kosong", "wajib diisi") if column.is_required else None
    if column.words:
        told = f"bukan salah satu dari {', '.join(column.words)}"
        return None if value in column.words else Fault("kata_tidak_dikenal", told)
    if value.startswith("="):
        return Fault("rumus", "berisi rumus tanpa nilai tersimpan; simpan ulang berkasnya, atau tempel sebagai nilai")
    if not _NUMBER[column.decimal].fullmatch(value):
        return _fault_of_number(value, column.decimal)
    number = float(value.replace(",", "."))
    if not math.isfinite(number):
        return Fault("di_luar_rentang", "terlalu besar untuk sebuah angka")
    if column.minimum is not None and number < column.minimum:
        return Fault("di_luar_rentang", f"lebih kecil dari {column.minimum:g}")
    if column.maximum is not None and number > column.maximum:
        return Fault("di_luar_rentang", f"lebih besar dari {column.maximum:g}")
    return None


def _fault_of_number(value: str, decimal: str) -> Fault:
    if _SPACE.search(value):
        return Fault("pemisah_ribuan", "angka memakai spasi sebagai pemisah ribuan")
    other = "," if decimal == "." else "."
    if _NUMBER[other].fullmatch(value):
        words = {",": "koma", ".": "titik"}
        return Fault("tanda_desimal", f"angka memakai {words[other]}, kolom ini memakai {words[decimal]} desimal")
    return Fault("bukan_angka", "bukan angka, dan bukan tanda kosong yang dideklarasikan")


def _doubled(frame: pd.DataFrame, source: Source, places: list[tuple[str, int]]) -> list[Reject]:
    """All rows of a key that comes twice: which of them is right cannot be known here. What was deleted has no say."""
    keys = [column.name for column in source.columns if column.role in ("entitas", "periode", "varian")]
    found: list[Reject] = []
    rows = frame[keys].reset_index(drop=True)
    if DELETED in frame:
        rows = rows[~frame[DELETED].to_numpy(dtype=bool)]
    for _, group in rows[rows.duplicated(keep=False)].groupby(keys, dropna=False, sort=False):
        same = [places[int(at)] for at in group.index]
        message = f"kunci ganda pada baris {', '.join(str(line) for _, line in same)}"
        found.extend(Reject(file, line, "+".join(keys), "kunci_ganda", message, "") for file, line in same)
    return found


def _typed(frame: pd.DataFrame, source: Source) -> pd.DataFrame:
    typed = {}
    for column in source.columns:
        text = frame[column.name].fillna("")
        if column.role in ("measure", "lon", "lat"):
            typed[column.name] = text.map(lambda value, column=column: _number(str(value), column)).astype("float64")
        elif column.role == "vintage":
            typed[column.name] = text.map(lambda value: date.fromisoformat(str(value))).astype("object")
    return frame.assign(**typed)


def _number(value: str, column: Column) -> float:
    text = value.strip()
    if not text or text in column.missing:
        return float("nan")
    return float(column.words.index(text) + 1) if column.words else float(text.replace(",", "."))
