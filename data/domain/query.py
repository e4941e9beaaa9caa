"""A question whose answer has a known type; the cache and the pages need no more than that."""

from __future__ import annotations

from typing import Generic, TypeVar

A = TypeVar("A")


class Query(Generic[A]):
    """Base of all questions: frozen dataclasses, so that equal questions share one answer."""

    __slots__ = ()
