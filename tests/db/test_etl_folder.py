"""The whole line on a drop folder: one office's bad file costs that office only, and closes nothing."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from data.catalog.loader import load_catalogue
from data.settings import Settings
from etl.pipeline import Outcome, run
from etl.publish import Publisher
from tests.db.line import Line
from tests.declared import declaration, register
from tests.workbooks import xlsx

pytestmark = pytest.mark.parametrize("server", ["embedded"], indirect=True, scope="session")
FOLDER = 'kind = "folder"\nfolder = "skm"\nsettle_s = 0\n[connector.layout]\nmax_bytes = 100000\n'
HEADER = ("kode", "tahun", "nilai", "terbit_pada")


class Dropped(Line):
    """The line with the declared source and its folder."""

    def __init__(self, settings: Settings, folder: Path) -> None:
        super().__init__(settings, folder)
        (self.catalog / "sources" / "contoh.toml").write_text(declaration(FOLDER, load="full"))
        self.catalogue = load_catalogue(self.catalog)
        self.publisher.close()
        self.publisher = Publisher(self.settings, self.catalogue)
        self.folder = self.settings.drop_folder / "skm"
        self.folder.mkdir(parents=True)

    def put(self, name: str, *rows: tuple[object, ...]) -> None:
        """A workbook of one office."""
        (self.folder / name).write_bytes(xlsx({"Data": (HEADER, *rows)}))  # type: ignore[arg-type]

    def once(self) -> Outcome:
        """One run."""
        return next(run([self.catalogue.sources["contoh"]], self.settings, self.publisher, self.reader))

    @property
    def figures(self) -> dict[str, float | None]:
        """What is published now, by region."""
        return {kode: value for (_, kode, _, _), value in self.values("contoh").items()}


@pytest.fixture
def line(warehouse: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Dropped]:
    register(monkeypatch)
    one = Dropped(warehouse, tmp_path)
    one.run("wilayah")
    one.put("blora.xlsx", ("33.16", 2024, 1.5, "2025-02-01"))
    one.put("rembang.xlsx", ("33.17", 2024, 2.5, "2025-02-01"))
    yield one
    one.close()


def test_all_files_are_one_version_and_the_folder_is_then_known(line: Dropped) -> None:
    first = line.once()
    assert (first.exit_code, line.figures) == (0, {"33.16": 1.5, "33.17": 2.5}), first.result.message
    again = line.once()
    assert (again.result.outcome, again.result.rows_read) == ("unchanged", 0)
    assert again.result.message == "Tidak ada yang baru sejak pembacaan terakhir."


@pytest.mark.parametrize("body", [b"%PDF-1.7", b"PK\x03\x04", b"x" * 200_000], ids=["pdf", "cut", "oversize"])
def test_a_bad_file_costs_itself_only_and_closes_nothing(line: Dropped, body: bytes) -> None:
    line.once()
    line.put("blora.xlsx", ("33.16", 2024, 1.6, "2025-03-01"))
    (line.folder / "rembang.xlsx").write_bytes(body)
    outcome = line.once()
    assert (outcome.exit_code, outcome.result.outcome) == (0, "published")
    assert "rembang.xlsx: " in outcome.result.message
    assert line.figures == {"33.16": 1.6, "33.17": 2.5}
    found = line.rows("SELECT verdict FROM meta.finding WHERE check_name = 'berkas_ditolak'")
    assert found == [("warn",)]


def test_when_no_file_can_be_read_the_run_fails(line: Dropped) -> None:
    line.once()
    for name in ("blora.xlsx", "rembang.xlsx"):
        (line.folder / name).write_bytes(b"%PDF-1.7")
    outcome = line.once()
    assert (outcome.exit_code, outcome.result.error, line.figures) == (4, "ParseError", {"33.16": 1.5, "33.17": 2.5})
    (line.folder / "blora.xlsx").unlink()
    line.put("rembang.xlsx", ("33.17", 2024, 2.6, "2025-03-01"), ("33.16", 2024, 1.5, "2025-02-01"))
    assert line.once().result.outcome == "published"
    assert line.figures == {"33.16": 1.5, "33.17": 2.6}


def test_an_operator_gives_a_file_on_the_command_line(line: Dropped, tmp_path: Path) -> None:
    line.once()
    (tmp_path / "sumedang.xlsx").write_bytes(xlsx({"Data": (HEADER, ("32.11", 2024, 3.5, "2025-02-01"))}))
    line.etl("run", "contoh", "--file", str(tmp_path / "sumedang.xlsx"))
    assert (line.folder / "sumedang.xlsx").exists()
    assert line.once().result.outcome == "published"
    assert line.figures["32.11"] == 3.5
