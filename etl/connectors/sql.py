"""A table or query of somebody else's database -> pages of rows, in the order of its cursor and key.

Each page is a file of the archive. A page is asked for behind the last row of the one before, never by its number: rows
that come meanwhile shift nothing.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Connection,
    FromClause,
    Select,
    TextClause,
    and_,
    column,
    func,
    or_,
    select,
    table,
    text,
)
from sqlalchemy.exc import SQLAlchemyError

from data.catalog.connector import CursorRule, SqlConnector
from data.catalog.models import Source
from data.errors import FetchError, ParseError
from data.settings import Settings
from data.warehouse.records import Finding
from etl.connectors import cursor
from etl.connectors.ndjson import write_ndjson
from etl.connectors.sql_session import NO_COLUMN, deadline, reading, state_of
from etl.records import RawFile

Row = Mapping[str, Any]
Question = Select[*tuple[Any, ...]]


def fetch(source: Source, connector: SqlConnector, settings: Settings, since: str | None) -> Iterator[RawFile]:
    """What is new since the run before, or everything. Raises FetchError, ParseError for a column that is gone."""
    with reading(connector, settings, source.id) as connection:
        reader = _Reading(source, connector, connection)
        low, findings = reader.start(cursor.resumed(source, since))
        for number, (rows, reached) in enumerate(reader.pages(low), 1):
            yield RawFile(
                name=f"{source.id}-{number:05d}.ndjson",
                body=write_ndjson(rows),
                url=f"sql:{connector.dsn}/{connector.table or 'query'}",
                fetched_at=datetime.now(UTC),
                cursor=cursor.written(source, reached) if reached else "",
                findings=findings if number == 1 else (),
            )


class _Reading:
    """One read of one source over one connection."""

    def __init__(self, source: Source, connector: SqlConnector, connection: Connection) -> None:
        self._source, self._connector, self._connection = source, connector, connection
        self._relation = _relation_of(connector)
        self._started_at = datetime.now(UTC)
        self._is_aware = False

    def start(self, reached: str) -> tuple[str, tuple[Finding, ...]]:
        """From where to read, '' for the beginning; told when the source is no longer as far as it was."""
        rule = self._connector.cursor
        if rule is None:
            return "", ()
        newest = self._newest(rule)
        if not newest and reached:
            raise FetchError(
                f"Sumber '{self._source.id}' kosong, padahal sudah pernah dibaca sampai {cursor.told(rule, reached)}"
            )
        if not reached:
            return "", ()
        low = cursor.lower_bound(rule, reached)
        if not cursor.is_before(rule, newest, low):
            return low, ()
        told = (
            f"Kursor sumber mundur: terbaru {cursor.told(rule, newest)}, padahal sudah dibaca sampai"
            f" {cursor.told(rule, reached)}. Mungkin basis datanya dipulihkan dari cadangan; dibaca ulang seluruhnya."
        )
        return "", (Finding("kursor_mundur", "warn", told),)

    def pages(self, low: str) -> Iterator[tuple[list[Row], str]]:
        """Rows, and how far they reach. Rows without a cursor come first, every time: nothing else would find them."""
        rule = self._connector.cursor
        keys = list(self._connector.key)
        if rule is None:
            yield from ((rows, "") for rows in self._paged(keys, None))
            return
        yield from ((rows, "") for rows in self._paged(keys, column(rule.column).is_(None)))
        bound: ColumnElement[bool] = column(rule.column).is_not(None)
        if low:
            bound = column(rule.column) >= cursor.as_bound(rule, low, is_aware=self._is_aware)
        for rows in self._paged([rule.column, *keys], bound):
            newest = cursor.canonical(rule, rows[-1][rule.column])
            yield rows, cursor.capped(rule, newest, self._started_at)

    def _newest(self, rule: CursorRule) -> str:
        raw = self._rows(select(func.max(column(rule.column)).label("terbaru")))[0]["terbaru"]
        self._is_aware = isinstance(raw, datetime) and raw.tzinfo is not None
        return "" if raw is None else cursor.canonical(rule, raw)

    def _paged(self, order: list[str], where: ColumnElement[bool] | None) -> Iterator[list[Row]]:
        names = dict.fromkeys([*self._named(), *order])
        question: Question = (
            select(*[column(name) for name in names]).order_by(*map(column, order)).limit(self._connector.page_rows)
        )
        if where is not None:
            question = question.where(where)
        rows = self._rows(question)
        while rows:
            self._check_order(order, rows[-1])
            yield rows
            if len(rows) < self._connector.page_rows:
                return
            rows = self._rows(question.where(_behind(order, rows[-1])))

    def _named(self) -> Iterator[str]:
        constants = self._connector.constants
        yield from (one.name for one in self._source.columns if one.name not in constants)
        yield from self._connector.key
        yield from (rule.column for rule in (self._connector.cursor, self._connector.deleted) if rule)

    def _check_order(self, order: list[str], row: Row) -> None:
        empty = [name for name in order if row[name] is None]
        if empty:
            raise FetchError(
                f"Sumber '{self._source.id}': kolom kunci {', '.join(empty)} kosong; urutannya tidak tentu"
            )

    def _rows(self, question: Question) -> list[Row]:
        try:
            with deadline(self._connection, self._connector.timeout_s):
                answer = self._connection.execute(question.select_from(self._relation))
                names = list(answer.keys())
                return [dict(zip(names, row, strict=True)) for row in answer]
        except SQLAlchemyError as error:
            if state_of(error) not in NO_COLUMN:
                raise
        self._connection.rollback()
        raise ParseError(self._told_columns())

    def _told_columns(self) -> str:
        """Both lists, as the header of a file is told."""
        found = list(self._connection.execute(select(text("*")).select_from(self._relation).limit(0)).keys())
        wanted = list(dict.fromkeys(self._named()))
        missing = [name for name in wanted if name not in found]
        return (
            f"{self._connector.dsn}/{self._connector.table or 'query'}: kolom tidak sesuai deklarasi"
            f" {self._source.id}.toml. Hilang: {', '.join(missing)}."
            f" Dibaca: {', '.join(wanted)}. Ditemukan: {', '.join(found)}."
        )


def _relation_of(connector: SqlConnector) -> FromClause | TextClause:
    if connector.query:
        # A colon would be taken for a parameter of ours.
        return text(f"({connector.query.strip().replace(':', chr(92) + ':')}) AS sumber")
    schema, _, name = connector.table.rpartition(".")
    return table(name, schema=schema or None)


def _behind(order: Sequence[str], row: Row) -> ColumnElement[bool]:
    """Behind a row in this order. The first column's bound stands alone too: only then an index is used for it."""
    first, *others = order
    further: ColumnElement[bool] = column(first) > row[first]
    if not others:
        return further
    same_first = and_(column(first) == row[first], _behind(others, row))
    return and_(column(first) >= row[first], or_(further, same_first))
