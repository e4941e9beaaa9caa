"""More hand-made values for the gallery: one chart with every state, and texts too long for a card."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Final

from components.choices import INDICATORS, REGIONS, Choice, Chosen, Group, Picker
from components.examples import INDICATOR, LONG, UTAMA, line, reading, tile, tiles
from components.maps.profile import OtherFact
from components.shell import View
from components.theme import Tema
from data.catalog.models import Band, Catalogue, Indicator, RuleSet
from data.domain.attention import Attention, Concern, LateFigure, People, Severity
from data.domain.changes import Change, ChangeKind, Changes
from data.domain.entitas import Kode
from data.domain.indicator import Freshness, Line, Ranking, Reading, Series, SeriesSet, State, Target, Tile
from data.domain.provenance import Moment

EMPTY_STATES: Final = (State.NOT_REPORTED, State.NOT_DUE, State.SUPPRESSED)
_LONG_NAME: Final = "Kabupaten Contoh Kepulauan"
LONG_UNIT: Final = LONG.model_copy(
    update={"unit": "ribu rupiah/orang/tahun", "change_unit": "ribu rupiah/orang/tahun", "scale": None, "decimals": 0}
)
BARE: Final = INDICATOR.model_copy(update={"id": "contoh_kosong"})
RULE: Final = RuleSet(
    id="contoh",
    title="Aturan contoh",
    legal_basis="Peraturan contoh",
    valid_from="2020",
    bands=(
        Band(label="Dasar contoh", lower=1.0),
        Band(label="Tengah contoh", lower=2.6),
        Band(label="Puncak contoh", lower=4.2, is_lower_included=False),
    ),
)
STATES: Final = INDICATOR.model_copy(update={"id": "contoh_keadaan"})


def view(tema: Tema = Tema.GELAP) -> View:
    """How the gallery is looked at where no page is open."""
    moment = Moment(12, date(2026, 11, 24), "contoh", (), (), datetime(2026, 11, 24, 7, 2, tzinfo=UTC))
    return View("/galeri", tema, moment, "Blora", "kabupaten", UTAMA, None, ())


def value_in(state: State, value: float = 3.0) -> float | None:
    """The value a reading in this state has: none, zero, or the one given."""
    return None if state in EMPTY_STATES else 0.0 if state is State.ZERO else value


def states_set() -> SeriesSet:
    """One region with a period for every state and one that is simulated, the newest with a value."""
    readings = [reading(str(2017 + i), value_in(state, 2.5 + i / 10), state) for i, state in enumerate(State)]
    own = replace(line("baru", "Aturan baru", {}), readings=(*readings, reading("2024", 3.3)))
    made_up = replace(line("simulasi", "Simulasi", {}), readings=tuple(_simulated(f"202{i}") for i in range(1, 5)))
    return SeriesSet(STATES.id, (Series(STATES.id, UTAMA, "Kabupaten Blora", (own, made_up)),))


def _simulated(periode: str) -> Reading:
    return replace(reading(periode, 1.0), is_simulated=True)


def long_set() -> SeriesSet:
    """Long names, long words of methods and large numbers."""
    names = ((UTAMA, _LONG_NAME), (Kode("32.11"), f"{_LONG_NAME} Dua"), (Kode("33"), "Pemprov Contoh Tengah"))
    series = (Series(LONG_UNIT.id, kode, nama, _long_lines(1 + i / 4)) for i, (kode, nama) in enumerate(names))
    return SeriesSet(LONG_UNIT.id, tuple(series))


def _long_lines(factor: float) -> tuple[Line, ...]:
    old: dict[str, float | None] = {"2019": 89_000.0 * factor, "2020": 91_000.0 * factor}
    new: dict[str, float | None] = {"2021": 96_690.5 * factor, "2022": 100_671.0 * factor, "2023": 109_260.0 * factor}
    return line("lama", "Metode lama nama panjang", old), line("baru", "Metode baru nama panjang", new)


def long_tiles() -> list[Tile]:
    """A large number with a long unit, a large number without a value before it, and a long legal basis."""
    basis = "Peraturan Daerah Kabupaten Contoh Nomor 17 Tahun 2025 tentang Rencana Pembangunan Jangka Menengah Daerah"
    large = tile(value=10_926_123.25)
    judged = replace(large, target=Target("2029", 12_500_000.0, basis), change=-1_234_567.89)
    late = Freshness("2018", "2025", date(2026, 1, 31), 3000)
    return [judged, replace(tile(State.SUPPRESSED, None), freshness=late), replace(tile(State.HELD), freshness=late)]


def domain_tiles() -> tuple[list[Tile], list[Indicator]]:
    """Four domains of one index, the last one without a value."""
    names = ("Kebijakan", "Tata kelola", "Manajemen", "Layanan")
    found = [tile(value=value) for value in (3.5, 2.6, 1.45)] + [tile(State.NOT_REPORTED, None)]
    return found, [
        INDICATOR.model_copy(update={"id": f"contoh_domain_{i}", "short_title": n}) for i, n in enumerate(names)
    ]


def incomplete(whole: Ranking) -> Ranking:
    """The first dozen of a ranking, so that nobody has a place."""
    return replace(whole, place=None, rows=whole.rows[:12])


def few(whole: Ranking) -> Ranking:
    """Too few regions for a spread."""
    return replace(whole, place=None, rows=whole.rows[:3])


def catalogue() -> Catalogue:
    """Declarations for cards that look something up: the example indicators and no source."""
    found = {one.id: one for one in (INDICATOR, LONG, STATES, BARE)}
    return Catalogue(indicators=found, sources={}, rules={}, targets={}, playlists={})


def attention(*, is_empty: bool = False) -> Attention:
    """A concern of every severity, the second with long words, and two late figures; or none of it."""
    late = tuple(LateFigure(one.id, tiles()["terlambat"].freshness) for one in (INDICATOR, LONG))
    entries = tuple(_concern(severity) for severity in Severity)
    return Attention(() if is_empty else entries, 48, 41, 2, 1, () if is_empty else late, 26, 0 if is_empty else 9)


def _concern(severity: Severity) -> Concern:
    has_target = severity in (Severity.OFF, Severity.NEAR)
    return Concern(
        indicator=INDICATOR.id, severity=severity, periode="2025", line="baru", value=3.28, state=State.STALE,
        is_simulated=severity is Severity.BOTTOM,
        target=Target("2026", 3.5, "Perda contoh tentang RPJMD") if has_target else None,
        place=30, place_expected=35, freshness=tiles()["terlambat"].freshness,
        people=People(LONG.id, 92_010.0, "2024"),
        gap=0.22 if has_target else None, gap_ratio=0.4 if has_target else None,
        red_since=date(2026, 1, 1) if has_target else None, days_red=327 if has_target else 0,
        change=-0.42, change_from="2024", change_ratio=0.1,
    )  # fmt: skip


CHOSEN = Chosen((INDICATOR.id,), (UTAMA, Kode("32.11")), REGIONS)


def pickers() -> tuple[Picker, ...]:
    """One list closed and one open, a choice made, one without a figure, one with a long name."""
    names = {UTAMA: "Blora", Kode("32.11"): "Kabupaten Contoh", Kode("33"): LONG.title}
    found = tuple(
        Choice(nama, CHOSEN.with_kode(kode), kode in CHOSEN.kodes, "" if kode == UTAMA else "tanpa angka")
        for kode, nama in names.items()
    )
    alone = Choice("Indeks contoh", CHOSEN.with_indicator(INDICATOR.id))
    groups = (Group("Kabupaten/kota", found[:2]), Group("Provinsi", found[2:]))
    return Picker(INDICATORS, (alone,)), Picker(REGIONS, found[:2], "Paling banyak enam wilayah.", groups)


def other_facts() -> list[OtherFact]:
    """Two other indicators of one area, one with a long name and unit."""
    return [
        OtherFact(INDICATOR, "2025", 3.28, State.STALE, is_simulated=True),
        OtherFact(LONG_UNIT, "2024", 10_926_000.0, State.VALUE, is_simulated=False),
    ]


def changes() -> Changes:
    """A new value, a revised one and one withdrawn."""
    told = ((ChangeKind.NEW, None, 3.28), (ChangeKind.REVISED, 3.02, 3.27), (ChangeKind.WITHDRAWN, 3.1, None))
    found = tuple(
        Change(one.id, "baru", "2025", kind, before, after, True)
        for one, (kind, before, after) in zip((INDICATOR, LONG, STATES), told, strict=True)
    )
    return Changes(6, datetime(2026, 11, 20, 1, 2, tzinfo=UTC), found)


def banded_tiles() -> list[Tile]:
    """In a band of the scale, in the highest one, and without a value."""
    plain = tile()
    return [
        plain,
        replace(plain, reading=reading("2024", 4.6), predicate="Puncak contoh"),
        replace(plain, reading=reading("2024", None, State.NOT_REPORTED), predicate=None, comparators=()),
    ]
