"""Index of government digitalisation: SPBE 2020 (four domains) and Pemdi 2026 (seven aspects).

Sources: PermenPANRB 59/2020 Tabel 1-13 (weights, formulas, predicates; in force for 2021-2025) and PermenPANRB 8/2026,
which revokes it. The text of 8/2026 was not seen: its weights come from a summary that says it is distilled from the
regulation and are confirmed by one real assessment (Kabupaten Aceh Tengah 2026, index 1.24). SPBE 2018 is published
only: its weights are not known here. A rule set never changes; a corrected one gets a new name.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import groupby

from data.errors import RuleError
from data.rules.exact import exact, indonesian, is_number

LOWEST, HIGHEST = 1, 5
_PUBLISHED_ONLY = ("spbe-2018",)


@dataclass(frozen=True, slots=True)
class SpbeResult:
    """An index on the scale 1-5, unrounded, with its parts in the order of the regulation.

    `domains` is empty for Pemdi, which has none; `aspects` is empty when the index was made from domains alone.
    """

    index: float
    aspects: tuple[float, ...]
    domains: tuple[float, ...]
    predicate: str


@dataclass(frozen=True, slots=True)
class _Aspect:
    domain: int
    indicators: tuple[int, ...]
    weights: tuple[Fraction, ...]

    @property
    def weight(self) -> Fraction:
        return sum(self.weights, Fraction(0))


@dataclass(frozen=True, slots=True)
class _Instrument:
    aspects: tuple[_Aspect, ...]
    bands: tuple[tuple[Fraction, str], ...]
    has_domains: bool
    is_integer: bool

    @property
    def parts(self) -> tuple[Fraction, ...]:
        """Weights of the tier that the index is summed from: domains, or aspects where there are none."""
        if not self.has_domains:
            return tuple(aspect.weight for aspect in self.aspects)
        return tuple(
            sum((a.weight for a in group), Fraction(0)) for _, group in groupby(self.aspects, lambda a: a.domain)
        )

    @property
    def weights(self) -> dict[int, Fraction]:
        return {n: w for a in self.aspects for n, w in zip(a.indicators, a.weights, strict=True)}


def _equal(domain: int, first: int, last: int, weight: str) -> _Aspect:
    numbers = tuple(range(first, last + 1))
    return _Aspect(domain, numbers, (Fraction(weight),) * len(numbers))


def _own(first: int, *weights: int) -> _Aspect:
    return _Aspect(0, tuple(range(first, first + len(weights))), tuple(map(Fraction, weights)))


def _bands(*lower: str) -> tuple[tuple[Fraction, str], ...]:
    return tuple(zip(map(Fraction, lower), ("Kurang", "Cukup", "Baik", "Sangat Baik", "Memuaskan"), strict=True))


_INSTRUMENTS = {
    "spbe-2020": _Instrument(
        aspects=(
            _equal(1, 1, 10, "1.30"),
            _equal(2, 11, 14, "2.50"),
            _equal(2, 15, 18, "2.50"),
            _equal(2, 19, 20, "2.50"),
            _equal(3, 21, 28, "1.50"),
            _equal(3, 29, 31, "1.50"),
            _equal(4, 32, 41, "2.75"),
            _equal(4, 42, 47, "3.00"),
        ),
        bands=_bands("1.0", "1.8", "2.6", "3.5", "4.2"),
        has_domains=True,
        is_integer=True,
    ),
    "pemdi-2026": _Instrument(
        aspects=(
            _own(1, 5, 5),
            _own(3, 5, 5),
            _own(5, 5, 3, 3, 4),
            _own(9, 4, 4, 3, 4),
            _own(13, 5, 5),
            _own(15, 4, 4, 4, 3),
            _own(19, 10, 15),
        ),
        bands=_bands("1.0", "1.5", "2.5", "3.5", "4.0"),
        has_domains=False,
        is_integer=False,
    ),
}


def index(rule_set: str, levels: Mapping[int, float]) -> SpbeResult:
    """Levels by indicator number -> index. All 47 (integers 1-5) for spbe-2020, all 20 (1.00-5.00) for pemdi-2026.

    Raises RuleError naming the indicators that are missing, unknown or out of range.
    """
    instrument = _instrument(rule_set)
    _check_levels(rule_set, instrument, levels)
    aspects = tuple(_aspect_index(aspect, levels) for aspect in instrument.aspects)
    if not instrument.has_domains:
        return _result(instrument, aspects, aspects, ())
    domains = _domain_indices(instrument, aspects)
    return _result(instrument, domains, aspects, domains)


def index_from_domains(rule_set: str, domains: Sequence[float]) -> SpbeResult:
    """Published parts -> index: the four domains of spbe-2020, or the seven aspects of pemdi-2026 (it has no domains).

    Raises RuleError on a wrong number of parts or a part outside 1-5.
    """
    instrument = _instrument(rule_set)
    noun = "domain" if instrument.has_domains else "aspek"
    if len(domains) != len(instrument.parts):
        raise RuleError(f"{rule_set}: perlu {len(instrument.parts)} nilai {noun}, diterima {len(domains)}")
    bad = [number for number, value in enumerate(domains, start=1) if not _is_level(value, is_integer=False)]
    if bad:
        raise RuleError(f"{rule_set}: nilai {noun} {indonesian(bad)} tidak sah; harus angka 1 sampai 5")
    parts = tuple(exact(value) for value in domains)
    return _result(instrument, parts, *(((), parts) if instrument.has_domains else (parts, ())))


def predicate(rule_set: str, index: float) -> str:
    """The predicate of an index that was not rounded: 3.4986 prints as 3.50 and is still "Baik".

    Raises RuleError outside 1-5.
    """
    instrument = _instrument(rule_set)
    if not _is_level(index, is_integer=False):
        raise RuleError(f"{rule_set}: indeks tidak sah; harus angka 1 sampai 5")
    return _band(instrument, exact(index))


def _instrument(rule_set: str) -> _Instrument:
    if rule_set in _PUBLISHED_ONLY:
        raise RuleError(f"{rule_set}: hanya diterbitkan; bobotnya tidak dimuat sehingga indeksnya tidak dapat dihitung")
    if rule_set not in _INSTRUMENTS:
        raise RuleError(f"Aturan '{rule_set}' tidak dikenal; yang dapat dihitung: {', '.join(_INSTRUMENTS)}")
    return _INSTRUMENTS[rule_set]


def _is_level(value: object, *, is_integer: bool) -> bool:
    return is_number(value) and LOWEST <= value <= HIGHEST and (not is_integer or float(value).is_integer())


def _check_levels(rule_set: str, instrument: _Instrument, levels: Mapping[int, float]) -> None:
    expected = instrument.weights
    known = {key for key in levels if not isinstance(key, bool) and key in expected}
    missing = sorted(set(expected) - known)
    extra = sorted(str(key) for key in levels if isinstance(key, bool) or key not in expected)
    bad = sorted(key for key in known if not _is_level(levels[key], is_integer=instrument.is_integer))
    span = "bilangan bulat 1 sampai 5" if instrument.is_integer else "angka 1,00 sampai 5,00"
    faults = [f"indikator {indonesian(missing)} belum diisi"] if missing else []
    faults += [f"indikator {', '.join(extra)} tidak ada dalam instrumen"] if extra else []
    faults += [f"indikator {indonesian(bad)} tidak sah (harus {span})"] if bad else []
    if faults:
        raise RuleError(f"{rule_set}: {'; '.join(faults)}")


def _aspect_index(aspect: _Aspect, levels: Mapping[int, float]) -> Fraction:
    pairs = zip(aspect.indicators, aspect.weights, strict=True)
    return sum((exact(levels[number]) * weight for number, weight in pairs), Fraction(0)) / aspect.weight


def _domain_indices(instrument: _Instrument, aspects: Sequence[Fraction]) -> tuple[Fraction, ...]:
    weighted = zip(instrument.aspects, aspects, strict=True)
    groups = (list(group) for _, group in groupby(weighted, lambda pair: pair[0].domain))
    return tuple(
        sum((a.weight * v for a, v in g), Fraction(0)) / sum((a.weight for a, _ in g), Fraction(0)) for g in groups
    )


def _result(
    instrument: _Instrument, parts: Sequence[Fraction], aspects: Sequence[Fraction], domains: Sequence[Fraction]
) -> SpbeResult:
    total = sum((part * weight for part, weight in zip(parts, instrument.parts, strict=True)), Fraction(0)) / 100
    return SpbeResult(float(total), tuple(map(float, aspects)), tuple(map(float, domains)), _band(instrument, total))


def _band(instrument: _Instrument, index: Fraction) -> str:
    return next(label for lower, label in reversed(instrument.bands) if index >= lower)
