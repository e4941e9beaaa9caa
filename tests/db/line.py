"""The ETL line on a fresh database, with its own copy of the published files and declarations to break."""

from __future__ import annotations

import os
import resource
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import psycopg
from pydantic import SecretStr

from data.catalog.loader import load_catalogue
from data.domain.provenance import Cut
from data.settings import ROOT, Settings
from data.warehouse.engine import Role, conninfo, make_engine
from data.warehouse.reader import Reader
from etl.discovery import chosen_sources
from etl.pipeline import Outcome, run
from etl.publish import Publisher
from tests.servers import TEMPLATE, Server, create_database, drop_database, url_of

SOURCE_COUNT = len(chosen_sources(load_catalogue(ROOT / "data" / "catalog"), "all"))
"""How many sources a run of everything loads; on an empty warehouse each makes one version."""


class Line:
    """Runs sources in this process or, as an operator would, in one of its own."""

    def __init__(self, settings: Settings, folder: Path) -> None:
        self.published, self.catalog = folder / "published", folder / "catalog"
        shutil.copytree(ROOT / "etl" / "published", self.published)
        shutil.copytree(ROOT / "data" / "catalog", self.catalog, ignore=shutil.ignore_patterns("*.py", "__pycache__"))
        self.settings = settings.model_copy(update={"published_dir": self.published, "catalog_dir": self.catalog})
        self.catalogue = load_catalogue(self.catalog)
        self._baca = make_engine(self.settings, Role.BACA)
        self.reader = Reader(self._baca)
        self.publisher = Publisher(self.settings, self.catalogue)

    def close(self) -> None:
        """Give back the connections."""
        self._baca.dispose()
        self.publisher.close()

    def run(self, name: str = "all") -> dict[str, Outcome]:
        """Each source's outcome."""
        sources = chosen_sources(self.catalogue, name)
        return {outcome.source: outcome for outcome in run(sources, self.settings, self.publisher, self.reader)}

    def command(self, *arguments: str) -> subprocess.Popen[str]:
        """`python -m etl ...`, started."""
        return self._start(*arguments)

    def etl(self, *arguments: str, file_bytes: int | None = None) -> subprocess.CompletedProcess[str]:
        """`python -m etl ...` to its end; with `file_bytes` no file of that process may grow beyond."""
        with self._start(*arguments, file_bytes=file_bytes) as process:
            stdout, stderr = process.communicate(timeout=60)
        return subprocess.CompletedProcess(process.args, process.returncode, stdout, stderr)

    def _start(self, *arguments: str, file_bytes: int | None = None) -> subprocess.Popen[str]:
        def limit() -> None:
            if file_bytes is not None:
                resource.setrlimit(resource.RLIMIT_FSIZE, (file_bytes, file_bytes))

        return subprocess.Popen(
            [sys.executable, "-m", "etl", *arguments],
            cwd=ROOT,
            env=self._environment(),
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            preexec_fn=limit,
        )

    def _environment(self) -> dict[str, str]:
        given = {name: value for name, value in os.environ.items() if not name.startswith("CC_")}
        url: SecretStr | None = self.settings.database_url
        own = {"data_dir": self.settings.data_dir, "published_dir": self.published, "catalog_dir": self.catalog}
        texts = {f"CC_{name.upper()}": str(value) for name, value in own.items()}
        return {
            **given,
            **texts,
            **({"CC_DATABASE_URL": url.get_secret_value()} if url else {}),
            "PYTHONPATH": str(ROOT),
        }

    def replace(self, file: str, old: str, new: str) -> None:
        """Edit a published file as its publisher would."""
        path = self.published / file
        text = path.read_text(encoding="utf-8")
        assert old in text, f"{old!r} tidak ada di {file}"
        path.write_text(text.replace(old, new), encoding="utf-8")

    @contextmanager
    def broken(self, file: str, body: bytes | str) -> Iterator[None]:
        """Another body for a published file while the block lasts."""
        path = self.published / file
        good = path.read_bytes()
        path.write_bytes(body.encode() if isinstance(body, str) else body)
        try:
            yield
        finally:
            path.write_bytes(good)

    def text(self, file: str) -> str:
        """A published file as it is now."""
        return (self.published / file).read_text(encoding="utf-8")

    def rows(self, query: str, *facts: object) -> list[tuple[Any, ...]]:
        """What the administrator sees in the database."""
        with psycopg.connect(conninfo(self.settings, Role.ADMIN)) as connection:
            return connection.execute(query.encode(), facts).fetchall()

    @property
    def cut(self) -> Cut:
        """What stands now."""
        return self.reader.cut()

    def values(self, dataset: str) -> dict[tuple[str, str, str, str], float | None]:
        """Every value of a dataset now, by measure, region, period and varian."""
        cells = self.reader.dataset(dataset, self.cut.version)
        return {(c.key.measure, c.key.entitas, c.periode, c.key.varian): c.value for c in cells}


@contextmanager
def loaded_line(server: Server, name: str, folder: Path) -> Iterator[Line]:
    """Every published source, loaded once into a database of that name."""
    create_database(server, name, TEMPLATE)
    line = Line(Settings(data_dir=folder, database_url=url_of(server, name)), folder)
    line.run()
    yield line
    line.close()
    drop_database(server, name)
