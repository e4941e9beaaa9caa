"""TOML files -> Catalogue. Every fault of every file is listed at once."""

from __future__ import annotations

import hashlib
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any, TypeVar

from pydantic import ValidationError

from data.catalog.connector import FolderConnector, HttpConnector, SqlConnector
from data.catalog.models import (
    Catalogue,
    EventSpec,
    Indicator,
    LineSpec,
    Playlist,
    Source,
    TargetList,
    Vocabulary,
)
from data.catalog.regulation import Regulation, RuleSet
from data.errors import ConfigError, fault_of

T = TypeVar("T", EventSpec, Indicator, Playlist, Regulation, RuleSet, Source, TargetList)
_FOLDERS: dict[str, type[Any]] = {
    "indicators": Indicator,
    "sources": Source,
    "rules": RuleSet,
    "targets": TargetList,
    "playlists": Playlist,
    "events": EventSpec,
    "regulations": Regulation,
}


def load_catalogue(folder: Path) -> Catalogue:
    """Read every declaration below `folder`. Raises ConfigError naming file, key and rule of each fault."""
    faults: list[str] = []
    parts = {name: _load_folder(folder / name, model, faults) for name, model in _FOLDERS.items()}
    catalogue = Catalogue.model_construct(None, **parts)
    faults.extend(_missed(catalogue, {fault.partition(".toml")[0] for fault in faults}))
    if faults:
        raise ConfigError("\n".join(faults))
    return catalogue


def load_source(folder: Path, source_id: str) -> Source:
    """One declaration, without the others. Raises ConfigError naming the faults of that file."""
    faults: list[str] = []
    found = _load_folder(folder / "sources", Source, faults, f"{source_id}.toml")
    if faults or source_id not in found:
        raise ConfigError("\n".join(faults) or f"Sumber '{source_id}' tidak dideklarasikan")
    return found[source_id]


def load_vocabulary(folder: Path) -> Vocabulary:
    """The house words of `vocabulary.toml`."""
    return Vocabulary.model_validate(tomllib.loads((folder / "vocabulary.toml").read_text()))


def dump_catalogue(catalogue: Catalogue) -> str:
    """Catalogue -> JSON text that `parse_catalogue` reads back, the same for equal declarations.

    Defaults are written too: a later release may choose others, and an old version is read by those of its day.
    """
    return catalogue.model_dump_json()


def parse_catalogue(text: str) -> Catalogue:
    """JSON text of an earlier day -> Catalogue."""
    return Catalogue.model_validate_json(text)


def catalogue_hash(catalogue: Catalogue) -> str:
    """SHA-256 of the declarations, first 16 hex digits."""
    return hashlib.sha256(dump_catalogue(catalogue).encode()).hexdigest()[:16]


def _load_folder(folder: Path, model: type[T], faults: list[str], names: str = "*.toml") -> dict[str, T]:
    found: dict[str, T] = {}
    for path in sorted(folder.glob(names)):
        try:
            declared = model.model_validate(tomllib.loads(path.read_text()))
        except tomllib.TOMLDecodeError as error:
            faults.append(f"{path.name}: bukan TOML yang sah: {error}")
        except ValidationError as error:
            faults.extend(f"{path.name}: {'.'.join(map(str, e['loc']))}: {fault_of(e)}" for e in error.errors())
        else:
            found[declared.id] = declared
            if declared.id != path.stem:
                faults.append(f"{path.name}: id '{declared.id}' harus sama dengan nama berkas")
    return found


def _missed(catalogue: Catalogue, faulty: set[str]) -> list[str]:
    """References to what nobody declares, each once. A file that is there but faulty has been told of already."""
    told = dict.fromkeys(_broken_references(catalogue))
    return [fault for fault in told if not any(f"'{name}' tidak dideklarasikan" in fault for name in faulty)]


def _broken_references(catalogue: Catalogue) -> Iterator[str]:
    for indicator in catalogue.indicators.values():
        for named in (indicator.people, indicator.parts_of):
            if named is not None and named not in catalogue.indicators:
                yield f"{indicator.id}.toml: indikator '{named}' tidak dideklarasikan"
        for line in indicator.lines:
            yield from _broken_line(catalogue, indicator.id, line.id, line.rule_set)
            yield from _mixed_line(catalogue, indicator.id, line)
            yield from _unprinted_line(catalogue, indicator.id, line)
        for dataset, varian in _used(indicator):
            source = catalogue.sources.get(dataset)
            if source is None:
                yield f"{indicator.id}.toml: sumber '{dataset}' tidak dideklarasikan"
            elif source.varian_of(varian) is None:
                yield f"{indicator.id}.toml: varian '{varian}' tidak dideklarasikan di sumber '{dataset}'"
    for name, listed in _listed(catalogue):
        if listed not in catalogue.indicators:
            yield f"{name}.toml: indikator '{listed}' tidak dideklarasikan"
    for source in catalogue.sources.values():
        yield from _mistaken_connector(source)
        yield from _unknown_record_column(source)
        yield from (
            f"{source.id}.toml: needs '{n}' tidak dideklarasikan" for n in source.needs if n not in catalogue.sources
        )


def _mistaken_connector(source: Source) -> Iterator[str]:
    """What is read in parts must not close what the part does not speak of."""
    connector = source.connector
    if isinstance(connector, SqlConnector | HttpConnector) and connector.cursor and source.load != "append":
        yield f'{source.id}.toml: cursor membaca yang baru saja, maka load harus "append"'


def _unknown_record_column(source: Source) -> Iterator[str]:
    connector = source.connector
    if isinstance(connector, FolderConnector):
        wanted = connector.layout.record_column
        if wanted and wanted not in [column.name for column in source.columns]:
            yield f"{source.id}.toml: record_column '{wanted}' tidak ada di antara kolom"


def _broken_line(catalogue: Catalogue, indicator: str, line: str, rule_set: str | None) -> Iterator[str]:
    if rule_set is not None and rule_set not in catalogue.rules:
        yield f"{indicator}.toml: aturan '{rule_set}' pada garis '{line}' tidak dideklarasikan"


def _mixed_line(catalogue: Catalogue, indicator: str, line: LineSpec) -> Iterator[str]:
    """A simulated series never extends or ranks against a published one."""
    declared = [catalogue.sources[source.dataset] for source in line.sources if source.dataset in catalogue.sources]
    if len({source.is_simulated for source in declared}) > 1:
        yield f"{indicator}.toml: garis '{line.id}' mencampur sumber simulasi dengan sumber terbitan"


def _unprinted_line(catalogue: Catalogue, indicator: str, line: LineSpec) -> Iterator[str]:
    """What a publication calls a value is told in words by at least one of the line's sources."""
    printed = line.printed
    sources = [catalogue.sources[one.dataset] for one in line.sources if one.dataset in catalogue.sources]
    if printed is not None and not any(source.words_of(printed) for source in sources):
        yield f"{indicator}.toml: garis '{line.id}' menyebut '{printed.measure}' yang tidak ditulis dengan kata"


def _used(indicator: Indicator) -> Iterator[tuple[str, str]]:
    for line in indicator.lines:
        for source in line.sources:
            yield from ((source.dataset, varian) for varian in source.varian)


def _listed(catalogue: Catalogue) -> Iterator[tuple[str, str]]:
    for playlist in catalogue.playlists.values():
        yield from ((playlist.id, name) for name in playlist.indicators)
    for event in catalogue.events.values():
        yield from ((event.id, name) for name in event.indicators)
    for targets in catalogue.targets.values():
        yield from ((targets.id, row.indicator) for row in targets.targets)
