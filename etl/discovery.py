"""Sources are found, not registered: `etl/sources/<id>.py` beside `catalog/sources/<id>.toml`."""

from __future__ import annotations

import importlib
from collections.abc import Iterator, Sequence
from graphlib import CycleError, TopologicalSorter
from typing import Protocol, cast

import pandas as pd

from data.catalog.models import Catalogue, Source
from data.errors import ConfigError, UnknownError
from data.settings import Settings
from etl.records import RawFile, Snapshot


class SourceModule(Protocol):
    """What every file in etl/sources has."""

    def fetch(self, settings: Settings, since: str | None) -> Iterator[RawFile]:
        """Bytes of the source, nothing decided about them."""
        ...

    def parse(self, snapshot: Snapshot) -> pd.DataFrame:
        """Bytes -> text frame, headers as published."""
        ...


def module_of(source_id: str) -> SourceModule:
    """The module of a declared source. Raises ConfigError when there is none."""
    name = f"etl.sources.{source_id}"
    try:
        return cast(SourceModule, importlib.import_module(name))
    except ModuleNotFoundError as error:
        if error.name != name:
            raise
        raise ConfigError(f"Sumber '{source_id}' dideklarasikan tetapi etl/sources/{source_id}.py tidak ada") from error


def chosen_sources(catalogue: Catalogue, name: str) -> Sequence[Source]:
    """The named source, or all that can be fetched, each after what it needs. Raises UnknownError, ConfigError."""
    if name != "all":
        source = catalogue.sources.get(name)
        if source is None:
            known = ", ".join(sorted(catalogue.sources))
            raise UnknownError(f"Sumber '{name}' tidak dikenal. Yang ada: {known}")
        return [source]
    needs = {source.id: sorted(source.needs) for source in catalogue.sources.values() if not source.is_given}
    try:
        order = list(TopologicalSorter(needs).static_order())
    except CycleError as error:
        raise ConfigError(f"Sumber saling membutuhkan: {' -> '.join(error.args[1])}") from error
    return [catalogue.sources[source_id] for source_id in order]
