"""Is what came plausible beside what was published before? publish, publish with a warning, or hold."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

import pandas as pd

from data.catalog.models import Source, Total
from data.domain.entitas import Kode, induk_of, level_of
from data.domain.provenance import Cell
from data.warehouse.records import Finding, Reject
from etl.marks import REFUSED

Verdict = Literal["publish", "warn", "hold"]
CellId = tuple[str, str, str, str, str]
_MOST_NAMED = 3
_DIGITS = 6


@dataclass(frozen=True, slots=True)
class QualityReport:
    """The heaviest verdict, and everything that was found."""

    verdict: Verdict
    findings: tuple[Finding, ...]

    @property
    def message(self) -> str:
        """What an operator reads; empty when nothing was found."""
        return " ".join(finding.message for finding in self.findings)

    @property
    def is_acceptable(self) -> bool:
        """False for a file without rows: no operator's word can publish nothing in place of everything."""
        return all(finding.check != "kosong" for finding in self.findings)


def check(
    frame: pd.DataFrame,
    source: Source,
    before: Mapping[CellId, float | None],
    rejects: Sequence[Reject],
    rows_read: int,
    found: Sequence[Finding] = (),
) -> QualityReport:
    """Judge rows of the warehouse against what was published before (nothing at the first load).

    `found`: what was noticed on the way here.
    """
    findings = [*found, *_rejected(source, rejects, rows_read), *_empty(frame)]
    now = _values(frame) if source.table == "measure" else _regions(frame)
    findings += [*_vanished(source, frame, now, before, _refused(rejects, found))]
    findings += [*_jumps(source, now, before), *_totals(source, frame)]
    verdicts = {finding.verdict for finding in findings}
    heaviest: Verdict = "hold" if "hold" in verdicts else "warn" if "warn" in verdicts else "publish"
    return QualityReport(heaviest, tuple(findings))


def _rejected(source: Source, rejects: Sequence[Reject], rows_read: int) -> Iterator[Finding]:
    refused = len({(reject.file, reject.line) for reject in rejects})
    if refused:
        is_much = refused > source.quality.max_rejected_ratio * rows_read
        message = f"{refused} dari {rows_read} baris ditolak.{_reasons(rejects)}"
        yield Finding("baris_ditolak", "hold" if is_much else "warn", message)


def _reasons(rejects: Sequence[Reject]) -> str:
    """The first few by line, column and rule; a reject never quotes more than a region code."""
    told = "; ".join(f"baris {one.line}, kolom {one.column}: {one.message}" for one in rejects[:_MOST_NAMED])
    return f" {told[:1].upper()}{told[1:]}{'; …' if len(rejects) > _MOST_NAMED else '.'}"


def _empty(frame: pd.DataFrame) -> Iterator[Finding]:
    if frame.empty:
        yield Finding("kosong", "hold", "Tidak ada baris yang dapat diterbitkan.")


def _refused(rejects: Sequence[Reject], found: Sequence[Finding]) -> str:
    """What was refused, and may be where the missing values are: a whole file, some rows, or nothing."""
    if any(finding.check == REFUSED for finding in found):
        return "berkas"
    return "baris" if rejects else ""


def _vanished(
    source: Source,
    frame: pd.DataFrame,
    now: Mapping[CellId, float | None],
    before: Mapping[CellId, float | None],
    refused: str,
) -> Iterator[Finding]:
    """Values published before and no longer there; what a partition or append does not speak of has not vanished."""
    if source.load == "append":
        return
    periods = set(frame["periode"]) if source.load == "partition" else None
    gone = [key for key in before if key not in now and (periods is None or key[2] in periods)]
    if gone:
        is_much = len(gone) > source.quality.max_vanished_ratio * len(before) and refused != "berkas"
        what = "angka" if source.table == "measure" else "wilayah"
        message = f"{len(gone)} dari {len(before)} {what} yang sudah terbit tidak ada lagi ({_named(gone)})."
        message += f" Nilai lamanya tetap dipakai, sebab ada {refused} yang ditolak." if refused and not is_much else ""
        yield Finding("angka_hilang", "hold" if is_much else "warn", message)


def _jumps(
    source: Source, now: Mapping[CellId, float | None], before: Mapping[CellId, float | None]
) -> Iterator[Finding]:
    most = source.quality.max_jump_ratio
    if most is None:
        return
    told_in_words = {(c.measure or c.name, c.rincian) for c in source.columns if c.words}
    counted = {key: old for key, old in before.items() if (key[0], key[3]) not in told_in_words}
    jumped = [key for key, old in counted.items() if _is_beyond(most, old, now.get(key))]
    if jumped:
        message = f"{len(jumped)} angka berubah lebih dari {most:.0%} ({_named(jumped)})."
        yield Finding("lonjakan", "hold", message)


def _totals(source: Source, frame: pd.DataFrame) -> Iterator[Finding]:
    """Printed totals beside the sum of their printed parts; both numbers are named."""
    if source.table != "measure" or not source.quality.totals:
        return
    cells = _cells(frame)
    for total in source.quality.totals:
        for key, printed in sorted(cells.items()):
            if (key[0], key[3]) == (total.measure, total.rincian) and printed is not None:
                summed = _sum_of_parts(total, key, cells)
                if summed is not None and abs(summed - printed) > total.tolerance:
                    message = f"Rincian berjumlah {_told(summed)}, total tercetak {_told(printed)} ({_named([key])})."
                    yield Finding("jumlah_rincian", "warn", message)


def _sum_of_parts(total: Total, key: CellId, cells: Mapping[CellId, float | None]) -> float | None:
    """None without parts, or while one of them is not reported."""
    measure, entitas, periode, rincian, varian = key
    wanted = [(part.measure, entitas, periode, part.rincian, varian) for part in total.parts]
    if total.level is not None:
        wanted += [
            each for each in cells
            if each[0] == measure and each[2:] == (periode, rincian, varian)
            and level_of(Kode(each[1])) is total.level and induk_of(Kode(each[1])) == entitas
        ]  # fmt: skip
    parts = [cells.get(each) for each in wanted]
    given = [part for part in parts if part is not None]
    return round(math.fsum(given), _DIGITS) if given and len(given) == len(parts) else None


def _told(value: float) -> str:
    """1957.309 -> 1.957,309."""
    return f"{value:,.{_DIGITS}f}".rstrip("0").rstrip(".").translate(str.maketrans(",.", ".,"))


def _is_beyond(most: float, old: float | None, new: float | None) -> bool:
    return bool(old) and old is not None and new is not None and abs(new - old) > most * abs(old)


def _named(keys: Sequence[CellId]) -> str:
    """Where, not what: measure, region and period of the first few."""
    named = ", ".join(" ".join(filter(None, key[:3])) for key in sorted(keys)[:_MOST_NAMED])
    return named if len(keys) <= _MOST_NAMED else f"{named}, …"


def _values(frame: pd.DataFrame) -> dict[CellId, float | None]:
    return {key: value for key, value in _cells(frame).items() if value is not None}


def _cells(frame: pd.DataFrame) -> dict[CellId, float | None]:
    """Every cell by its key; None where it is not reported."""
    keys = (frame[name].astype(str) for name in ("measure", "entitas", "periode", "rincian", "varian"))
    values = (None if math.isnan(value) else value for value in frame["value"].astype(float).tolist())
    return dict(zip(zip(*keys, strict=True), values, strict=True))


def _regions(frame: pd.DataFrame) -> dict[CellId, float | None]:
    return {("", str(kode), "", "", ""): None for kode in frame["kode"]}


def id_of_cell(cell: Cell) -> CellId:
    """What tells a published cell from the others of its dataset; a region has its code only."""
    return cell.key.measure, cell.key.entitas, cell.periode, cell.key.rincian, cell.key.varian
