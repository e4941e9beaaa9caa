"""SPBE and Pemdi: the worked examples of the regulations, official results, and what no input may break."""

from __future__ import annotations

from collections.abc import Mapping

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from data.errors import RuleError
from data.rules import spbe

ALL_THREE = dict.fromkeys(range(1, 48), 3)
# Kabupaten Aceh Tengah 2026, external assessor: the one complete set of indicator values that is public.
ACEH_TENGAH = dict(
    enumerate((2.0, 1.5, 1.26, 1.3, 1, 1, 1, 1, 1, 1, 1.5, 1.25, 1.17, 1, 1, 1, 2.5, 1, 1, 1.3), start=1),
)
OFFICIAL = [
    ("Blora 2023", (3.60, 2.30, 1.73, 4.26), 3.27, "Baik"),
    ("Blora 2024", (3.50, 2.60, 1.45, 4.25), 3.28, "Baik"),
    ("Sumedang 2023", (5.00, 3.60, 2.55, 4.76), 4.14, "Sangat Baik"),
    ("Sumedang 2024", (5.00, 4.30, 3.91, 4.69), 4.51, "Memuaskan"),
    ("BKN 2024", (4.40, 4.00, 3.55, 4.19), 4.06, "Sangat Baik"),
]
levels_2020 = st.fixed_dictionaries({n: st.integers(1, 5) for n in range(1, 48)})
levels_pemdi = st.fixed_dictionaries({n: st.integers(100, 500).map(lambda v: v / 100) for n in range(1, 21)})


def test_aspect_of_tabel_10() -> None:
    """T-SPBE-1: levels 3, 4, 3, 2 of aspect 2 make 3.00."""
    assert spbe.index("spbe-2020", ALL_THREE | {11: 3, 12: 4, 13: 3, 14: 2}).aspects[1] == 3.0


def test_domain_of_tabel_11() -> None:
    """T-SPBE-2: aspects 3.00, 4.00, 3.00 make domain 2 = 3.40."""
    result = spbe.index("spbe-2020", ALL_THREE | dict.fromkeys(range(15, 19), 4))
    assert result.aspects[1:4] == (3.0, 4.0, 3.0)
    assert result.domains[1] == 3.4


def test_index_of_tabel_12() -> None:
    """T-SPBE-3: domains 3.70, 3.40, 3.00, 3.20 print 3.28."""
    result = spbe.index_from_domains("spbe-2020", (3.70, 3.40, 3.00, 3.20))
    assert result.index == pytest.approx(3.282, abs=1e-12)
    assert (result.domains, result.aspects) == ((3.7, 3.4, 3.0, 3.2), ())


@pytest.mark.parametrize(("name", "domains", "published", "predicate"), OFFICIAL, ids=lambda v: str(v))
def test_official_results(name: str, domains: tuple[float, ...], published: float, predicate: str) -> None:
    """T-SPBE-4: published domains carry two decimals, so the index is within 0.01 of the published one."""
    result = spbe.index_from_domains("spbe-2020", domains)
    assert abs(result.index - published) <= 0.01, name
    assert result.predicate == predicate


@pytest.mark.parametrize(
    ("index", "predicate"),
    [
        (3.4986, "Baik"),
        (1.7999, "Kurang"),
        (2.5951, "Cukup"),
        (4.2, "Memuaskan"),
        (3.5, "Sangat Baik"),
        (2.6, "Baik"),
        (1.8, "Cukup"),
        (5, "Memuaskan"),
        (1, "Kurang"),
    ],
)
def test_predicate_is_of_the_unrounded_index(index: float, predicate: str) -> None:
    """T-SPBE-6: 3.4986 prints 3.50 and stays Baik (Pacitan 2024); an index on the edge has reached it."""
    assert spbe.predicate("spbe-2020", index) == predicate


@pytest.mark.parametrize(
    ("domains", "edge", "predicate"),
    [
        ((3.82, 1.45, 4.92, 4.02), 3.5, "Sangat Baik"),
        ((4.81, 4.64, 3.88, 3.9), 4.2, "Memuaskan"),
        ((4.56, 4.27, 2.91, 1.01), 2.6, "Baik"),
        ((1.78, 2.28, 2.55, 1.27), 1.8, "Cukup"),
    ],
)
def test_an_index_on_an_edge_lands_on_it(domains: tuple[float, ...], edge: float, predicate: str) -> None:
    """Summed in floats these four come out a hair below the edge and a whole predicate too low."""
    assert sum(d * w for d, w in zip(domains, (13, 25, 16.5, 45.5), strict=True)) / 100 < edge
    result = spbe.index_from_domains("spbe-2020", domains)
    assert (result.index, result.predicate) == (edge, predicate)


def test_pemdi_of_aceh_tengah() -> None:
    """T-PEMDI-1: index 1.2415; every aspect as printed; Pemdi has no domains."""
    result = spbe.index("pemdi-2026", ACEH_TENGAH)
    assert result.index == 1.2415
    assert result.aspects == pytest.approx((1.75, 1.28, 1.00, 1.17, 1.085, 1.40, 1.18), abs=0.005)
    assert (result.domains, result.predicate) == ((), "Kurang")
    assert spbe.index_from_domains("pemdi-2026", result.aspects).index == pytest.approx(result.index)


@pytest.mark.parametrize(
    ("index", "predicate"), [(1.49, "Kurang"), (1.5, "Cukup"), (2.5, "Baik"), (3.5, "Sangat Baik"), (4.0, "Memuaskan")]
)
def test_pemdi_predicate(index: float, predicate: str) -> None:
    assert spbe.predicate("pemdi-2026", index) == predicate


@pytest.mark.parametrize(
    ("levels", "message"),
    [
        ({n: 3 for n in range(1, 46)}, "indikator 46 dan 47 belum diisi"),
        (ALL_THREE | {48: 3}, "indikator 48 tidak ada dalam instrumen"),
        (ALL_THREE | {7: 6, 9: 0, 12: 2.5}, "indikator 7, 9, dan 12 tidak sah"),
        (ALL_THREE | {7: float("nan")}, "indikator 7 tidak sah"),
        (ALL_THREE | {7: True}, "indikator 7 tidak sah"),
        (ALL_THREE | {7: "4"}, "indikator 7 tidak sah"),
        (ALL_THREE | {7: None}, "indikator 7 tidak sah"),
        ({True: 3} | {n: 3 for n in range(2, 48)}, "indikator 1 belum diisi; indikator True tidak ada"),
    ],
)
def test_faulty_levels_are_named(levels: Mapping[int, float], message: str) -> None:
    with pytest.raises(RuleError, match=message):
        spbe.index("spbe-2020", levels)


@pytest.mark.parametrize("level", [0.99, 5.01, float("inf"), float("nan"), True])
def test_pemdi_takes_decimals_within_its_span(level: float) -> None:
    with pytest.raises(RuleError, match="indikator 3 tidak sah"):
        spbe.index("pemdi-2026", ACEH_TENGAH | {3: level})


def test_spbe_2018_is_published_only() -> None:
    with pytest.raises(RuleError, match="hanya diterbitkan"):
        spbe.index("spbe-2018", ALL_THREE)
    with pytest.raises(RuleError, match="hanya diterbitkan"):
        spbe.index_from_domains("spbe-2018", (2, 2, 2))
    with pytest.raises(RuleError, match="tidak dikenal"):
        spbe.predicate("spbe-2030", 3)


@pytest.mark.parametrize(
    "domains", [(3, 3, 3), (3, 3, 3, 3, 3), (3, 3, 3, 5.1), (3, 3, float("nan"), 3), (True, 3, 3, 3)]
)
def test_faulty_domains(domains: tuple[float, ...]) -> None:
    with pytest.raises(RuleError, match="domain"):
        spbe.index_from_domains("spbe-2020", domains)


@pytest.mark.parametrize("index", [0.99, 5.01, float("nan"), True])
def test_no_predicate_outside_the_scale(index: float) -> None:
    with pytest.raises(RuleError):
        spbe.predicate("spbe-2020", index)


@pytest.mark.parametrize(("rule_set", "count"), [("spbe-2020", 47), ("pemdi-2026", 20)])
def test_weights_sum_to_100(rule_set: str, count: int) -> None:
    """All levels 1 make exactly 1 and raising one level from 1 to 2 adds its weight; together they add 1."""
    ones = dict.fromkeys(range(1, count + 1), 1)
    assert spbe.index(rule_set, ones).index == 1.0
    gains = [spbe.index(rule_set, ones | {n: 2}).index - 1 for n in ones]
    assert sum(gains) == pytest.approx(1.0)
    assert min(gains) > 0


@settings(max_examples=60, deadline=None)
@given(levels=levels_2020, number=st.integers(1, 47))
def test_raising_a_level_raises_the_index(levels: dict[int, int], number: int) -> None:
    before = spbe.index("spbe-2020", levels)
    assert min(levels.values()) <= before.index <= max(levels.values())
    assert before.predicate == spbe.predicate("spbe-2020", before.index)
    assert spbe.index_from_domains("spbe-2020", before.domains).index == pytest.approx(before.index)
    if levels[number] < 5:
        assert spbe.index("spbe-2020", levels | {number: levels[number] + 1}).index > before.index


@settings(max_examples=60, deadline=None)
@given(levels=levels_pemdi, number=st.integers(1, 20))
def test_raising_a_pemdi_value_raises_the_index(levels: dict[int, float], number: int) -> None:
    before = spbe.index("pemdi-2026", levels)
    assert min(levels.values()) <= before.index <= max(levels.values())
    assert before.predicate == spbe.predicate("pemdi-2026", before.index)
    if levels[number] < 5:
        assert spbe.index("pemdi-2026", levels | {number: 5.0}).index > before.index
