"""How does each source stand: last run, newest period, age, version, hold?"""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import date

from data.catalog.models import Catalogue, Source
from data.domain.freshness import freshness
from data.domain.provenance import Cut
from data.warehouse.reader import Reader


@dataclass(frozen=True, slots=True)
class SourceStatus:
    """One source on one day; a list of regions has no age. `outcome`: the newest run's, empty when it never ran."""

    source: str
    outcome: str
    message: str
    finished_at: str
    version: int
    newest: str | None
    expected: str
    missing: str
    days_late: int
    rows: int
    rejected: int
    is_held: bool

    def told(self) -> str:
        """One Indonesian line for the terminal."""
        parts = [
            f"{self.source}: versi {self.version}",
            self._told_age() if self.expected else f"{self.rows} wilayah",
            f"{self.rejected} baris ditolak{' · DITAHAN' if self.is_held else ''} · {self.message}",
        ]
        return ", ".join(parts)

    def _told_age(self) -> str:
        late = f"{self.missing} terlambat {self.days_late} hari" if self.days_late else "terbaru"
        return f"data {self.newest or '-'} ({late}), {self.rows} angka"

    def facts(self) -> dict[str, object]:
        """All fields, for JSON."""
        return asdict(self)


def read_status(catalogue: Catalogue, reader: Reader, as_of: date) -> list[SourceStatus]:
    """Every declared source, in the order of their names. Raises WarehouseError."""
    cut = reader.cut()
    return [_status_of(source, reader, cut, as_of) for source in sorted(catalogue.sources.values(), key=lambda s: s.id)]


def _status_of(source: Source, reader: Reader, cut: Cut, as_of: date) -> SourceStatus:
    runs = reader.runs(source.id, 1)
    is_measured = source.table == "measure"
    given = [cell.periode for cell in reader.dataset(source.id, cut.version) if cell.value is not None]
    newest = max(given, default=None)
    age = freshness(newest, source.cadence, source.due_days, as_of)
    return SourceStatus(
        source=source.id,
        outcome=runs[0].outcome if runs else "",
        message=(runs[0].message or "sedang berjalan, atau terputus") if runs else "belum pernah dijalankan",
        finished_at=runs[0].finished_at.isoformat() if runs and runs[0].finished_at else "",
        version=dict(cut.datasets).get(source.id, 0),
        newest=newest,
        expected=age.expected if is_measured else "",
        missing=age.missing if is_measured and age.is_late else "",
        days_late=age.days_late if is_measured else 0,
        rows=len(given) if is_measured else _region_count(source, reader, cut),
        rejected=runs[0].rows_rejected if runs else 0,
        is_held=source.id in cut.held,
    )


def _region_count(source: Source, reader: Reader, cut: Cut) -> int:
    if source.table == "batas":
        return len(reader.boundaries(source.id, cut.version))
    return len(reader.entitas(cut.version, source.id))
