"""What concerns every test: no setting of whoever runs the suite, and never the real data folder."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import settings

# On a shared machine the time one example takes says nothing about the code.
settings.register_profile("suite", deadline=None)
settings.load_profile("suite")


@pytest.fixture(scope="session", autouse=True)
def foreign_settings_removed(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """Drop CC_ variables and point the default data folder to an empty one, for this process and those it starts."""
    kept = {name: value for name, value in os.environ.items() if name.startswith("CC_")}
    for name in kept:
        del os.environ[name]
    folder = tmp_path_factory.mktemp("data")
    os.environ["CC_DATA_DIR"] = str(folder)
    yield folder
    del os.environ["CC_DATA_DIR"]
    os.environ.update(kept)
