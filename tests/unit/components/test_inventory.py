"""Bantuan and Metodologi open with what was counted, and with nothing else."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from components import cases
from components.inventory import declared_sentences, loaded_sentences
from data.catalog.loader import load_catalogue
from data.catalog.models import Catalogue
from data.domain.indicator import Kind
from data.settings import Settings


def told(**changed: object) -> list[str]:
    attention = replace(cases.attention(), **changed)  # type: ignore[arg-type]  # any field of the case
    return loaded_sentences(attention, cases.catalogue(), "Kabupaten Blora", cases.view().moment)


def test_what_is_loaded_late_and_judged_is_counted_and_dated() -> None:
    attention = cases.attention()
    assert len(told()) == 3
    counted = f"{attention.loaded} dari {attention.indicators} indikator mempunyai angka untuk Kabupaten Blora"
    assert told()[0] == f"{counted} pada versi 12, dinilai per 24 November 2026."
    assert told()[1].startswith(f"{attention.sources_late} dari {attention.sources} sumber angka itu terlambat")
    assert f"{attention.with_target} indikator mempunyai target" in told()[2]


def test_when_nothing_is_late_that_is_said() -> None:
    assert told(late=(), sources_late=0, sources=7)[1].startswith("Tidak satu pun dari 7 sumber angka itu terlambat")


def test_the_declarations_are_counted_by_kind_and_by_how_they_come_to_be() -> None:
    catalogue = load_catalogue(Settings().catalog_dir)
    first, second, third = declared_sentences(catalogue)
    assert first.startswith(f"{len(catalogue.indicators)} indikator, {len(catalogue.sources)} sumber")
    rules = sum(one.kind is Kind.RULE for one in catalogue.indicators.values())
    assert f"{rules} dihitung ulang menurut aturan resmi" in second
    newest = max(one.dated_on for one in catalogue.targets.values())
    assert newest > date(2025, 1, 1) and str(newest.year) in third


def test_without_targets_none_is_told() -> None:
    bare = Catalogue(indicators=cases.catalogue().indicators, sources={}, rules={}, targets={}, playlists={})
    assert len(declared_sentences(bare)) == 2
