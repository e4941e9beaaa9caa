"""The areas of a map as rows: what one sees of them in one period, or how they changed between two.

`?tingkat=`, `?induk=` (the region one went down to), `?periode=`, `?banding=`: the words of the address of /peta.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from data.catalog.models import Indicator
from data.domain.difference import (
    INCOMPARABLE,
    INCOMPARABLE_WORDS,
    MOVEMENT_WORDS,
    DifferenceRow,
    MapDifference,
    movement_of,
)
from data.domain.entitas import Kode, Level, parse_kode
from data.domain.indicator import STATE_WORDS, Reading, SeriesQuery, State
from data.domain.peta import MapAnswer, MapRow
from data.domain.provenance import Moment
from data.errors import UnknownError
from data.queries.peta import LEVELS
from data.serve.services import Services
from data.serve.spreadsheet import Cell, Table

AREA: Final = ("indikator", "kode", "kode_bps", "wilayah")
SOURCE: Final = ("penerbit", "terbit_pada", "versi", "simulasi")
VALUES: Final = (*AREA, "periode", "metode", "nilai", "satuan", "keadaan", "bagian_lapor", "bagian", *SOURCE)
CHANGES: Final = (
    *AREA, "periode_awal", "nilai_awal", "keadaan_awal", "periode_akhir", "nilai_akhir", "keadaan_akhir", "satuan",
    "metode", "perubahan", "satuan_perubahan", "penilaian", "sebab", *SOURCE,
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Map:
    """What is downloaded: an indicator on a map, of which the areas `kodes` are in view."""

    services: Services
    indicator: Indicator
    answer: MapAnswer
    kodes: frozenset[Kode]
    moment: Moment

    def area(self, kode: Kode, nama: str) -> tuple[Cell, ...]:
        return self.indicator.title, kode, self.services.place(kode, self.moment).kode_bps or "", nama

    def source(self, reading: Reading | None) -> tuple[Cell, ...]:
        simulated = "SIMULASI" if self.answer.is_simulated else ""
        if reading is None:
            return "", "", "", simulated
        vintage = reading.vintage.isoformat() if reading.vintage else ""
        return self.services.publisher(reading, self.moment), vintage, str(reading.version), simulated

    def readings(self, *periodes: str) -> dict[Kode, Reading]:
        """What stands behind each area on the map's own line, in the first of these periods that has a row."""
        found: dict[Kode, Reading] = {}
        query = SeriesQuery(self.answer.indicator, tuple(area.entitas for area in self.answer.areas))
        for series in self.services.read(query, self.moment).series:
            said = {r.periode: r for line in series.lines if line.id == self.answer.line for r in line.readings}
            reading = next((said[periode] for periode in periodes if periode in said), None)
            found |= {series.entitas: reading} if reading else {}
        return found


def map_table(services: Services, indicator: Indicator, moment: Moment, asked: Mapping[str, str]) -> Table:
    """One row for each area in view, the silent ones included. Raises UnknownError for what there is not."""
    answer = services.map_answer(indicator.id, _level(asked.get("tingkat", "")), moment)
    induk = _induk(services, asked.get("induk", ""))
    shown = _Map(services, indicator, answer, _in_view(answer, induk), moment)
    regions = (services.place(induk, moment).nama,)
    if asked.get("banding"):
        difference = services.difference(indicator.id, answer.level, asked["banding"], moment)
        return _changes(shown, difference, _periode(asked, difference.periodes, difference.periode), regions)
    return _values(shown, _periode(asked, answer.periodes, answer.periode), regions)


def _level(text: str) -> Level:
    found = next((level for level in LEVELS if level.value == text), None)
    if found is None:
        raise UnknownError(f"Tingkat '{text[:20]}' tidak dikenal; yang ada: {', '.join(LEVELS)}")
    return found


def _induk(services: Services, text: str) -> Kode:
    utama = services.settings.kabupaten
    induk = parse_kode(text or utama)
    if induk != utama and not induk.startswith(f"{utama}."):
        raise UnknownError(f"Wilayah {induk} tidak terletak di {utama}")
    return induk


def _in_view(answer: MapAnswer, induk: Kode) -> frozenset[Kode]:
    """The areas below the region in view; all of them where the level has none there, as on the screen."""
    every = frozenset(area.entitas for area in answer.areas)
    return frozenset(kode for kode in every if kode.startswith(f"{induk}.")) or every


def _periode(asked: Mapping[str, str], periodes: tuple[str, ...], newest: str) -> str:
    periode = asked.get("periode") or newest
    if periode not in periodes:
        raise UnknownError(f"Periode '{periode[:20]}' tidak ada pada peta ini; yang ada: {', '.join(periodes)}")
    return periode


def _values(shown: _Map, periode: str, regions: tuple[str, ...]) -> Table:
    level, readings = shown.answer.level.value, shown.readings(periode)
    rows = tuple(
        (*shown.area(row.entitas, row.nama), *_value(shown, row, periode), *shown.source(readings.get(row.entitas)))
        for row in shown.answer.rows_at(periode)
        if row.entitas in shown.kodes
    )
    facts = (("Tingkat", level), ("Periode", periode))
    return Table(f"peta_{level}_{periode}", regions, VALUES, rows, facts)


def _value(shown: _Map, row: MapRow, periode: str) -> tuple[Cell, ...]:
    parts = (str(row.reporting or 0), str(row.expected)) if row.expected is not None else ("", "")
    return periode, shown.answer.line_label, row.value, shown.indicator.unit, _word(row.value, row.state), *parts


def _changes(shown: _Map, difference: MapDifference, periode: str, regions: tuple[str, ...]) -> Table:
    level, (early, late) = shown.answer.level.value, difference.span(periode)
    readings = shown.readings(late, early)
    rows = tuple(
        (
            *shown.area(row.entitas, row.nama),
            *_change(shown, row, early, late),
            *shown.source(readings.get(row.entitas)),
        )
        for row in difference.rows_at(periode)
        if row.entitas in shown.kodes
    )
    facts = (("Tingkat", level), ("Perubahan", f"{early} ke {late}"))
    return Table(f"peta_{level}_{early}_{late}", regions, CHANGES, rows, facts)


def _change(shown: _Map, row: DifferenceRow, early: str, late: str) -> tuple[Cell, ...]:
    indicator = shown.indicator
    before = (early, row.early, _word(row.early, row.early_state))
    after = (late, row.late, _word(row.late, row.late_state))
    why = INCOMPARABLE_WORDS[row.reason] if row.reason else ""
    told = (row.change, indicator.change_unit, _judged(row, indicator), why)
    return *before, *after, indicator.unit, shown.answer.line_label, *told


def _judged(row: DifferenceRow, indicator: Indicator) -> str:
    if row.change is None:
        return INCOMPARABLE
    return MOVEMENT_WORDS[movement_of(row.change, indicator.direction, indicator.decimals)]


def _word(value: float | None, state: State) -> str:
    is_hollow = value is None and state in (State.VALUE, State.ZERO)
    return STATE_WORDS[State.NOT_REPORTED if is_hollow else state]
