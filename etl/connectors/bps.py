"""BPS WebAPI: one variable of a domain, two years a request, as it answers; then its cube as rows.

A value lies under a key made of five numbers without a separator, in the order vervar, var, turvar, tahun, turtahun.
Such a key cannot be taken apart again (1|11 and 11|1 are both 111), so keys are built from the dimensions, and a key
that two members share, or that no member explains, is an error.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from datetime import UTC, datetime
from itertools import product
from typing import Any
from urllib.parse import quote, urlsplit
from zoneinfo import ZoneInfo

import pandas as pd

from data.catalog.connector import BpsConnector, BpsRegion, Envelope
from data.catalog.models import Source
from data.errors import FetchError, ParseError
from data.settings import Settings
from etl.connectors.http import key_of
from etl.connectors.http_call import Service
from etl.connectors.json_page import check_envelope, text_of
from etl.marks import LINE
from etl.records import RawFile, Snapshot

COLUMNS = ("kode", "vervar", "wilayah", "variabel", "turvar", "tahun", "turtahun", "nilai", "satuan", "terbit_pada")
_OK = Envelope(path="status", values=("OK",), message="message")
_DIMENSIONS = ("vervar", "var", "turvar", "tahun", "turtahun")
_MARKUP = re.compile(r"<[^<>]*>")
_YEAR_ZERO = 1900
_YEARS_A_REQUEST = 2
_WIB = ZoneInfo("Asia/Jakarta")
Member = tuple[str, str]


def fetch(source: Source, connector: BpsConnector, settings: Settings) -> Iterator[RawFile]:
    """An answer for each two years that BPS has figures for. Raises FetchError, ConfigError without a key."""
    key = key_of(settings, connector.api_key)
    service = Service(source.id, connector.polite, settings.ca_file)
    host = str(urlsplit(connector.url).hostname)
    last = connector.last_year or datetime.now(_WIB).year
    has_any = False
    for first in range(connector.first_year, last + 1, _YEARS_A_REQUEST):
        years = range(first, min(first + _YEARS_A_REQUEST, last + 1))
        address = _address(connector, years)
        answer = service.ask(f"{address}key/{quote(key, safe='')}/", {}, {})
        check_envelope(answer.content, _OK, host, key)
        if answer.content.get("data-availability") == "available":
            has_any = True
            name = f"{source.id}-{years[0]}-{years[-1]}.json"
            yield RawFile(name, answer.body, address, datetime.now(UTC))
    if not has_any:
        raise FetchError(f"{host}: tidak ada data variabel {connector.var} domain {connector.domain} untuk tahun itu")


def parse_bps(snapshot: Snapshot, connector: BpsConnector) -> pd.DataFrame:
    """One row per declared region, year and member, all text; nothing printed is ''. Raises ParseError."""
    content = _content(snapshot)
    members = {name: _members(content, name, snapshot.name) for name in _DIMENSIONS}
    figures = _figures(content, members, snapshot.name)
    regions = _regions(connector, members["vervar"], snapshot.name)
    unit = text_of(content["var"][0].get("unit"))
    published = text_of(content.get("last_update"))[:10]
    rows = []
    for vervar, var, turvar, tahun, turtahun in product(*members.values()):
        region = regions.get(vervar[0])
        if region is None or not _is_kept(connector, turvar, turtahun):
            continue
        value = figures.get((vervar[0], var[0], turvar[0], tahun[0], turtahun[0]), "")
        rows.append(
            [region.kode, vervar[0], vervar[1], var[1], turvar[1], tahun[1], turtahun[1], value, unit, published]
        )
    frame = pd.DataFrame(rows, columns=list(COLUMNS), dtype="string")
    return frame.assign(**{LINE: range(1, len(rows) + 1)})


def _address(connector: BpsConnector, years: range) -> str:
    """Without the key: this is what is kept."""
    numbers = ";".join(str(year - _YEAR_ZERO) for year in years)
    return f"{connector.url}list/model/data/lang/ind/domain/{connector.domain}/var/{connector.var}/th/{numbers}/"


def _content(snapshot: Snapshot) -> dict[str, Any]:
    try:
        content = json.loads(snapshot.read_bytes(), parse_float=str, parse_int=str)
    except ValueError as error:
        raise ParseError(f"{snapshot.name}: bukan JSON") from error
    if not isinstance(content, dict):
        raise ParseError(f"{snapshot.name}: bukan jawaban WebAPI BPS")
    return content


def _members(content: dict[str, Any], name: str, file: str) -> list[Member]:
    """Number and label of each member, without markup."""
    listed = content.get(name)
    if not isinstance(listed, list) or not listed or not all(isinstance(one, dict) for one in listed):
        raise ParseError(f"{file}: dimensi {name} tidak ada")
    return [(text_of(one.get("val")), _plain(text_of(one.get("label")))) for one in listed]


def _plain(label: str) -> str:
    return " ".join(_MARKUP.sub(" ", label).split())


def _figures(content: dict[str, Any], members: dict[str, list[Member]], file: str) -> dict[tuple[str, ...], str]:
    """Value by the numbers of its five dimensions."""
    printed = content.get("datacontent") or {}
    if not isinstance(printed, dict):
        raise ParseError(f"{file}: datacontent bukan objek")
    by_key: dict[str, tuple[str, ...]] = {}
    for numbers in product(*([number for number, _ in listed] for listed in members.values())):
        key = "".join(numbers)
        if key in printed and by_key.setdefault(key, numbers) != numbers:
            one, other = ("|".join(each) for each in (by_key[key], numbers))
            raise ParseError(f"{file}: kunci {key} dapat berarti {one} atau {other}")
    unknown = [key for key in printed if key not in by_key]
    if unknown:
        raise ParseError(f"{file}: {len(unknown)} kunci datacontent tidak sesuai dimensinya ({unknown[0]})")
    return {numbers: text_of(printed[key]) for key, numbers in by_key.items()}


def _regions(connector: BpsConnector, members: list[Member], file: str) -> dict[str, BpsRegion]:
    """Declared regions by vervar; a number that has come to mean another region is an error."""
    labels = dict(members)
    for region in connector.regions:
        label = labels.get(region.vervar)
        if label is None:
            raise ParseError(f"{file}: vervar {region.vervar} ({region.label}) tidak ada")
        if label.casefold() != _plain(region.label).casefold():
            raise ParseError(f"{file}: vervar {region.vervar} kini '{label}', dideklarasikan '{region.label}'")
    return {region.vervar: region for region in connector.regions}


def _is_kept(connector: BpsConnector, turvar: Member, turtahun: Member) -> bool:
    return connector.turvar in (None, turvar[0]) and connector.turtahun in (None, turtahun[0])
