"""What a map shows of an answer: its values, or how they changed."""

from __future__ import annotations

from dataclasses import dataclass

from dash.development.base_component import Component

from components.format import format_periode
from components.maps.change import change_payload, change_sentence, span_text
from components.maps.legend import change_legend, map_legend
from components.maps.payload import map_payload
from components.maps.sentences import map_sentence
from data.catalog.models import Indicator
from data.domain.difference import MapDifference
from data.domain.peta import MapAnswer


@dataclass(frozen=True, slots=True)
class Face:
    """`counted` areas are `told` ('lapor', 'dapat dibandingkan') in the period that is shown first."""

    when: str
    counted: int
    told: str
    sentence: str
    payload: str
    legend: Component
    banding: str = ""


def value_face(answer: MapAnswer, indicator: Indicator) -> Face:
    """The values of one period after the other."""
    return Face(
        format_periode(answer.periode),
        answer.reported,
        "lapor",
        map_sentence(answer, indicator),
        map_payload(answer, indicator),
        map_legend(answer, indicator),
    )


def change_face(difference: MapDifference, indicator: Indicator) -> Face:
    """Every period against one."""
    changes = difference.changes_at(difference.periode)
    return Face(
        span_text(difference, difference.periode),
        sum(one is not None for one in changes),
        "dapat dibandingkan",
        change_sentence(difference, indicator),
        change_payload(difference, indicator),
        change_legend(difference, indicator),
        difference.banding,
    )
