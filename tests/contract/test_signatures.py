"""The rules are called as they were agreed: names, order, defaults and what comes back."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import fields
from inspect import Parameter, signature
from typing import get_type_hints

import pytest

from data.rules import fgt, ipm, nik, skm

_CALLS = [
    pytest.param(ipm.index, ("uhh", "hls", "rls", "pengeluaran_ribu_rp"), (), float, id="ipm"),
    pytest.param(skm.index, ("unsur",), (), skm.SkmResult, id="skm"),
    pytest.param(fgt.poverty, ("expenditure", "line"), ("weight",), tuple[float, float, float], id="fgt"),
    pytest.param(nik.check, ("nik",), ("known", "today"), nik.NikResult, id="nik"),
]


@pytest.mark.parametrize(("rule", "asked", "optional", "answer"), _CALLS)
def test_a_rule_takes_what_was_agreed(
    rule: Callable[..., object], asked: tuple[str, ...], optional: tuple[str, ...], answer: object
) -> None:
    taken = signature(rule).parameters
    assert tuple(taken) == (*asked, *optional)
    assert all(taken[name].default is Parameter.empty for name in asked)
    assert all(taken[name].default is None for name in optional)
    assert get_type_hints(rule)["return"] == answer


def test_results_have_the_agreed_fields() -> None:
    assert {"ikm", "mutu"} <= {one.name for one in fields(skm.SkmResult)}
    assert {"is_valid", "reason", "born_on", "sex"} <= {one.name for one in fields(nik.NikResult)}
