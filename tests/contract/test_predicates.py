"""What a value is called: the printed word where there is one, and never a word that its value cannot have."""

from __future__ import annotations

from fractions import Fraction
from itertools import product

import pytest

from data.queries.predicate import predicate_of
from data.rules import spbe
from tests.contract.test_published import CATALOGUE, DOMAINS, rows_of

SPBE = CATALOGUE.indicators["spbe_indeks"]
EVALUATED = [row for row in rows_of("spbe") if row["predikat"]]
HALF_PRINTED = Fraction("0.005")


def whole_level_sums(row: dict[str, str]) -> list[Fraction]:
    """Every index that whole levels 1-5 can give and that prints these four domains to two decimals.

    Weights are equal within domains 1 to 3 (10, 10 and 11 indicators); domain 4 has ten of 2.75 and six of 3.00.
    """
    policy, governance, management, services = (Fraction(row[name]) for name in DOMAINS)
    equal = [
        [Fraction(s, count) for s in range(count, 5 * count + 1) if abs(Fraction(s, count) - printed) <= HALF_PRINTED]
        for printed, count in ((policy, 10), (governance, 10), (management, 11))
    ]
    pairs = {11 * a + 12 * b for a, b in product(range(10, 51), range(6, 31))}
    mixed = [Fraction(n, 182) for n in pairs if abs(Fraction(n, 182) - services) <= HALF_PRINTED]
    weights = (Fraction("0.13"), Fraction("0.25"), Fraction("0.165"), Fraction("0.455"))
    parts = product(*equal, mixed)
    return sorted({sum((w * v for w, v in zip(weights, one, strict=True)), Fraction(0)) for one in parts})


@pytest.mark.parametrize("row", EVALUATED, ids=lambda row: f"{row['instansi']} {row['tahun']}")
def test_whole_levels_give_the_printed_index_and_its_printed_predicate(row: dict[str, str]) -> None:
    """Printed domains leave at most two sums of whole levels; one of them prints the index and has the predicate."""
    sums = whole_level_sums(row)
    fitting = [one for one in sums if abs(one - Fraction(row["indeks"])) <= HALF_PRINTED]
    assert 1 <= len(sums) <= 2
    assert row["predikat"] in {spbe.predicate("spbe-2020", float(one)) for one in fitting}


def test_domains_alone_do_not_settle_an_index_on_an_edge() -> None:
    """Wonogiri 2024, printed 4.20: the levels made 4.1975 (Sangat Baik) or 4.2 (Memuaskan). The report says which."""
    row = next(row for row in EVALUATED if (row["kode"], row["tahun"]) == ("33.12", "2024"))
    assert [float(one) for one in whole_level_sums(row)] == [4.1975, 4.2]
    assert row["predikat"] == "Memuaskan"
    assert predicate_of(CATALOGUE, SPBE, "spbe-2020", 4.20) == "Sangat Baik / Memuaskan (di batas)"
    assert predicate_of(CATALOGUE, SPBE, "spbe-2020", 4.20, row["predikat"]) == "Memuaskan"


@pytest.mark.parametrize(
    ("value", "printed", "told"),
    [
        (3.50, "Baik", "Baik"),
        (1.80, "Kurang", "Kurang"),
        (2.60, "Cukup", "Cukup"),
        (3.28, "", "Baik"),
        (3.28, "Memuaskan", "Memuaskan (tercetak; menurut nilainya Baik)"),
        (4.20, "Cukup", "Cukup (tercetak; menurut nilainya Sangat Baik / Memuaskan)"),
    ],
)
def test_the_printed_word_decides_and_one_that_contradicts_its_value_is_told(
    value: float, printed: str, told: str
) -> None:
    """Pacitan 3.50 Baik, Nias Barat 1.80 Kurang, Luwu 2.60 Cukup: printed in 2024, applied to what was not rounded."""
    assert predicate_of(CATALOGUE, SPBE, "spbe-2020", value, printed) == told


def test_no_printed_word_of_the_files_contradicts_its_value() -> None:
    told = [
        predicate_of(CATALOGUE, CATALOGUE.indicators[name], line, float(row[column]), row["predikat"])
        for source, column, name, line in (
            ("spbe", "indeks", "spbe_indeks", "spbe-2020"),
            ("spbe_pers", "indeks", "spbe_indeks", "spbe-2020"),
            ("sakip", "nilai", "sakip_nilai", "sakip-2021"),
        )
        for row in rows_of(source)
        if row["predikat"]
    ]
    assert len(told) > 76
    assert not [one for one in told if one is None or "(" in one]


def test_a_word_without_bands_is_shown_as_printed() -> None:
    """The bands of the reform index were not seen, so nothing but the printed CC of Blora 2022 is said."""
    reform = CATALOGUE.indicators["rb_indeks"]
    assert predicate_of(CATALOGUE, reform, "evaluasi", 59.23, "CC") == "CC"
    assert predicate_of(CATALOGUE, reform, "evaluasi", 66.74) is None
