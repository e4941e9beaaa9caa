"""What pages and routes need, built once by `create_app` and kept in `server.extensions["cc"]`."""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache
from typing import TypeVar, cast
from zoneinfo import ZoneInfo

from flask import current_app

from data.cache import Cache
from data.catalog.models import Catalogue, Indicator, RuleSet
from data.domain.attention import Attention, AttentionQuery
from data.domain.batas import Layer, LayerQuery
from data.domain.changes import Changes, ChangesQuery
from data.domain.difference import DifferenceQuery, MapDifference
from data.domain.entitas import INDONESIA, Entitas, Kode, Level, level_of
from data.domain.indicator import Ranking, RankingQuery, Reading, SeriesQuery, SeriesSet, Tile, TileQuery
from data.domain.peta import MapAnswer, MapQuery
from data.domain.provenance import Cut, Moment, Passport, PassportQuery
from data.domain.query import Query
from data.errors import UnknownError
from data.queries.peta import LEVELS
from data.queries.places import read_places
from data.queries.series import find_indicator
from data.serve.seats import Seats
from data.settings import Settings
from data.warehouse.listen import Listener
from data.warehouse.reader import Reader

A = TypeVar("A")
WIB = ZoneInfo("Asia/Jakarta")


def today_wib() -> date:
    """The calendar day it is in Asia/Jakarta."""
    return datetime.now(WIB).date()


@dataclass(frozen=True, slots=True)
class Services:
    """The web's own tools. `build` names the code that runs; a wall reloads when it changes. `today` is the day on
    which ages are judged (WIB).
    """

    settings: Settings
    catalogue_id: str
    build: str
    reader: Reader
    cache: Cache
    listener: Listener
    seats: Seats
    today: Callable[[], date] = today_wib

    def now(self) -> Moment:
        """The newest cut the listener knows, judged today (WIB). Raises WarehouseError while nothing is known."""
        cut = self.listener.cut or self.reader.cut()
        return _moment(cut, self.catalogue_id, self.today(), is_pinned=False)

    def at(self, versi: str | None) -> Moment:
        """The moment of a `?versi=`; None or '' is now. Raises UnknownError for anything but a known version."""
        if not versi:
            return self.now()
        if not versi.isascii() or not versi.isdigit() or int(versi) == 0:
            raise UnknownError(f"Versi '{versi[:20]}' tidak sah; contoh yang sah: ?versi=12")
        cut = _cut(self.reader, int(versi))
        day = cut.committed_at.astimezone(WIB).date() if cut.committed_at else self.today()
        return _moment(cut, cut.catalogue, day, is_pinned=True)

    def read(self, query: Query[A], moment: Moment) -> A:
        """Answer a question at a moment, from the cache where it was answered before."""
        return self.cache.read(query, moment)

    def catalogue(self, moment: Moment) -> Catalogue:
        """The declarations that apply at the moment."""
        return self.cache.catalogue_at(moment)

    def place(self, kode: Kode, moment: Moment) -> Entitas:
        """The region by its code; while no reference row is loaded, its code is its name."""
        places = read_places(self.reader, moment.version_of("wilayah") and moment.version)
        return places.get(kode) or Entitas(kode, kode, "kabupaten", None)

    def regions(self, levels: Collection[Level], moment: Moment) -> tuple[Entitas, ...]:
        """Every region of these levels that has a reference row, by its code."""
        places = read_places(self.reader, moment.version_of("wilayah") and moment.version)
        return tuple(places[kode] for kode in sorted(places) if level_of(kode) in levels)

    def open(self, versi: str) -> tuple[Moment, Entitas]:
        """The moment of a page and the regency it is about."""
        moment = self.at(versi)
        return moment, self.place(self.settings.kabupaten, moment)

    def indicator(self, indicator_id: str, moment: Moment) -> Indicator:
        """The declaration in force at the moment. Raises UnknownError."""
        return find_indicator(self.catalogue(moment), indicator_id)

    def series(self, indicator_id: str, moment: Moment) -> SeriesSet:
        """The regency's series, then those it is held against."""
        return self.read(SeriesQuery(indicator_id, (self.settings.kabupaten, *self.comparators())), moment)

    def tile(self, indicator_id: str, moment: Moment) -> Tile:
        """The regency's KPI tile; of what is published for the nation only, the nation's."""
        if self.indicator(indicator_id, moment).levels == (Level.NASIONAL,):
            return self.read(TileQuery(indicator_id, INDONESIA, ()), moment)
        return self.read(TileQuery(indicator_id, self.settings.kabupaten, self.comparators()), moment)

    def ranking(self, indicator_id: str, moment: Moment) -> Ranking:
        """The regency among its siblings."""
        return self.read(RankingQuery(indicator_id, self.settings.kabupaten), moment)

    def tile_facts(self, indicator_id: str, moment: Moment) -> tuple[Tile, Indicator, str]:
        """A tile, its declaration and who published its reading: what a KPI card is drawn from."""
        tile = self.tile(indicator_id, moment)
        return tile, self.indicator(indicator_id, moment), self.publisher(tile.reading, moment)

    def series_facts(self, indicator_id: str, moment: Moment) -> tuple[SeriesSet, Indicator]:
        """The series and their declaration: what a trend is drawn from."""
        return self.series(indicator_id, moment), self.indicator(indicator_id, moment)

    def ranking_facts(self, indicator_id: str, moment: Moment) -> tuple[Ranking, Indicator]:
        """The siblings and their declaration: what a ranking is drawn from."""
        return self.ranking(indicator_id, moment), self.indicator(indicator_id, moment)

    def band_facts(self, indicator_id: str, moment: Moment) -> tuple[Tile, Indicator, RuleSet | None]:
        """A tile, its declaration and the rule set whose bands name its value; None where there are no bands."""
        tile, indicator = self.tile(indicator_id, moment), self.indicator(indicator_id, moment)
        named = next((line.rule_set for line in indicator.lines if line.id == tile.line.id), None)
        rule = self.catalogue(moment).rules.get(named or "")
        return tile, indicator, rule if rule and rule.bands else None

    def attention(self, moment: Moment) -> Attention:
        """Which of all indicators need attention in the regency."""
        return self.read(AttentionQuery(self.settings.kabupaten), moment)

    def changes(self, since: int | None, moment: Moment) -> Changes:
        """The regency's values that changed after a version; None: since yesterday."""
        return self.read(ChangesQuery(self.settings.kabupaten, since), moment)

    def map_answer(self, indicator_id: str, level: Level, moment: Moment) -> MapAnswer:
        """The indicator over all areas of a level of the regency, in every period."""
        return self.read(MapQuery(indicator_id, self.settings.kabupaten, level), moment)

    def difference(self, indicator_id: str, level: Level, banding: str, moment: Moment) -> MapDifference:
        """The indicator over all areas of a level of the regency, in every period against one."""
        return self.read(DifferenceQuery(indicator_id, self.settings.kabupaten, level, banding), moment)

    def mapped(self, moment: Moment) -> dict[str, tuple[Level, ...]]:
        """Indicators that can be mapped at all -> the levels on which an area has a value at the moment."""
        found = {
            one.id: tuple(level for level in LEVELS if level in one.levels and self._has_values(one.id, level, moment))
            for one in self.catalogue(moment).indicators.values()
        }
        return {name: levels for name, levels in found.items() if levels}

    def _has_values(self, indicator_id: str, level: Level, moment: Moment) -> bool:
        return self.map_answer(indicator_id, level, moment).reported > 0

    def passport(self, indicator_id: str, moment: Moment, kode: Kode) -> Passport:
        """What stands behind a region's numbers."""
        return self.read(PassportQuery(indicator_id, kode), moment)

    def layer(self, level: Level, moment: Moment) -> Layer:
        """The regency's boundaries of a level. Raises UnknownError when none is loaded."""
        return self.read(LayerQuery(level, self.settings.kabupaten), moment)

    def map_facts(self, indicator_id: str, level: Level, moment: Moment) -> tuple[MapAnswer, Layer | None, Indicator]:
        """An indicator over the areas of a level, their boundaries where there is a value to show, the declaration."""
        answer = self.map_answer(indicator_id, level, moment)
        layer = self.layer(level, moment) if answer.frames else None
        return answer, layer, self.indicator(indicator_id, moment)

    def compare_facts(self, indicator_id: str, kodes: tuple[Kode, ...], moment: Moment) -> tuple[SeriesSet, Indicator]:
        """Any regions side by side, with the declaration: what a comparison is drawn from."""
        return self.read(SeriesQuery(indicator_id, kodes), moment), self.indicator(indicator_id, moment)

    def publisher(self, reading: Reading, moment: Moment) -> str:
        """Who published a reading; empty where there is none."""
        return self.catalogue(moment).publisher_of(reading.dataset, reading.varian)

    def comparators(self) -> tuple[Kode, ...]:
        """Regions the regency is held against: the declared one, its province, Indonesia."""
        wanted = (self.settings.pembanding, self.settings.provinsi, INDONESIA)
        return tuple(kode for kode in wanted if kode != self.settings.kabupaten)


def current() -> Services:
    """The services of the running app."""
    return cast(Services, current_app.extensions["cc"])


@lru_cache(maxsize=256)
def _cut(reader: Reader, version: int) -> Cut:
    """A cut never changes once it is committed, so it is read once."""
    return reader.cut(version)


def _moment(cut: Cut, catalogue_id: str, as_of: date, *, is_pinned: bool) -> Moment:
    return Moment(
        version=cut.version,
        as_of=as_of,
        catalogue=catalogue_id,
        datasets=cut.datasets,
        held=cut.held,
        committed_at=cut.committed_at,
        is_pinned=is_pinned,
    )
