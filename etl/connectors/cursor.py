"""How far a source was read: written down with each good run, asked for by the next.

It is kept with a mark of what was read: after a change of the declaration the source is read from the beginning,
since older rows may lack what is read now.
"""

from __future__ import annotations

import hashlib
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from data.catalog.connector import AnyConnector, CursorRule
from data.catalog.models import Source
from data.errors import FetchError

Bound = datetime | int | str
_CROCKFORD = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_ULID, _ULID_TIME = 26, 10
_HOW_NOT_WHAT = {"page_rows", "timeout_s", "polite", "settle_s", "max_files", "plain_http"}


def written(source: Source, value: str) -> str:
    """As it is kept with the run."""
    return f"{_mark(source)} {value}"


def resumed(source: Source, since: str | None) -> str:
    """The value that was written for this very declaration, else ''."""
    mark, _, value = (since or "").partition(" ")
    return value if mark == _mark(source) else ""


def canonical(rule: CursorRule, raw: object) -> str:
    """A cell of the cursor column as text that is compared and kept: a time is UTC with six decimals.

    Raises FetchError for what is no such cursor; a time without zone is one of the declared zone.
    """
    try:
        if rule.kind == "time":
            instant = raw if isinstance(raw, datetime) else datetime.fromisoformat(str(raw))
            aware = instant if instant.tzinfo else instant.replace(tzinfo=ZoneInfo(rule.zone))
            return aware.astimezone(UTC).isoformat(timespec="microseconds")
        if rule.kind == "integer":
            return str(int(str(raw)))
        return _ulid(str(raw))
    except ValueError as error:
        kinds = {"time": "waktu", "integer": "bilangan bulat", "ulid": "ULID"}
        raise FetchError(f"Isi kolom kursor '{rule.column}' bukan {kinds[rule.kind]}") from error


def capped(rule: CursorRule, value: str, now: datetime) -> str:
    """Never later than our own clock: rows stamped by a clock that was ahead must not hide those that come after."""
    if rule.kind != "time":
        return value
    return min(value, now.astimezone(UTC).isoformat(timespec="microseconds"))


def lower_bound(rule: CursorRule, value: str) -> str:
    """From where to read on: the overlap before how far it was read."""
    if rule.kind == "integer":
        return str(int(value) - int(rule.overlap))
    back = timedelta(seconds=rule.overlap)
    if rule.kind == "time":
        return (datetime.fromisoformat(value) - back).isoformat(timespec="microseconds")
    return _ulid_of(max(0, _ulid_ms(value) - int(1000 * rule.overlap)))


def as_bound(rule: CursorRule, value: str, *, is_aware: bool) -> Bound:
    """As the source compares it: a time aware, or as the clocks of its zone show it."""
    if rule.kind == "integer":
        return int(value)
    if rule.kind == "ulid":
        return value
    instant = datetime.fromisoformat(value).astimezone(ZoneInfo(rule.zone))
    return instant if is_aware else instant.replace(tzinfo=None)


def is_before(rule: CursorRule, one: str, other: str) -> bool:
    """Canonical values in the order of their kind."""
    return int(one) < int(other) if rule.kind == "integer" else one < other


def told(rule: CursorRule, value: str) -> str:
    """For an operator: a time in the zone of the source, to the second."""
    if rule.kind != "time":
        return value
    local = datetime.fromisoformat(value).astimezone(ZoneInfo(rule.zone))
    return f"{local:%Y-%m-%d %H.%M.%S}"


def _mark(source: Source) -> str:
    connector: AnyConnector | None = source.connector
    how = connector.model_dump_json(exclude=_HOW_NOT_WHAT) if connector else ""
    what = [column.model_dump_json() for column in source.columns]
    return hashlib.sha256("\n".join([how, *what]).encode()).hexdigest()[:12]


def _ulid(text: str) -> str:
    value = text.strip().upper()
    if len(value) != _ULID or any(letter not in _CROCKFORD for letter in value):
        raise ValueError("no ULID")
    return value


def _ulid_ms(value: str) -> int:
    milliseconds = 0
    for letter in value[:_ULID_TIME]:
        milliseconds = milliseconds * 32 + _CROCKFORD.index(letter)
    return milliseconds


def _ulid_of(milliseconds: int) -> str:
    letters = [_CROCKFORD[milliseconds >> shift & 31] for shift in range(5 * (_ULID_TIME - 1), -1, -5)]
    return "".join(letters) + "0" * (_ULID - _ULID_TIME)
