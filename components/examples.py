"""Hand-made values for the gallery: every state and case a component must survive. Examples, never data."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Final

from components.charts.parts import Parts, parts_of
from components.charts.profile import ProfilePoint, ProfileRow
from data.catalog.models import Indicator, LineSpec
from data.domain.entitas import Entitas, Kode, Level
from data.domain.indicator import (
    Comparator,
    Direction,
    Event,
    Former,
    Freshness,
    Kind,
    Line,
    Other,
    Rank,
    Ranking,
    Reading,
    Series,
    SeriesSet,
    State,
    Status,
    Target,
    Tile,
)
from data.domain.provenance import Passport, PassportRow, RunFact, SnapshotFact

UTAMA: Final = Kode("33.16")
PLACE: Final = Entitas(UTAMA, "Blora", "kabupaten", Kode("33"), "3316")
_VINTAGE: Final = date(2025, 3, 13)
_INSTANT: Final = datetime(2026, 11, 24, 7, 32, tzinfo=UTC)
FORMER: Final = Former(3.02, State.VALUE, date(2024, 1, 9), 3, 7)
CONFLICT: Final = Other("siaran_pers", "pers_2022", 3.81, date(2022, 1, 12), True)

INDICATOR: Final = Indicator(
    id="contoh",
    title="Contoh indeks kematangan",
    short_title="Indeks contoh",
    question="Seberapa matang contoh ini?",
    kind=Kind.PUBLISHED,
    unit="/5",
    change_unit="poin",
    decimals=2,
    direction=Direction.UP,
    levels=(Level.KABUPATEN,),
    owner="Dinas Contoh",
    formula="angka terbitan",
    legal_basis="Peraturan contoh",
    caveat="Hanya contoh.",
    scale=(1.0, 5.0),
    lines=(LineSpec(id="lama", label="Aturan lama"), LineSpec(id="baru", label="Aturan baru")),
)
PERCENT: Final = INDICATOR.model_copy(
    update={
        "id": "contoh_persen",
        "unit": "%",
        "direction": Direction.DOWN,
        "title": "Contoh penduduk miskin",
        "scale": None,
    }
)
LONG: Final = INDICATOR.model_copy(
    update={
        "id": "contoh_panjang",
        "title": "Contoh judul yang sangat panjang tentang persentase rumah tangga penerima layanan",
        "short_title": "",
    }
)


def reading(periode: str, value: float | None, state: State = State.VALUE) -> Reading:
    """A reading of the example source."""
    return Reading(periode, value, state, "contoh", "terbitan", _VINTAGE if value is not None else None, 7)


def line(line_id: str, label: str, values: dict[str, float | None]) -> Line:
    """A line of one method from period -> value; None is a period that was not reported."""
    states = {periode: State.VALUE if value is not None else State.NOT_REPORTED for periode, value in values.items()}
    return Line(line_id, label, tuple(reading(p, v, states[p]) for p, v in values.items()))


OLD: Final = line("lama", "Aturan lama", {"2018": 2.11, "2019": 2.34})
NEW: Final = line("baru", "Aturan baru", {"2021": 2.65, "2022": 2.9, "2023": None, "2024": 3.27, "2025": 3.28})


def tile(state: State = State.VALUE, value: float | None = 3.28, *, is_simulated: bool = False) -> Tile:
    """A tile whose newest reading has this state and value."""
    newest = replace(reading("2025", value, state), is_simulated=is_simulated)
    return Tile(
        indicator=INDICATOR.id,
        entitas=UTAMA,
        reading=newest,
        line=replace(NEW, readings=(*NEW.readings[:-1], newest)),
        change=0.01 if value is not None else None,
        change_from="2024" if value is not None else None,
        predicate="Baik" if value is not None else None,
        status=Status.NONE,
        target=None,
        freshness=Freshness("2025", "2025", date(2026, 4, 30), 0),
        comparators=comparators(),
        place=30,
        place_expected=35,
        place_reporting=35,
    )


def comparators() -> tuple[Comparator, ...]:
    """Three regions, the last one without a value."""
    return (
        Comparator(Kode("32.11"), "Kabupaten Sumedang", 4.51, "2025"),
        Comparator(Kode("33"), "Pemprov Jawa Tengah", 4.26, "2025"),
        Comparator(Kode("00"), "Indonesia", None, "2025"),
    )


def tiles() -> dict[str, Tile]:
    """Every state, then every status and every case of change, target and age, by what it shows."""
    empty = (State.NOT_REPORTED, State.NOT_DUE, State.SUPPRESSED)
    shown = {f"keadaan {s.value}": tile(s, None if s in empty else 0.0 if s is State.ZERO else 3.28) for s in State}
    target = Target("2026", 3.5, "Perda contoh tentang RPJMD 2025-2029")
    reached = replace(target, value=3.0)
    judged = {
        f"status {s.value}": replace(tile(), status=s, target=reached if s is Status.ON_TARGET else target)
        for s in Status
    }
    late = Freshness("2024", "2025", date(2026, 4, 30), 208)
    cases = {
        "tanpa target": tile(),
        "simulasi": tile(is_simulated=True),
        "metode berubah": replace(tile(), change=None, change_from="2019"),
        "tanpa pembanding": replace(tile(), change=None, change_from=None, predicate=None),
        "pembanding belum dimuat": replace(
            tile(), comparators=tuple(replace(one, value=None) for one in comparators()), place=None, place_reporting=1
        ),
        "turun": replace(tile(), change=-0.42),
        "terlambat": replace(tile(), freshness=late),
        "belum lengkap": replace(tile(), place=None, place_reporting=12),
        "cakupan": replace(tile(), reading=replace(tile().reading, reporting=271, expected=295)),
    }
    return {**shown, **judged, **cases}


def series_set() -> SeriesSet:
    """Four regions: two methods, a gap, a revision, a conflict, a comparator without values."""
    revised = replace(NEW.readings[1], former=(FORMER,))
    contradicted = replace(NEW.readings[3], others=(CONFLICT,))
    newest = replace(NEW.readings[4], state=State.STALE)
    own = replace(NEW, readings=(NEW.readings[0], revised, NEW.readings[2], contradicted, newest))
    sumedang = line("baru", "Aturan baru", {"2021": 3.1, "2022": 3.6, "2023": 4.14, "2024": 4.51})
    jateng = line("baru", "Aturan baru", {"2021": 3.2, "2022": 3.9, "2023": 4.26, "2024": 4.4, "2025": 4.48})
    return SeriesSet(
        INDICATOR.id,
        (
            Series(INDICATOR.id, UTAMA, "Kabupaten Blora", (OLD, own)),
            Series(INDICATOR.id, Kode("32.11"), "Kabupaten Sumedang", (sumedang,)),
            Series(INDICATOR.id, Kode("33"), "Jawa Tengah", (jateng,)),
            Series(INDICATOR.id, Kode("00"), "Indonesia", (replace(NEW, readings=()),)),
        ),
        (Target("2025", 3.6, "Perda contoh tentang RPJMD 2025-2029"),),
        (Event(date(2021, 6, 3), "Contoh diresmikan", "Layanan contoh diresmikan", "Berita contoh, 3 Juni 2021"),),
    )


def ranking() -> Ranking:
    """35 siblings with made-up values, two of them equal."""
    values = [4.5 - 0.05 * (i - (i == 7)) for i in range(35)]
    rows = tuple(
        Rank(i + 1 - (i == 7), UTAMA if i == 29 else Kode(f"33.{i + 31}"), _sibling(i), value)
        for i, value in enumerate(values)
    )
    return Ranking(INDICATOR.id, "baru", "2025", UTAMA, 30, 35, rows)


def _sibling(index: int) -> str:
    return "Kabupaten Blora" if index == 29 else f"Kabupaten Contoh {index + 1}"


def profile() -> list[ProfileRow]:
    """Four domains, four regions, one value not published."""
    names = ((UTAMA, "Kabupaten Blora"), (Kode("32.11"), "Kabupaten Sumedang"), (Kode("33"), "Jawa Tengah"))
    table = {
        "Kebijakan": (3.5, 5.0, 4.8),
        "Tata kelola": (2.6, 4.3, 3.9),
        "Manajemen": (1.45, 3.91, 3.36),
        "Layanan": (4.25, 4.69, None),
    }
    return [
        ProfileRow(label, "2025", "baru", tuple(ProfilePoint(k, n, v) for (k, n), v in zip(names, values, strict=True)))
        for label, values in table.items()
    ]


def parts() -> Parts:
    """Parts of a day at a service mall: one was not reported, one has no row, and the printed total differs."""
    counts = {
        "Badan Contoh Pelayanan Pajak dan Retribusi Daerah Kabupaten": 61.0,
        "Dinas Contoh": 42.0,
        "Kantor Contoh": 9.0,
    }
    lines = [line(f"bagian_{i}", name, {"2025": value}) for i, (name, value) in enumerate(counts.items())]
    lines += [line("bagian_3", "Kantor Contoh Kedua", {"2025": None}), line("bagian_4", "Loket Contoh", {"2024": 3.0})]
    return parts_of(Series(INDICATOR.id, UTAMA, "Kabupaten Blora", tuple(lines)), total=115.0)


def many_regions() -> SeriesSet:
    """Seven regions on one method: one more than a comparison draws."""
    names = ("Kabupaten Blora", *(f"Kabupaten Contoh {i}" for i in range(1, 7)))
    kodes = (UTAMA, *(Kode(f"33.{i:02}") for i in range(1, 7)))
    years = ("2021", "2022", "2023", "2024", "2025")
    return SeriesSet(
        INDICATOR.id,
        tuple(
            Series(INDICATOR.id, kode, nama, (line("baru", "Aturan baru", _rising(index, years)),))
            for index, (kode, nama) in enumerate(zip(kodes, names, strict=True))
        ),
    )


def _rising(index: int, years: tuple[str, ...]) -> dict[str, float | None]:
    return {year: 2.2 + 0.3 * index + 0.11 * step * (1 + index % 3) for step, year in enumerate(years)}


def no_passport() -> Passport:
    """A region without a single row."""
    return Passport(INDICATOR.id, UTAMA, "Kabupaten Blora", (), ())


def passport() -> Passport:
    """Three rows: the authority, one that contradicts, one that was revised."""
    fact = SnapshotFact(1, "contoh", "contoh.csv", "", "9f" * 32, 2048, _INSTANT)
    main = PassportRow(
        line="Aturan baru", periode="2025", value=3.28, state=State.VALUE, vintage=_VINTAGE, dataset="contoh",
        varian="terbitan", publisher="Kementerian Contoh", citation="Laporan contoh 2025", url="", version=7,
        is_authoritative=True, snapshot=fact, former=(),
    )  # fmt: skip
    other = replace(main, publisher="Siaran pers contoh", value=3.81, is_authoritative=False)
    revised = replace(main, periode="2024", value=3.27, former=(FORMER,))
    run = RunFact(4, "contoh", _INSTANT, _INSTANT, "published", "", 74, 2, 7)
    return Passport(INDICATOR.id, UTAMA, "Kabupaten Blora", (main, other, revised), (run,))
