"""Short hand for tests of the warehouse: cells as a dict, published and read back."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import UTC, date, datetime
from types import TracebackType

from data.domain.entitas import Kode
from data.domain.provenance import CellKey
from data.settings import Settings
from data.warehouse.engine import Role, make_engine
from data.warehouse.reader import Reader
from data.warehouse.records import Batch, Load, Published
from data.warehouse.writer import Writer

CATALOGUE = "deklarasi-uji"
VINTAGE = date(2025, 3, 13)
Cells = Mapping[tuple[str, str], float | None]


class Desk:
    """Writer, reader, one run and one archived file. A cell is (kode, periode) -> value; None is not reported."""

    def __init__(self, settings: Settings) -> None:
        self.settings = settings
        self.etl, self.baca = make_engine(settings, Role.ETL), make_engine(settings, Role.BACA)
        self.writer, self.reader = Writer(self.etl), Reader(self.baca)
        self.writer.keep_catalogue(CATALOGUE, "{}")
        self.run = self.writer.start_run("uji")
        self.snapshot = self.add_snapshot("a")

    def __enter__(self) -> Desk:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.etl.dispose()
        self.baca.dispose()

    def add_snapshot(self, letter: str) -> int:
        """The number of a file whose hash is this letter, 64 times."""
        return self.writer.add_snapshot(
            source="uji",
            name="uji.csv",
            url="https://contoh.go.id/uji.csv",
            sha256=letter * 64,
            byte_count=12,
            path=f"uji/{letter}",
            fetched_at=datetime(2025, 3, 14, tzinfo=UTC),
        )

    def rows(self, cells: Cells, vintage: date = VINTAGE, snapshot: int | None = None) -> list[tuple[object, ...]]:
        """Rows of measure `ukuran`, varian `x`, no rincian."""
        file = snapshot or self.snapshot
        return [
            ("ukuran", kode, periode, "", "x", value, "not_reported" if value is None else "value", vintage, file)
            for (kode, periode), value in cells.items()
        ]

    def batch(self, dataset: str, rows: Iterable[tuple[object, ...]], load: Load = "full") -> Batch:
        """A batch of measure rows."""
        return Batch(dataset, "measure", load, rows, self.run, CATALOGUE)

    def publish(self, dataset: str, cells: Cells, load: Load = "full", vintage: date = VINTAGE) -> Published:
        """Publish cells."""
        return self.writer.publish(self.batch(dataset, self.rows(cells, vintage), load))

    def read(
        self, dataset: str, version: int | None = None, kodes: Iterable[str] = ("33.16",)
    ) -> dict[tuple[str, str], object]:
        """The cells of some regions at a version, the newest by default."""
        at = self.reader.cut().version if version is None else version
        cells = self.reader.cells([key(dataset, kode) for kode in kodes], at)
        return {(cell.key.entitas, cell.periode): cell.value for cell in cells}


def key(dataset: str, kode: str = "33.16") -> CellKey:
    """The key of `ukuran` of a region."""
    return CellKey(dataset, "ukuran", "", "x", Kode(kode))
