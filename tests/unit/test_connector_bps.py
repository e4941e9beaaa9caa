"""BPS WebAPI on a real socket: keys are built from dimensions, what is ambiguous or has moved is an error."""

from __future__ import annotations

import json
import logging
import traceback
from pathlib import Path
from typing import Any

import pytest
from pydantic import SecretStr

from data.errors import ConfigError, FetchError, ParseError
from etl.connectors.bps import COLUMNS
from tests.declared import Declared
from tests.misbehaving import Asked, Reply, misbehaving

KEY = "bps-kunci-rahasia"
TOML = """
id = "contoh"
title = "Contoh"
publisher = "BPS"
cadence = "tahunan"
due_days = 90
other_columns = "dropped"
columns = [
    {{ name = "kode", role = "entitas" }},
    {{ name = "tahun", role = "periode" }},
    {{ name = "nilai", role = "measure", measure = "miskin_persen" }},
    {{ name = "varian", role = "varian" }},
    {{ name = "terbit_pada", role = "vintage" }},
]
varian = [{{ id = "bps", publisher = "BPS", citation = "BPS, WebAPI" }}]
[connector]
kind = "bps"
url = "{url}"
domain = "3300"
var = 34
first_year = 2021
last_year = 2023
constants = {{ varian = "bps" }}
polite = {{ timeout_s = 2, attempts = 2, first_wait_s = 0.01, deadline_s = 5 }}
[[connector.regions]]
vervar = "3316"
label = "Kabupaten Blora"
kode = "33.16"
[[connector.regions]]
vervar = "3317"
label = "kabupaten rembang"
kode = "33.17"
"""
VALUES: dict[str, Any] = {"3316340121": 12.39, "3316340122": "11.53", "3317340121": 15.80, "3315340121": 12.74}


def answer(years: list[int], values: dict[str, Any], **changes: Any) -> dict[str, Any]:
    """As the service answers: a turtahun that is no number, labels in bold, numbers as numbers and as text."""
    return {
        "status": "OK",
        "data-availability": "available",
        "last_update": "2024-07-01 09:00:00",
        "var": [{"val": 34, "label": "Persentase Penduduk Miskin", "unit": "Persen"}],
        "turvar": [{"val": "0", "label": "Tidak ada"}],
        "labelvervar": "Kabupaten/Kota",
        "vervar": [
            {"val": 3315, "label": "Kabupaten Grobogan"},
            {"val": 3316, "label": "<b>Kabupaten  Blora</b>"},
            {"val": 3317, "label": "Kabupaten Rembang"},
        ],
        "tahun": [{"val": year - 1900, "label": str(year)} for year in years],
        "turtahun": [{"val": "", "label": "Tahun"}],
        "datacontent": values,
        **changes,
    }


def by_year(asked: Asked) -> Reply:
    if "/th/123/" in asked.path:
        return Reply('{"status": "OK", "data-availability": "list-not-available", "data": ""}')
    return Reply(json.dumps(answer([2021, 2022], VALUES)))


def source(tmp_path: Path, url: str) -> Declared:
    return Declared(tmp_path, TOML.format(url=url), api_key={"bps": SecretStr(KEY)})


def told(tmp_path: Path, content: Any) -> str:
    with misbehaving([Reply(json.dumps(content))]) as server:
        with pytest.raises((ParseError, FetchError)) as caught:
            source(tmp_path, server.url).read()
    return str(caught.value)


def test_the_cube_becomes_rows_of_the_declared_regions(tmp_path: Path) -> None:
    with misbehaving(by_year) as server:
        read = source(tmp_path, server.url).read()
    assert read.values()[("33.16", "2021")] == 12.39
    assert {key: value for key, value in read.values().items() if value == value} == {
        ("33.16", "2021"): 12.39, ("33.16", "2022"): 11.53, ("33.17", "2021"): 15.8,
    }  # fmt: skip
    assert list(read.rows["state"]).count("not_reported") == 1
    assert {str(day) for day in read.rows["vintage"]} == {"2024-07-01"}


def test_two_years_a_request_and_the_key_nowhere_else(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    with misbehaving(by_year) as server:
        one = source(tmp_path, server.url)
        read = one.read()
    paths = [asked.path for asked in server.asked]
    assert paths == [
        f"/api/list/model/data/lang/ind/domain/3300/var/34/th/{years}/key/{KEY}/" for years in ("121;122", "123")
    ]
    assert [(raw.name, raw.url) for raw in read.files] == [
        ("contoh-2021-2022.json", f"{server.url}list/model/data/lang/ind/domain/3300/var/34/th/121;122/")
    ]
    assert KEY not in caplog.text + repr(read.files) + repr(one.settings)


def test_printed_examples_are_found_by_their_dimensions(tmp_path: Path) -> None:
    """7315 31 0 99 0 is 308669; 9999 198 0 167 2123 0... is told by the members, never by counting digits."""
    content = answer([1999], {"7315310990": 308669})
    content.update(
        var=[{"val": 31, "label": "Penduduk", "unit": "Jiwa"}],
        vervar=[{"val": 7315, "label": "Kabupaten Blora"}, {"val": 3317, "label": "Kabupaten Rembang"}],
        turtahun=[{"val": 0, "label": "Tahun"}],
    )
    with misbehaving([Reply(json.dumps(content))]) as server:
        toml = TOML.format(url=server.url).replace('vervar = "3316"', 'vervar = "7315"')
        toml = toml.replace("2021", "1999").replace("2023", "1999")
        read = Declared(tmp_path, toml, api_key={"bps": SecretStr(KEY)}).read()
    assert read.values()[("33.16", "1999")] == 308669


def test_a_key_with_two_meanings_is_refused(tmp_path: Path) -> None:
    members = [{"val": 1, "label": "Kabupaten Blora"}, {"val": 13, "label": "Kabupaten Rembang"}]
    content = answer([2021], {"134340121": 5}, vervar=members, turvar=[{"val": "0", "label": "x"}])
    content["var"] = [{"val": 34, "label": "a", "unit": ""}, {"val": 4340, "label": "b", "unit": ""}]
    content["vervar"] = [{"val": "3316", "label": "Kabupaten Blora"}, {"val": "33163", "label": "Kabupaten Rembang"}]
    content["var"] = [{"val": "34", "label": "a", "unit": ""}, {"val": "4", "label": "b", "unit": ""}]
    content["datacontent"] = {"3316340121": 5}
    assert "kunci 3316340121 dapat berarti 3316|34|0|121| atau 33163|4|0|121|" in told(tmp_path, content)


def test_a_key_that_no_dimension_explains_is_refused(tmp_path: Path) -> None:
    assert "1 kunci datacontent tidak sesuai dimensinya (9999)" in told(tmp_path, answer([2021], {**VALUES, "9999": 1})
        | {"tahun": [{"val": 121, "label": "2021"}, {"val": 122, "label": "2022"}]})  # fmt: skip


def test_a_number_that_means_another_region_now_is_refused(tmp_path: Path) -> None:
    moved = [{"val": 3316, "label": "Kabupaten Rembang"}, {"val": 3317, "label": "Kabupaten Blora"}]
    said = told(tmp_path, answer([2021], {}, vervar=moved))
    assert "vervar 3316 kini 'Kabupaten Rembang', dideklarasikan 'Kabupaten Blora'" in said
    assert "vervar 3316 (Kabupaten Blora) tidak ada" in told(tmp_path, answer([2021], {}, vervar=moved[1:]))


def test_members_that_are_not_asked_for_are_left_out(tmp_path: Path) -> None:
    content = answer([2021], {"33163451211": 1, "33163461211": 2})
    content.update(turvar=[{"val": 5, "label": "Laki"}, {"val": 6, "label": "Perempuan"}],
                   turtahun=[{"val": 1, "label": "Maret"}])  # fmt: skip
    with misbehaving([Reply(json.dumps(content))]) as server:
        toml = TOML.format(url=server.url).replace("var = 34", 'var = 34\nturvar = "6"').replace("2023", "2021")
        read = Declared(tmp_path, toml, api_key={"bps": SecretStr(KEY)}).read()
    assert read.values()[("33.16", "2021")] == 2
    assert len(read.rows) == 2


def test_what_the_service_says_of_itself(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    wrong = {"status": "Error", "message": f"Invalid key {KEY}"}
    said = told(tmp_path, wrong)
    assert "menjawab 200 tetapi menyatakan gagal (status): Invalid key •••" in said
    nothing = {"status": "OK", "data-availability": "not-available", "data": ""}
    assert "tidak ada data variabel 34 domain 3300 untuk tahun itu" in told(tmp_path, nothing)
    assert "menyatakan gagal" in told(tmp_path, [])


def test_without_a_key_nothing_is_asked(tmp_path: Path) -> None:
    with misbehaving(by_year) as server:
        with pytest.raises(ConfigError, match="Kunci 'bps' belum diberikan: isi CC_API_KEY") as caught:
            Declared(tmp_path, TOML.format(url=server.url)).read()
        assert server.asked == []
    assert KEY not in "".join(traceback.format_exception(caught.value))


def test_the_columns_a_declaration_may_name() -> None:
    assert COLUMNS[:2] == ("kode", "vervar")
    assert {"tahun", "nilai", "satuan", "terbit_pada"} <= set(COLUMNS)
