"""The scale of predicates writes spans as the rule does and never places a value in a band its publication denies."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest
from plotly.utils import PlotlyJSONEncoder

from components import cases, examples
from components.cards.bands import bands_card, next_band_text, range_text
from data.catalog.models import Band, Indicator, RuleSet
from data.domain.indicator import Tile

SAKIP = RuleSet(
    id="sakip",
    title="AKIP",
    legal_basis="PermenPANRB 88/2021",
    valid_from="2022",
    bands=(
        Band(label="E", lower=0.0),
        Band(label="D", lower=0.0, is_lower_included=False),
        Band(label="B", lower=60.0, is_lower_included=False),
        Band(label="BB", lower=70.0, is_lower_included=False),
    ),
)
SCORE: Indicator = examples.INDICATOR.model_copy(update={"unit": "/100", "scale": (0.0, 100.0)})


def tile_of(value: float | None, predicate: str | None = None) -> Tile:
    plain = examples.tile()
    return replace(plain, reading=replace(plain.reading, value=value), predicate=predicate, comparators=())


def marked(tile: Tile, rule: RuleSet) -> list[str]:
    """Labels of the rows that are drawn as the regency's own."""
    card = json.loads(json.dumps(bands_card(tile, SCORE, rule, cases.view()), cls=PlotlyJSONEncoder))
    rows: list[str] = []

    def walk(node: object) -> None:
        if isinstance(node, dict):
            props = node.get("props", {})
            if node.get("type") == "Tr" and props.get("className") == "utama":
                rows.append(props["children"][0]["props"]["children"])
            walk(props.get("children"))
        elif isinstance(node, list):
            for child in node:
                walk(child)

    walk(card)
    return rows


def test_spans_are_written_as_the_rule_counts_them() -> None:
    assert [range_text(at, SAKIP.bands) for at in range(4)] == ["0", "> 0 sampai 60", "> 60 sampai 70", "> 70"]
    assert [range_text(at, cases.RULE.bands) for at in range(3)] == ["1 sampai di bawah 2,6", "2,6 sampai 4,2", "> 4,2"]


@pytest.mark.parametrize(
    ("value", "predicate", "row"),
    [(65.4, "B", "B"), (70.0, None, "B"), (70.01, None, "BB"), (0.0, None, "E"), (60.0, "B", "B"), (99.0, None, "BB")],
)
def test_the_row_of_the_regency(value: float, predicate: str | None, row: str) -> None:
    assert marked(tile_of(value, predicate), SAKIP) == [row]


def test_without_a_value_no_row_is_marked_and_it_is_said() -> None:
    assert marked(tile_of(None), SAKIP) == []
    assert "belum mempunyai nilai" in next_band_text(tile_of(None), SCORE, SAKIP)


@pytest.mark.parametrize(
    ("value", "told"),
    [
        (65.4, "Lebih dari 4,60 poin lagi ke BB (> 70)."),
        (69.999, "Tepat di bawah batas BB (> 70)."),
        (71.0, "Predikat tertinggi, BB, sudah dicapai."),
    ],
)
def test_how_far_the_next_predicate_is(value: float, told: str) -> None:
    assert next_band_text(tile_of(value), SCORE, SAKIP) == told
