"""The shape of every declaration. Frozen and strict: an undeclared key or a wrong type is a fault, listed at start."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Annotated, Literal

from pydantic import Field, StringConstraints

from data.catalog.batas import BatasRule
from data.catalog.connector import AnyConnector
from data.catalog.declared import Declared, Label, Name
from data.catalog.regulation import Band as Band
from data.catalog.regulation import Regulation as Regulation
from data.catalog.regulation import RuleSet as RuleSet
from data.domain.entitas import Kode, Level
from data.domain.indicator import Direction, Kind
from data.domain.periode import Cadence


class Varian(Declared):
    """Who says so: a publisher and basis. `citation` is the document as one would cite it."""

    id: Name
    publisher: Label
    citation: Label
    url: str = ""
    basis: str = ""


class Column(Declared):
    """A column of a source as its publisher heads it, and what becomes of it.

    `role`: entitas, periode, varian, vintage, measure (one cell per row), note (kept in the archive only), lon and lat
    (WGS84 degrees), shape (a polygon as WKB hex, WGS84). `aliases`: other headings, letter case aside, under which
    publishers print the column; the first that is found counts.
    `decimal` is the publisher's decimal mark; `missing` lists marks of "not reported".
    `blank`: what an empty cell means; "silent": the publication does not print this measure for this row.
    `words`: a measure told in words (a predicate), worst first; its value is the word's place in the list, from 1.
    """

    name: str
    role: Literal["entitas", "periode", "varian", "vintage", "measure", "note", "lon", "lat", "shape"]
    aliases: tuple[str, ...] = ()
    measure: Name | None = None
    rincian: str = ""
    decimal: Literal[".", ","] = "."
    minimum: float | None = None
    maximum: float | None = None
    is_required: bool = False
    missing: tuple[str, ...] = ()
    words: tuple[str, ...] = ()
    blank: Literal["not_reported", "silent"] = "not_reported"


class Measure(Declared):
    """A measure and one of its breakdown cells ('' is the total)."""

    measure: Name
    rincian: str = ""


class Total(Declared):
    """A printed total and its printed parts: other cells of the same region, or the regions of `level` right below it.

    Off by more than `tolerance` (in the measure's unit): a warning. Nothing is compared while a part is missing.
    """

    measure: Name
    rincian: str = ""
    parts: tuple[Measure, ...] = ()
    level: Level | None = None
    tolerance: float = Field(default=0.0, ge=0)


class Quality(Declared):
    """What must hold before a file is published.

    `max_vanished_ratio`: share of the previously published rows that may vanish; `max_jump_ratio`: relative change of a
    published value that is still plausible; `max_rejected_ratio`: share of rows that may be refused. Beyond: hold.
    `totals` only warn: which of two printed numbers is right cannot be known here.
    """

    max_rejected_ratio: float = Field(default=0.2, ge=0, le=1)
    max_vanished_ratio: float = Field(default=0.1, ge=0, le=1)
    max_jump_ratio: float | None = Field(default=None, gt=0)
    totals: tuple[Total, ...] = ()


class Source(Declared):
    """A dataset: where it comes from, how it is laid out, how often it speaks.

    `due_days`: days after the end of a period by which its figure should be here. `table`: what the rows become.
    `needs`: datasets that must be loaded before this one. `file`: name in etl/published for official statistics.
    `is_given`: an operator gives the file (`--file`), so `run all` leaves it out. `other_columns`: what becomes of
    columns nobody declared. `batas` is for `table = "batas"`; `connector` for what is no file of ours.
    """

    id: Name
    title: Label
    publisher: Label
    cadence: Cadence
    due_days: int = Field(ge=0)
    load: Literal["full", "partition", "append"] = "full"
    table: Literal["measure", "entitas", "batas"] = "measure"
    legal_basis: str = ""
    note: str = ""
    file: str = ""
    needs: tuple[Name, ...] = ()
    is_simulated: bool = False
    is_restricted: bool = False
    is_given: bool = False
    other_columns: Literal["refused", "dropped"] = "refused"
    batas: BatasRule | None = None
    connector: AnyConnector | None = None
    columns: tuple[Column, ...]
    varian: tuple[Varian, ...] = ()
    quality: Quality = Quality()

    def varian_of(self, varian_id: str) -> Varian | None:
        """The declared varian with this id."""
        return next((v for v in self.varian if v.id == varian_id), None)

    def words_of(self, measure: Measure) -> tuple[str, ...]:
        """The words in which a measure is told, worst first; none where it is told in numbers."""
        told = (c.words for c in self.columns if (c.measure or c.name, c.rincian) == (measure.measure, measure.rincian))
        return next(told, ())


class LineSource(Declared):
    """Rows a line may draw on: the varian in order of authority, best first."""

    dataset: Name
    varian: tuple[Name, ...] = Field(min_length=1)


class LineSpec(Declared):
    """One method of an indicator. `authority` says why the first source wins where sources disagree.

    published, total: `measure`. ratio: `numerator`, `denominator`, `factor`. rule: `rule_set`, its `inputs` in order.
    `first_periode` and `last_periode` limit the line to the periods in which the method was in force (inclusive).
    `printed`: the measure in words that says what the publication itself calls the value, where it does.
    """

    id: str
    label: Label
    sources: tuple[LineSource, ...] = ()
    measure: Measure | None = None
    numerator: Measure | None = None
    denominator: Measure | None = None
    factor: float = 1.0
    inputs: tuple[Measure, ...] = ()
    rule_set: str | None = None
    printed: Measure | None = None
    first_periode: str = ""
    last_periode: str = ""
    authority: str = ""
    note: str = ""


class Indicator(Declared):
    """A question an executive asks, and how it is answered. `scale` is the span of possible values.

    `unit` stands behind the value as printed (%, /5, ribu jiwa); `change_unit` behind a difference (poin, %).
    `tolerance_ratio`: how far off target, as a share of the target, is still "waspada".
    `is_count`: a number of people or things, or an extent; a bigger region has more, so its place among others says
    nothing.
    `lines_as`: what its lines are: methods, of which one may follow another, or bases that stand side by side.
    `parts_of`: the indicator that prints the total of which its lines are the parts.
    `people`: the indicator that counts the people this one is about.
    `legal_basis_doubt`: what about the legal basis could not be verified.
    `place_prefix` names a comparator more exactly where the figure is an agency's own and not the region's.
    """

    id: Name
    title: Label
    short_title: str = ""
    question: Label
    kind: Kind
    unit: str
    change_unit: str = ""
    decimals: int = Field(ge=0, le=6)
    direction: Direction
    levels: tuple[Level, ...]
    owner: Label
    legal_basis: str = ""
    legal_basis_doubt: str = ""
    formula: str = ""
    caveat: str = ""
    page: str = ""
    scale: tuple[float, float] | None = None
    tolerance_ratio: float = Field(default=0.05, ge=0)
    is_count: bool = False
    lines_as: Literal["methods", "bases"] = "methods"
    parts_of: Name | None = None
    people: Name | None = None
    predicate: Literal["spbe", "sakip", "ipm", "skm"] | None = None
    place_prefix: Mapping[Level, str] = {}
    missing_note: Mapping[str, str] = {}
    lines: tuple[LineSpec, ...] = Field(min_length=1)

    @property
    def brief_title(self) -> str:
        """The short title where one is declared: what fits on a tile and in a list."""
        return self.short_title or self.title

    @property
    def datasets(self) -> tuple[str, ...]:
        """Every dataset this indicator reads, sorted."""
        return tuple(sorted({s.dataset for line in self.lines for s in line.sources}))


class Baseline(Declared):
    """Where a target starts from, as its document says; without one the way to the target is not measured."""

    periode: str
    value: float


class TargetRow(Declared):
    """One target: indicator, region, period and value. `note`: what the document leaves open."""

    indicator: Name
    entitas: Kode
    periode: str
    value: float
    baseline: Baseline | None = None
    note: str = ""


class TargetList(Declared):
    """Targets set by one document on one day. `entered_by` and `document_url` tell who wrote them down from where."""

    id: Name
    title: Label
    legal_basis: Label
    dated_on: date
    entered_by: str = ""
    document_url: str = ""
    note: str = ""
    targets: tuple[TargetRow, ...]


class EventSpec(Declared):
    """A dated event with the regulation or document that proves it, and the indicators whose charts mark it.

    `label` is what fits on a chart. An event is context: nothing says that it moved a number.
    """

    id: Name
    on: date
    label: Annotated[str, StringConstraints(min_length=2, max_length=28)]
    title: Label
    legal_basis: Label
    url: str = ""
    indicators: tuple[Name, ...] = Field(min_length=1)


class Playlist(Declared):
    """An ordered choice of indicators, such as the tiles of Ringkasan."""

    id: Name
    title: Label
    indicators: tuple[Name, ...]


class Vocabulary(Declared):
    """House words: `banned` maps a synonym that must not be used to the word that is."""

    banned: Mapping[str, str]


class Catalogue(Declared):
    """All declarations of one moment, by id."""

    indicators: Mapping[str, Indicator]
    sources: Mapping[str, Source]
    rules: Mapping[str, RuleSet]
    targets: Mapping[str, TargetList]
    playlists: Mapping[str, Playlist]
    events: Mapping[str, EventSpec] = {}
    regulations: Mapping[str, Regulation] = {}

    def publisher_of(self, dataset: str, varian: str) -> str:
        """Who published a row of a dataset; empty for a dataset nobody declared."""
        source = self.sources.get(dataset)
        found = source.varian_of(varian) if source else None
        return found.publisher if found else (source.publisher if source else "")
