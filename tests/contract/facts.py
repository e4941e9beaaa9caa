"""The verified facts this product was built on, and the cells that its published files make on the real line.

fakta.csv: one fact a row, as printed, with the reason where it is not loaded; fakta_ukuran.csv: what a fact is called
here; fakta_sumber.csv: where it was read and under which publications it is loaded; fakta_tabel.csv: whole tables, by
count, sum and fingerprint of each column and year.
"""

from __future__ import annotations

import csv
import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from data.catalog.models import Measure
from data.domain.periode import Cadence
from data.settings import ROOT
from etl.conform import conform
from etl.contract import check_headers
from etl.discovery import module_of
from etl.records import Snapshot
from etl.rows import to_rows
from tests.contract.test_published import CATALOGUE, FIGURES, PUBLISHED, known

CellName = tuple[str, str, str, str, str, str]
"""dataset, measure, rincian, varian, kode, periode"""
DIGITS = 6
LOADED = ("angka", "kata", "ada")


@dataclass(frozen=True, slots=True)
class Fact:
    """One verified fact. `cara`: angka (a number), kata (a word), ada (an award, counted as 1), sasaran (a target),
    hitungan (follows from what is loaded), kalimat (told in words), tidak (not loaded).
    """

    fakta: str
    kode: str
    periode: str
    nilai: str
    sumber: str
    baris: str
    alasan: str
    cara: str
    measure: Measure
    pengali: float
    datasets: tuple[str, ...]

    @property
    def is_loaded(self) -> bool:
        """True when the fact has to be a cell."""
        return self.cara in LOADED and not self.alasan

    def __str__(self) -> str:
        return f"{self.fakta} {self.kode} {self.periode} = {self.nilai} ({self.sumber})"


def read(name: str) -> list[dict[str, str]]:
    """The rows of one of the files beside this one."""
    with (ROOT / "tests" / "contract" / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@cache
def facts() -> tuple[Fact, ...]:
    """Every verified fact."""
    called = {row["fakta"]: row for row in read("fakta_ukuran.csv")}
    return tuple(_fact(row, called[row["fakta"]]) for row in read("fakta.csv"))


def _fact(row: dict[str, str], called: dict[str, str]) -> Fact:
    measure = Measure(measure=called["ukuran"] or "tidak_dimuat", rincian=called["rincian"])
    factor = float(called["pengali"] or 1)
    return Fact(**row, cara=called["cara"], measure=measure, pengali=factor, datasets=tuple(called["dataset"].split()))


@cache
def sources() -> Mapping[str, dict[str, str]]:
    """Where facts were read, by their short name."""
    return {row["sumber"]: row for row in read("fakta_sumber.csv")}


@cache
def cells() -> Mapping[CellName, float]:
    """Every value of the published files after headers, conform and measures, as the warehouse would get it."""
    found: dict[CellName, float] = {}
    for source in FIGURES:
        snapshot = Snapshot(1, source.id, source.file, "", PUBLISHED / source.file)
        frame = check_headers(module_of(source.id).parse(snapshot), source, source.file)
        good, rejects = conform(frame, source, known(), source.file)
        assert rejects == []
        rows, _ = to_rows(good, source, snapshot, known())
        for row in rows[rows["value"].notna()].to_dict("records"):
            names = (str(row[name]) for name in ("measure", "rincian", "varian", "entitas", "periode"))
            measure, rincian, varian, kode, periode = names
            found[source.id, measure, rincian, varian, kode, periode] = row["value"]
    return found


def names_of(fact: Fact) -> list[CellName]:
    """The cells a loaded fact may be: one for each publication in which its source is loaded."""
    loaded = (pair.split(":") for pair in sources()[fact.sumber]["varian"].split())
    return [
        (dataset, fact.measure.measure, fact.measure.rincian, varian, fact.kode, _periode_in(dataset, fact.periode))
        for dataset, varian in loaded
        if dataset in fact.datasets
    ]


def value_of(fact: Fact, dataset: str) -> float:
    """The number a fact is loaded as."""
    if fact.cara == "ada":
        return 1.0
    if fact.cara == "kata":
        return float(CATALOGUE.sources[dataset].words_of(fact.measure).index(fact.nilai) + 1)
    return round(float(fact.nilai) * fact.pengali, DIGITS)


def cell_of(fact: Fact) -> list[CellName]:
    """The cells that hold a fact's value; exactly one, when it is loaded."""
    return [name for name in names_of(fact) if _is_same(cells().get(name), value_of(fact, name[0]))]


def fingerprint(values: Mapping[str, float]) -> tuple[int, float, str]:
    """Count, sum, and the first 16 hex digits of the SHA-256 over `kode=value` lines."""
    lines = "".join(f"{kode}={round(value, DIGITS)!r}\n" for kode, value in sorted(values.items()))
    return len(values), round(sum(values.values()), DIGITS), hashlib.sha256(lines.encode()).hexdigest()[:16]


def _periode_in(dataset: str, periode: str) -> str:
    """August 2024 is told by an annual source as 2024."""
    return periode[:4] if CATALOGUE.sources[dataset].cadence is Cadence.TAHUNAN else periode


def _is_same(value: float | None, wanted: float) -> bool:
    return value is not None and round(value, DIGITS) == wanted
