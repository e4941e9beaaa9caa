"""Parts that most pages place: lead, tile, trend, ranking, profile of an indicator. A page says which and where.

`Facts` is what they ask; the services of the app answer it. A component asks nothing by itself: the page hands it over.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Protocol

from dash import html
from dash.development.base_component import Component

from components.cards.bands import bands_card
from components.cards.panels import (
    distribution_panel,
    empty_panel,
    parts_panel,
    profile_panel,
    ranking_panel,
    text_panel,
    trend_panel,
)
from components.cards.tiles import tile_panel
from components.charts.parts import parts_of
from components.maps.card import map_card
from components.sentences import lead, told_below
from components.shell import View
from components.slots import Part
from data.catalog.models import Indicator, RuleSet
from data.domain.batas import Layer
from data.domain.entitas import Level
from data.domain.indicator import Ranking, SeriesSet, Tile
from data.domain.peta import MapAnswer
from data.domain.provenance import Moment

TILE = "petak-3"
_MOST_SENTENCES = 3


class Facts(Protocol):
    """An indicator of the regency at a moment, with its declaration."""

    def tile_facts(self, indicator_id: str, moment: Moment) -> tuple[Tile, Indicator, str]:
        """Tile, declaration, publisher of its reading."""

    def series_facts(self, indicator_id: str, moment: Moment) -> tuple[SeriesSet, Indicator]:
        """Series of the regency and its comparators."""

    def ranking_facts(self, indicator_id: str, moment: Moment) -> tuple[Ranking, Indicator]:
        """The regency among its siblings."""

    def band_facts(self, indicator_id: str, moment: Moment) -> tuple[Tile, Indicator, RuleSet | None]:
        """A tile, its declaration and the rule set whose bands name its value; None where there are no bands."""

    def map_facts(self, indicator_id: str, level: Level, moment: Moment) -> tuple[MapAnswer, Layer | None, Indicator]:
        """The areas below the regency, their values and their boundaries."""


Ask = Callable[[], Facts]


def lead_part(ask: Ask, main: str, *also: str, below: Level | None = None) -> Part:
    """Sentences about `main`, one about the areas `below` the regency, one about each of `also`; three at most."""

    def draw(view: View) -> Component:
        facts = ask()
        rest = [_below(facts, main, below, view)] if below else []
        rest += [_lead(facts, name, view)[0] for name in also]
        return lead_panel([*_lead(facts, main, view)[: _MOST_SENTENCES - len(rest)], *rest])

    return Part("kalimat", (main, *also), draw, "cc-slot-kalimat")


def tile_part(ask: Ask, indicator_id: str, css: str = TILE) -> Part:
    """A KPI card."""
    return _part(
        "kartu", indicator_id, css, lambda view: tile_panel(*ask().tile_facts(indicator_id, view.moment), view)
    )


def trend_part(ask: Ask, indicator_id: str, css: str) -> Part:
    """The course of the regency and its comparators."""
    return _part(
        "tren", indicator_id, css, lambda view: trend_panel(*ask().series_facts(indicator_id, view.moment), view)
    )


def ranking_part(ask: Ask, indicator_id: str, css: str) -> Part:
    """The regency among its siblings."""
    return _part(
        "peringkat",
        indicator_id,
        css,
        lambda view: ranking_panel(*ask().ranking_facts(indicator_id, view.moment), view),
    )


def bands_part(ask: Ask, indicator_id: str, css: str) -> Part:
    """The predicates of its rule set and who stands where."""

    def draw(view: View) -> Component:
        tile, indicator, rule = ask().band_facts(indicator_id, view.moment)
        if rule is None:
            return empty_panel(f"Skala predikat {indicator.brief_title}", "Tidak ada predikat yang dideklarasikan.")
        return bands_card(tile, indicator, rule, view)

    return _part("skala", indicator_id, css, draw)


def _part(kind: str, indicator_id: str, css: str, draw: Callable[[View], Component]) -> Part:
    return Part(f"{kind}_{indicator_id}", (indicator_id,), draw, css)


def distribution_part(ask: Ask, indicator_id: str, css: str) -> Part:
    """How the siblings are spread, with the comparators of the tile on the same scale."""

    def draw(view: View) -> Component:
        tile, _, _ = ask().tile_facts(indicator_id, view.moment)
        return distribution_panel(*ask().ranking_facts(indicator_id, view.moment), view, tile.comparators)

    return _part("sebaran", indicator_id, css, draw)


def breakdown_part(ask: Ask, parts_id: str, total_id: str, css: str) -> Part:
    """The parts of a total at their newest period, beside the total as it is printed elsewhere."""

    def draw(view: View) -> Component:
        series_set, indicator = ask().series_facts(parts_id, view.moment)
        totals, _ = ask().series_facts(total_id, view.moment)
        at = parts_of(series_set.series[0]).periode
        printed = [r.value for line in totals.series[0].lines for r in line.readings if r.periode == at]
        return parts_panel(parts_of(series_set.series[0], at, next(iter(printed), None)), indicator, view)

    return Part(f"rincian_{parts_id}", (parts_id, total_id), draw, css)


def map_part(ask: Ask, indicator_id: str, level: Level, css: str) -> Part:
    """The areas of a level below the regency; a touch leads to /peta."""

    def draw(view: View) -> Component:
        return map_card(*ask().map_facts(indicator_id, level, view.moment), view)

    return _part("peta", indicator_id, css, draw)


def words_part(name: str, title: str, texts: Sequence[str], css: str) -> Part:
    """What a reader must know, in words that do not depend on a number."""
    return Part(name, (), lambda _: text_panel(title, [html.P(text) for text in texts]), css)


def profile_part(ask: Ask, indicator_ids: tuple[str, ...], css: str) -> Part:
    """Components of one index beside each other, on one scale."""

    def draw(view: View) -> Component:
        facts = [ask().tile_facts(name, view.moment) for name in indicator_ids]
        return profile_panel([tile for tile, _, _ in facts], [indicator for _, indicator, _ in facts], view)

    return Part("profil", indicator_ids, draw, css)


def lead_panel(sentences: list[str]) -> Component:
    """What the page says first; the first sentence carries most."""
    return html.Section(
        [html.H2("Ringkasnya", className="hanya-suara"), *(html.P(text) for text in sentences)], className="kalimat"
    )


def _lead(facts: Facts, indicator_id: str, view: View) -> list[str]:
    tile, _, _ = facts.tile_facts(indicator_id, view.moment)
    series_set, indicator = facts.series_facts(indicator_id, view.moment)
    return lead(tile, series_set, indicator)


def _below(facts: Facts, indicator_id: str, level: Level, view: View) -> str:
    answer, _, indicator = facts.map_facts(indicator_id, level, view.moment)
    return told_below(answer, indicator)
