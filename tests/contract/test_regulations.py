"""Legal bases: each regulation that a declaration cites is registered, with the public address at which it was read."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from data.catalog.models import Indicator
from data.catalog.regulation import cites_in
from tests.contract.test_catalogue import CATALOGUE, INDICATORS


def texts_of(declared: object) -> Iterator[str]:
    """Every text below a declaration."""
    if isinstance(declared, str):
        yield declared
    elif isinstance(declared, dict):
        for part in declared.values():
            yield from texts_of(part)
    elif isinstance(declared, (list, tuple)):
        for part in declared:
            yield from texts_of(part)


def test_every_cited_regulation_is_registered_with_where_it_was_read() -> None:
    """All but one were seen, as text or quoted with number, year and subject; what was not says so on the passport."""
    declared = {kind: part for kind, part in CATALOGUE.model_dump().items() if kind != "regulations"}
    cited = {cite for text in texts_of(declared) for cite in cites_in(text)}
    registered = {one.cite: one for one in CATALOGUE.regulations.values()}
    assert cited <= set(registered)
    assert {one.cite for one in registered.values() if not one.seen_at} == {"PermenPANRB 8/2026"}
    assert all((one.seen_on is not None) is one.seen_at.startswith("http") for one in registered.values())
    replaced = {"PermenPANRB 9/2023", "Permendagri 72/2019"}
    assert set(registered) - cited <= replaced


@pytest.mark.parametrize("indicator", INDICATORS, ids=lambda indicator: indicator.id)
def test_a_legal_basis_is_a_regulation_or_says_that_it_is_none(indicator: Indicator) -> None:
    assert cites_in(indicator.legal_basis)


def test_the_basis_of_the_integrity_survey_is_told_as_unverified() -> None:
    doubtful = [one.id for one in INDICATORS if one.legal_basis_doubt]
    assert doubtful == ["spi"]


def test_a_law_that_was_amended_or_replaced_is_cited_as_such() -> None:
    """UU 24/2013 amends UU 23/2006; Permendagri 58/2021 replaces 72/2019, PermenPANRB 9/2023 replaces 26/2020."""
    bases = [one.legal_basis for one in INDICATORS] + [one.legal_basis for one in CATALOGUE.sources.values()]
    assert all("UU 23/2006 jo. UU 24/2013" in text for text in bases if "UU 24/2013" in text)
    assert not any("Permendagri 72/2019" in text for text in bases)
    assert all("diganti PermenPANRB 9/2023" in text for text in bases if "PermenPANRB 26/2020" in text)
