"""What is wrong in a [connector] is a fault of the declarations, told before anything is read."""

from __future__ import annotations

from pathlib import Path

import pytest

from data.catalog.loader import load_catalogue
from data.errors import ConfigError
from tests.declared import Declared, declaration

CURSOR = """kind = "http"
url = "https://contoh.go.id"
since_param = "sejak"
[connector.cursor]
column = "diubah"
overlap = 600
"""
FOLDER = """kind = "folder"
folder = "skm"
[connector.layout]
record_column = "kodee"
"""
FAULTS = {
    "cursor": (CURSOR, 'contoh.toml: cursor membaca yang baru saja, maka load harus "append"'),
    "record_column": (FOLDER, "contoh.toml: record_column 'kodee' tidak ada di antara kolom"),
}


@pytest.mark.parametrize(("connector", "told"), FAULTS.values(), ids=FAULTS)
def test_a_faulty_connector_is_told(connector: str, told: str, tmp_path: Path) -> None:
    Declared(tmp_path, declaration(connector, load="full"))
    with pytest.raises(ConfigError) as caught:
        load_catalogue(tmp_path)
    assert str(caught.value) == told
