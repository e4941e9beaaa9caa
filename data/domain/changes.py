"""What became different between two versions."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from data.domain.entitas import Kode
from data.domain.query import Query


class ChangeKind(StrEnum):
    """NEW: a period that had no value; REVISED: another value; WITHDRAWN: a value that is no longer there."""

    NEW = "baru"
    REVISED = "revisi"
    WITHDRAWN = "dicabut"


@dataclass(frozen=True, slots=True)
class ChangesQuery(Query["Changes"]):
    """Which values of this region changed after version `since`? None: since the day before the moment's, 00.00 WIB."""

    entitas: Kode
    since: int | None


@dataclass(frozen=True, slots=True)
class Change:
    """One value of one indicator, method and period that changed. `is_newest`: no later period has a value now."""

    indicator: str
    line: str
    periode: str
    kind: ChangeKind
    before: float | None
    after: float | None
    is_newest: bool


@dataclass(frozen=True, slots=True)
class Changes:
    """Answer to a ChangesQuery: newest periods first. `since` is the version compared with, `since_at` its commit."""

    since: int
    since_at: datetime | None
    changes: tuple[Change, ...]
