"""Who may import whom: the contracts hold, allow no exception, and each of them is able to break."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path
from typing import Any

import pytest

from tests.architecture.source_tree import ROOT, imported, modules, product

# One forbidden import for each contract, in the order of the contracts.
VIOLATIONS = {
    "Pages place components": ("components/cards/kpi.py", "import pages.spbe"),
    "Pages never import the ETL": ("pages/spbe.py", "import etl.conform"),
    "A page stands alone": ("pages/sakip.py", "import pages.spbe"),
    "Nothing imports the app": ("data/log.py", "import app"),
    "Components see the vocabulary": ("components/format.py", "import data.warehouse.reader"),
    "Frames stay inside the ETL": ("data/queries/cells.py", "import pandas"),
    "Data and the ETL know no Dash": ("etl/conform.py", "import plotly"),
    "Only publish, archive": ("etl/pipeline.py", "import data.warehouse.writer"),
    "Sources are islands": ("etl/sources/spbe.py", "import etl.sources.sakip"),
    "Inside data every import": ("data/domain/periode.py", "import data.settings"),
}
_SQL_WRITE = re.compile(r"(INSERT\s+INTO|UPDATE|DELETE\s+FROM|TRUNCATE|COPY)\s+app\.", re.IGNORECASE)


def contracts() -> list[dict[str, Any]]:
    """As declared in pyproject.toml."""
    declared = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["importlinter"]["contracts"]
    return list(declared)


def lint(folder: Path) -> str:
    """Report of import-linter, on one line so that wrapped names can be found."""
    command = [str(Path(sys.executable).parent / "lint-imports"), "--no-cache"]
    # `pages` is a namespace package: with the repository on the path too, it would be the sum of both folders.
    env = {name: value for name, value in os.environ.items() if name != "PYTHONPATH"}
    done = subprocess.run(command, cwd=folder, env=env, capture_output=True, text=True, check=False)
    return " ".join((done.stdout + done.stderr).split())


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """The product's code in a folder of its own."""
    for top in ("pages", "components", "data", "etl"):
        shutil.copytree(ROOT / top, tmp_path / top, ignore=shutil.ignore_patterns("__pycache__", "published"))
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    return tmp_path


def test_no_contract_has_an_exception() -> None:
    """Zero, for ever: each exception makes the next one easier."""
    assert len(contracts()) == len(VIOLATIONS)
    assert [c["name"] for c in contracts() if any(key.startswith("ignore") for key in c)] == []


def test_every_contract_can_break(copy: Path) -> None:
    """A contract that nothing can break guards nothing."""
    assert "0 broken" in lint(copy)
    for file, line in VIOLATIONS.values():
        path = copy / file
        path.write_text(path.read_text().replace("\nfrom ", f"\n{line}\nfrom ", 1))
    report = lint(copy)
    assert [name for name in VIOLATIONS if not re.search(rf"{re.escape(name)}((?!KEPT).)*? BROKEN", report)] == []


def test_components_see_only_the_vocabulary() -> None:
    """The contract lists what is forbidden; this lists what is allowed, so that a new module of data is covered too."""
    allowed = ("data.domain.", "data.catalog.models.", "data.catalog.regulation.", "data.errors.")
    seen = [
        f"{module.name}: {name}"
        for module in modules("components")
        for name in imported(module)
        if name.split(".")[0] in ("data", "etl", "pages", "app") and not name.startswith(allowed)
    ]
    assert not seen, seen


def test_pages_have_no_classes_and_are_no_package() -> None:
    """Dash executes a page before it is in sys.modules, where a dataclass looks itself up."""
    assert not (ROOT / "pages" / "__init__.py").exists()
    assert [m.name for m in modules("pages") if "\nclass " in m.text] == []


def test_only_control_writes_what_people_do() -> None:
    """Schema app belongs to data.control; migrations create it."""
    writers = [m.name for m in product() if _SQL_WRITE.search(m.text) and not m.name.startswith("data/warehouse/migr")]
    assert [name for name in writers if not name.startswith("data/control/")] == []


def test_the_writer_pattern_can_match() -> None:
    """Over the line break that SQL often has."""
    assert _SQL_WRITE.search("INSERT INTO\n app.command VALUES")
    assert not _SQL_WRITE.search("SELECT * FROM app.command")
