"""Sources run after what they need; what is declared but not there, or circular, is named before anything starts."""

from __future__ import annotations

import pytest

from data.catalog.models import Catalogue
from data.errors import ConfigError, UnknownError
from etl.discovery import chosen_sources, module_of
from tests.factories import source_of


def catalogue_of(**needs: tuple[str, ...]) -> Catalogue:
    """Sources by name with what each needs."""
    sources = {name: source_of(id=name, needs=needed) for name, needed in needs.items()}
    return Catalogue(indicators={}, sources=sources, rules={}, targets={}, playlists={})


def names(catalogue: Catalogue, chosen: str = "all") -> list[str]:
    """Names in the order of the run."""
    return [source.id for source in chosen_sources(catalogue, chosen)]


def test_all_run_after_what_they_need_whatever_their_names() -> None:
    order = names(catalogue_of(a=("c",), b=("a", "wilayah"), c=("wilayah",), wilayah=()))
    assert order == ["wilayah", "c", "a", "b"]


def test_one_runs_alone() -> None:
    assert names(catalogue_of(a=("wilayah",), wilayah=()), "a") == ["a"]


def test_an_unknown_source_is_told_with_those_there_are() -> None:
    with pytest.raises(UnknownError, match=r"Sumber 'z' tidak dikenal\. Yang ada: a, wilayah"):
        names(catalogue_of(wilayah=(), a=()), "z")


def test_a_circle_is_named() -> None:
    with pytest.raises(ConfigError, match=r"saling membutuhkan: (a -> b -> a|b -> a -> b)"):
        names(catalogue_of(a=("b",), b=("a",), wilayah=()))


def test_a_declaration_without_module_names_the_file() -> None:
    with pytest.raises(ConfigError, match=r"etl/sources/tidak_ada\.py tidak ada"):
        module_of("tidak_ada")
