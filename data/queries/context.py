"""What is declared about an indicator beside its numbers: targets of a region, events a reader should know of."""

from __future__ import annotations

from datetime import date

from data.catalog.models import Catalogue, TargetList, TargetRow
from data.domain.entitas import Kode
from data.domain.indicator import Event, StartingPoint, Target


def targets_of(catalogue: Catalogue, indicator_id: str, kode: Kode) -> tuple[Target, ...]:
    """Every target that was set for the region, by period, then by the day it was set."""
    found = (
        _target(targets, row)
        for targets in catalogue.targets.values()
        for row in targets.targets
        if row.indicator == indicator_id and row.entitas == kode
    )
    return tuple(sorted(found, key=lambda target: (target.periode, target.dated_on or date.min)))


def _target(targets: TargetList, row: TargetRow) -> Target:
    start = StartingPoint(row.baseline.periode, row.baseline.value) if row.baseline else None
    return Target(row.periode, row.value, targets.legal_basis, start, targets.dated_on)


def events_of(catalogue: Catalogue, indicator_id: str) -> tuple[Event, ...]:
    """The events declared for the indicator, by day."""
    found = [
        Event(one.on, one.label, one.title, one.legal_basis)
        for one in catalogue.events.values()
        if indicator_id in one.indicators
    ]
    return tuple(sorted(found, key=lambda event: event.on))
