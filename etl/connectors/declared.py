"""A source that needs no code of its own: its TOML says how it is fetched and how its bytes are parsed."""

from __future__ import annotations

from collections.abc import Iterator

import pandas as pd

from data.catalog.connector import AnyConnector, BpsConnector, FolderConnector, HttpConnector, SqlConnector
from data.catalog.loader import load_source
from data.catalog.models import Source
from data.errors import ConfigError
from data.settings import Settings
from etl.connectors import bps, folder, http, sql
from etl.connectors.bps import parse_bps
from etl.connectors.json_page import parse_json
from etl.connectors.ndjson import parse_ndjson
from etl.connectors.table_file import parse_table
from etl.records import RawFile, Snapshot


def fetch_declared(settings: Settings, source_id: str, since: str | None) -> Iterator[RawFile]:
    """Fetch as `[connector]` says; nothing when there is nothing new. Raises FetchError, ConfigError."""
    source = load_source(settings.catalog_dir, source_id)
    match connector := _connector_of(source):
        case SqlConnector():
            return sql.fetch(source, connector, settings, since)
        case FolderConnector():
            return folder.fetch(source, connector, settings, since)
        case HttpConnector():
            return http.fetch(source, connector, settings, since)
        case BpsConnector():
            return bps.fetch(source, connector, settings)


def parse_declared(snapshot: Snapshot) -> pd.DataFrame:
    """Bytes -> text frame, as the declaration says by which they were fetched. Raises ParseError."""
    if snapshot.declared is None:
        raise ConfigError(f"{snapshot.name}: deklarasi sumbernya tidak disertakan")
    source, connector = snapshot.declared, _connector_of(snapshot.declared)
    return _parsed(snapshot, source, connector).assign(**connector.constants)


def _parsed(snapshot: Snapshot, source: Source, connector: AnyConnector) -> pd.DataFrame:
    match connector:
        case SqlConnector():
            return parse_ndjson(snapshot, source, connector.deleted)
        case FolderConnector():
            return parse_table(snapshot, source, connector.layout)
        case HttpConnector():
            return parse_json(snapshot, connector)
        case BpsConnector():
            return parse_bps(snapshot, connector)


def _connector_of(source: Source) -> AnyConnector:
    if source.connector is None:
        raise ConfigError(f"{source.id}.toml: bagian [connector] tidak ada")
    return source.connector
