"""Every failure this product knows, and the exit code the CLI gives it.

CommandCenterError            1   something failed that has a name below
├── ConfigError               2   a setting or a declaration is wrong; nothing was started
├── FetchError                3   a source could not be fetched
├── ParseError                4   the bytes are not the table that was declared (header, encoding, truncation)
├── QualityError              5   the rows were read but not published: held for an operator
├── WarehouseError            6   PostgreSQL is away or refused; nothing was half-published
├── StorageError              7   the disk is full or may not be written
├── HeldError                 8   the source is held by a command; release it first
├── UnknownError              9   no such source, indicator, region or version
└── RuleError                10   an official rule cannot be applied to these inputs

Messages are Indonesian: an operator reads them.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar


class CommandCenterError(Exception):
    """Root of the tree; `title` is what a calm tile or the CLI says first."""

    exit_code: ClassVar[int] = 1
    title: ClassVar[str] = "Terjadi kesalahan"


class ConfigError(CommandCenterError):
    """A setting or a declaration is wrong; the message lists every fault found."""

    exit_code = 2
    title = "Konfigurasi tidak sah"


class FetchError(CommandCenterError):
    """A source could not be fetched."""

    exit_code = 3
    title = "Sumber tidak dapat diambil"


class ParseError(CommandCenterError):
    """The bytes are not the table that was declared."""

    exit_code = 4
    title = "Berkas tidak terbaca"


class QualityError(CommandCenterError):
    """The rows were read but a quality rule holds them back."""

    exit_code = 5
    title = "Ditahan pemeriksaan mutu"


class WarehouseError(CommandCenterError):
    """PostgreSQL is away or refused the work."""

    exit_code = 6
    title = "Gudang data tidak terjangkau"


class StorageError(CommandCenterError):
    """The disk is full or may not be written."""

    exit_code = 7
    title = "Penyimpanan penuh atau tidak dapat ditulis"


class HeldError(CommandCenterError):
    """The source is held by a command of an operator."""

    exit_code = 8
    title = "Sumber sedang ditahan"


class UnknownError(CommandCenterError):
    """No such source, indicator, region or version."""

    exit_code = 9
    title = "Tidak dikenal"


class RuleError(CommandCenterError):
    """An official rule cannot be applied to these inputs."""

    exit_code = 10
    title = "Aturan tidak dapat diterapkan"


_FAULTS = {
    "missing": "wajib ada",
    "extra_forbidden": "kunci tidak dikenal",
    "literal_error": "harus salah satu dari {expected}",
    "enum": "harus salah satu dari {expected}",
    "string_type": "harus teks",
    "string_pattern_mismatch": "hanya huruf kecil, angka dan garis bawah",
    "string_too_short": "terlalu pendek, paling sedikit {min_length} huruf",
    "tuple_type": "harus daftar",
    "too_short": "daftar terlalu pendek, paling sedikit {min_length} isi",
    "int_parsing": "harus bilangan bulat",
    "int_type": "harus bilangan bulat",
    "float_type": "harus angka",
    "float_parsing": "harus angka",
    "bool_type": "harus true atau false",
    "bool_parsing": "harus true atau false",
    "date_type": "harus tanggal (contoh 2025-03-13)",
    "date_from_datetime_parsing": "harus tanggal (contoh 2025-03-13)",
    "less_than_equal": "paling besar {le}",
    "greater_than_equal": "paling kecil {ge}",
    "greater_than": "harus lebih dari {gt}",
    "value_error": "{error}",
}


def fault_of(details: Mapping[str, Any]) -> str:
    """One entry of pydantic's `errors()` in Indonesian; a kind not listed here keeps its English words."""
    told = _FAULTS.get(details["type"])
    return told.format_map(details.get("ctx", {})) if told else str(details["msg"])
