"""Which values of a region changed between two versions?"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from data.catalog.models import Catalogue
from data.domain.changes import Change, ChangeKind, Changes, ChangesQuery
from data.domain.indicator import Series
from data.domain.provenance import Moment
from data.queries.attention import asked_indicators
from data.queries.many import read_many
from data.warehouse.reader import Reader

_WIB = ZoneInfo("Asia/Jakarta")


def read_changes(reader: Reader, catalogue: Catalogue, query: ChangesQuery, moment: Moment) -> Changes:
    """Values that are new, revised or withdrawn since, newest periods first; both versions by today's declarations.

    Only indicators whose datasets published since are read: usually few, often none.
    """
    since = _since(reader, query.since, moment)
    cut = reader.cut(since)
    if since >= moment.version:
        return Changes(since, cut.committed_at, ())
    asked = [
        indicator
        for indicator in asked_indicators(catalogue)
        if any(moment.version_of(dataset) > since for dataset in indicator.datasets)
    ]
    now = read_many(reader, catalogue, asked, query.entitas, moment)
    then_moment = Moment(since, moment.as_of, moment.catalogue, cut.datasets, cut.held, cut.committed_at)
    then = read_many(reader, catalogue, asked, query.entitas, then_moment)
    found = [change for one in asked for change in _changes(then[one.id], now[one.id])]
    found.sort(key=lambda c: (c.indicator, c.line))
    found.sort(key=lambda c: (c.is_newest, c.periode), reverse=True)
    return Changes(since, cut.committed_at, tuple(found))


def _since(reader: Reader, asked: int | None, moment: Moment) -> int:
    """The version to compare with; one that is yet to come is taken for the newest, so nothing changed since."""
    if asked is not None:
        return min(asked, moment.version)
    yesterday = datetime.combine(moment.as_of - timedelta(days=1), time(), _WIB)
    return min(reader.version_before(yesterday), moment.version)


def _changes(then: Series, now: Series) -> Iterator[Change]:
    before, after = _values(then), _values(now)
    newest = now.newest[1].periode if now.newest else ""
    for key in before.keys() | after.keys():
        old, new = before.get(key), after.get(key)
        if old != new:
            kind = ChangeKind.NEW if old is None else ChangeKind.WITHDRAWN if new is None else ChangeKind.REVISED
            yield Change(now.indicator, key[0], key[1], kind, old, new, key[1] == newest)


def _values(series: Series) -> dict[tuple[str, str], float]:
    return {
        (line.id, reading.periode): reading.value
        for line in series.lines
        for reading in line.readings
        if reading.value is not None
    }
