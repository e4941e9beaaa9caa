"""Answers kept by (question, versions of the datasets it reads, declarations, build, scope, day).

A new version makes a new key, so nothing is ever invalidated. Values are JSON, never pickle. One computation per key
at a time, within the process by a lock and between processes by a Redis lock with an owner token. Losing Redis loses
speed, never an answer.

A new question is one row of `_QUESTIONS`: who answers it, the shape of the answer, and `datasets`: which datasets the
answer is read from (those of its indicator and the region names, unless told otherwise).
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, TypeVar, cast

from pydantic import TypeAdapter

from data.catalog.loader import parse_catalogue
from data.catalog.models import Catalogue
from data.domain.attention import Attention, AttentionQuery
from data.domain.batas import Layer, LayerQuery
from data.domain.changes import Changes, ChangesQuery
from data.domain.difference import DifferenceQuery, MapDifference
from data.domain.indicator import Offers, OffersQuery, Ranking, RankingQuery, SeriesQuery, SeriesSet, Tile, TileQuery
from data.domain.peta import MapAnswer, MapQuery
from data.domain.provenance import Moment, Passport, PassportQuery
from data.domain.query import Query
from data.errors import UnknownError
from data.queries.attention import datasets_of_all, read_attention
from data.queries.batas import batas_datasets, read_layer
from data.queries.changes import read_changes
from data.queries.difference import read_difference
from data.queries.offers import read_offers
from data.queries.passport import read_passport
from data.queries.peta import read_map
from data.queries.ranking import read_ranking
from data.queries.series import find_indicator, read_series
from data.queries.tile import read_tile
from data.store import Store
from data.warehouse.reader import Reader

A = TypeVar("A")


def datasets_of_indicator(catalogue: Catalogue, query: Any) -> tuple[str, ...]:
    """What an answer about `query.indicator` is read from: its sources, and the names of regions."""
    return (*find_indicator(catalogue, query.indicator).datasets, "wilayah")


@dataclass(frozen=True, slots=True)
class Question:
    """How one kind of question is answered, and what a new version of makes the answer another."""

    read: Callable[[Reader, Catalogue, Any, Moment], Any]
    answer: TypeAdapter[Any]
    datasets: Callable[[Catalogue, Any], Iterable[str]] = datasets_of_indicator


_QUESTIONS: Mapping[type[Query[Any]], Question] = {
    SeriesQuery: Question(read_series, TypeAdapter(SeriesSet)),
    RankingQuery: Question(read_ranking, TypeAdapter(Ranking)),
    LayerQuery: Question(read_layer, TypeAdapter(Layer), batas_datasets),
    TileQuery: Question(read_tile, TypeAdapter(Tile)),
    PassportQuery: Question(read_passport, TypeAdapter(Passport)),
    AttentionQuery: Question(read_attention, TypeAdapter(Attention), datasets_of_all),
    ChangesQuery: Question(read_changes, TypeAdapter(Changes), datasets_of_all),
    OffersQuery: Question(read_offers, TypeAdapter(Offers), datasets_of_all),
    MapQuery: Question(read_map, TypeAdapter(MapAnswer)),
    DifferenceQuery: Question(read_difference, TypeAdapter(MapDifference)),
}
PUBLIC_SCOPE = "publik"


@dataclass(frozen=True, slots=True)
class Cache:
    """The door through which pages and the API read."""

    reader: Reader
    catalogue: Catalogue
    catalogue_id: str
    build: str
    store: Store

    def read(self, query: Query[A], moment: Moment) -> A:
        """Answer a question at a moment. Raises what the query raises: UnknownError, WarehouseError."""
        question, catalogue = _QUESTIONS[type(query)], self.catalogue_at(moment)
        body = self.store.fetch(
            self.key(query, moment),
            lambda: question.answer.dump_json(question.read(self.reader, catalogue, query, moment)),
        )
        return cast(A, _parsed(question.answer, body))

    def key(self, query: Query[Any], moment: Moment, scope: str = PUBLIC_SCOPE) -> str:
        """SHA-256 over everything the answer depends on; also the ETag of the read API."""
        datasets = _QUESTIONS[type(query)].datasets(self.catalogue_at(moment), query)
        versions = [(dataset, moment.version_of(dataset)) for dataset in datasets]
        parts = (type(query).__name__, query, versions, moment.catalogue, self.build, scope, moment.as_of)
        return hashlib.sha256(repr(parts).encode()).hexdigest()

    def catalogue_at(self, moment: Moment) -> Catalogue:
        """The declarations of the moment: the running ones, or those stored with a pinned version."""
        return (
            self.catalogue if moment.catalogue == self.catalogue_id else _old_catalogue(self.reader, moment.catalogue)
        )


@lru_cache(maxsize=2048)
def _parsed(answer: TypeAdapter[Any], body: bytes) -> Any:
    """The answer its JSON stands for; frozen, so one object serves all who ask (a page of maps asks forty times)."""
    return answer.validate_json(body)


@lru_cache(maxsize=32)
def _old_catalogue(reader: Reader, catalogue_id: str) -> Catalogue:
    body = reader.catalogue(catalogue_id)
    if body is None:
        raise UnknownError(f"Deklarasi {catalogue_id} tidak ada lagi di gudang data")
    return parse_catalogue(body)
