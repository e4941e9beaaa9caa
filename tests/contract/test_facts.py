"""An account of every verified fact: loaded as printed, by its publisher, for its period; or left out for a reason."""

from __future__ import annotations

from collections import Counter

import pytest

from tests.contract.facts import Fact, cell_of, cells, facts, fingerprint, read, sources
from tests.contract.test_published import CATALOGUE, figures, rows_of

TABLES = read("fakta_tabel.csv")
# Publications that no verified fact stands behind one by one, and why their figures are there all the same.
OTHER_ORIGIN = {
    ("pers_januari_2022", "pers_januari_2022"): "the press report that this product was asked for with",
    ("administrasi_wilayah", "daftar_wilayah_2025"): "desa and kelurahan of each kecamatan, counted in the list itself",
}


def loaded() -> list[Fact]:
    return [fact for fact in facts() if fact.is_loaded]


def row_behind(name: tuple[str, ...]) -> dict[str, str]:
    """The row of the published file that a cell came from."""
    dataset, _, _, varian, kode, periode = name
    at = next(column.name for column in CATALOGUE.sources[dataset].columns if column.role == "periode")
    (row,) = (r for r in rows_of(dataset) if (r["varian"], r["kode"], r[at]) == (varian, kode, periode))
    return row


def test_every_fact_is_loaded_once_or_has_a_reason() -> None:
    """Same value, region and period, under the publication of its source; none twice, none in silence."""
    wrong = [str(fact) for fact in loaded() if len(cell_of(fact)) != 1]
    assert wrong == []
    silent = [str(fact) for fact in facts() if not fact.is_loaded and fact.cara != "sasaran" and len(fact.alasan) < 20]
    assert silent == []
    assert len({str(fact) for fact in facts()}) == len(facts())


def test_a_loaded_fact_leads_to_the_address_it_was_read_at() -> None:
    """The published row names the fact's own source, with the line of the report where there is one."""
    for fact in loaded():
        row = row_behind(cell_of(fact)[0])
        assert sources()[fact.sumber]["alamat"] in row["sumber"], str(fact)
        assert not fact.baris or f"baris {fact.baris})" in row["sumber"], str(fact)


def test_two_facts_share_a_cell_only_where_they_are_one_figure() -> None:
    shared = Counter(cell_of(fact)[0] for fact in loaded())
    assert {name for name, count in shared.items() if count > 1} == set()


@pytest.mark.parametrize("row", TABLES, ids=lambda row: f"{row['tabel']} {row['ukuran']} {row['tahun']}")
def test_a_whole_table_is_loaded_to_the_last_cell(row: dict[str, str]) -> None:
    found = {
        kode: value
        for (dataset, measure, rincian, varian, kode, periode), value in cells().items()
        if (dataset, measure, rincian, varian) == (row["dataset"], row["ukuran"], "", row["varian"])
        and periode == row["tahun"]
        and (kode.count(".") > 1 or row["tabel"] != "Wilayah Blora")
    }
    assert fingerprint(found) == (int(row["banyak"]), float(row["jumlah"]), row["sidik"])


def test_nothing_else_is_loaded() -> None:
    """No number is on a screen that is neither a verified fact nor a cell of a verified table."""
    known = {cell_of(fact)[0] for fact in loaded()}
    tables = {(row["dataset"], row["ukuran"], row["varian"], row["tahun"]) for row in TABLES}
    others = [name for name in cells() if name not in known and (name[0], name[1], name[3], name[5]) not in tables]
    assert {(name[0], name[3]) for name in others} == set(OTHER_ORIGIN)
    assert Counter(name[0] for name in others) == {"pers_januari_2022": 6, "administrasi_wilayah": 32}


def test_desa_and_kelurahan_of_a_kecamatan_are_those_of_the_list() -> None:
    listed = Counter(
        (row["kode"].rpartition(".")[0], row["jenis"]) for row in rows_of("wilayah") if row["kode"].count(".") == 3
    )
    for (dataset, measure, _, varian, kode, _), value in cells().items():
        if (dataset, varian) == ("administrasi_wilayah", "daftar_wilayah_2025") and kode.count(".") == 2:
            assert value == listed[kode, measure.removeprefix("jumlah_")], (kode, measure)


def test_targets_are_facts_and_facts_that_are_targets_are_set() -> None:
    told = {(f.measure.measure, f.kode, f.periode, float(f.nilai)) for f in facts() if f.cara == "sasaran"}
    declared = {
        (t.indicator, str(t.entitas), t.periode, t.value) for one in CATALOGUE.targets.values() for t in one.targets
    }
    assert told == declared


def test_what_was_worked_out_follows_from_what_is_loaded() -> None:
    """Place and mean of the 35 by SPBE, and desa with kelurahan: not loaded, since they are counted anew."""
    for fact in (one for one in facts() if one.cara == "hitungan"):
        found = {r["kode"]: r["indeks"] for r in rows_of("spbe") if r["tahun"] == fact.periode}
        jateng = [float(value) for kode, value in found.items() if kode.startswith("33.")]
        if fact.fakta == "Jumlah desa+kelurahan":
            both = [
                figures("administrasi_wilayah", name, kode="33.16")[0] for name in ("jumlah_desa", "jumlah_kelurahan")
            ]
            assert sum(map(int, both)) == int(fact.nilai)
        elif fact.fakta.startswith("Peringkat"):
            assert len(jateng) == 35
            assert 1 + sum(value > float(found[fact.kode]) for value in jateng) == int(fact.nilai)
        else:
            assert f"{sum(jateng) / len(jateng):.2f}" == fact.nilai


def test_a_fact_told_in_words_is_told() -> None:
    (opened,) = (fact for fact in facts() if fact.cara == "kalimat")
    assert opened.nilai == "2021-06-03"
    assert "diresmikan 3 Juni 2021" in CATALOGUE.indicators["mpp_instansi"].caveat


def test_facts_left_out_are_few_and_of_other_regions_or_no_figures() -> None:
    """Those of Aceh Tengah test the rule set of 2026; the others are no figure of a region shown here."""
    left = Counter(fact.kode for fact in facts() if fact.alasan and fact.cara not in ("hitungan", "kalimat"))
    assert left == {"11.04": 23, "33.16": 5, "00": 2, "35.22": 1}
    assert all(f.kode not in {name[4] for name in cells()} for f in facts() if f.kode in ("11.04", "35.22"))
