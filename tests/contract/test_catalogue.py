"""Every declaration loads, refers to what exists and speaks to its reader; a broken catalogue names all its faults."""

from __future__ import annotations

import re
import shutil
from datetime import date
from itertools import combinations, pairwise
from pathlib import Path

import pytest

from data.catalog.loader import catalogue_hash, dump_catalogue, load_catalogue, parse_catalogue
from data.catalog.models import Indicator
from data.domain.entitas import INDONESIA, Kode, parse_kode
from data.domain.indicator import Direction, Kind
from data.domain.periode import cadence_of
from data.errors import ConfigError, RuleError
from data.queries.lines import RULES, needed_measures
from data.queries.predicate import predicate_of
from data.rules import ipm, sakip, skm, spbe
from data.settings import ROOT

FOLDER = ROOT / "data" / "catalog"
CATALOGUE = load_catalogue(FOLDER)
INDICATORS = sorted(CATALOGUE.indicators.values(), key=lambda indicator: indicator.id)
by_indicator = pytest.mark.parametrize("indicator", INDICATORS, ids=lambda indicator: indicator.id)
PAGES = {"", *re.findall(r'path="([^"]+)"', "".join(p.read_text() for p in (ROOT / "pages").glob("*.py")))}
NEW_INDICATOR = """
id = "sakip_baru"
title = "Nilai SAKIP, satu garis"
question = "Berapa nilainya?"
kind = "published"
unit = "/100"
decimals = 2
direction = "up"
levels = ["kabupaten"]
owner = "Bagian Organisasi"

[[lines]]
id = "satu"
label = "Satu garis"
measure = { measure = "sakip_nilai" }
sources = [{ dataset = "sakip", varian = ["ruber_2024"] }]
"""


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """A copy of the catalogue to add to or to break."""
    return Path(shutil.copytree(FOLDER, tmp_path / "catalog"))


def test_an_indicator_is_one_file(copy: Path) -> None:
    """No other file changes: the catalogue finds it, and everything else is as it was."""
    (copy / "indicators" / "sakip_baru.toml").write_text(NEW_INDICATOR, encoding="utf-8")
    grown = load_catalogue(copy)
    assert set(grown.indicators) - set(CATALOGUE.indicators) == {"sakip_baru"}
    assert grown.indicators["sakip_baru"].datasets == ("sakip",)
    assert {k: v for k, v in grown.indicators.items() if k != "sakip_baru"} == CATALOGUE.indicators
    assert catalogue_hash(grown) != catalogue_hash(CATALOGUE)


def test_all_faults_come_in_one_error(copy: Path) -> None:
    """Broken TOML, an unknown key, a wrong type, a wrong file name, and references to what does not exist."""
    broken = {
        "indicators/patah.toml": 'id = "patah\n',
        "indicators/kunci.toml": NEW_INDICATOR.replace('"sakip_baru"', '"kunci"') + 'arah = "naik"\n',
        "indicators/jenis.toml": NEW_INDICATOR.replace('"sakip_baru"', '"jenis"').replace(
            "decimals = 2", 'decimals = "dua"'
        ),
        "indicators/lain.toml": NEW_INDICATOR,
        "indicators/rujukan.toml": NEW_INDICATOR.replace('"sakip_baru"', '"rujukan"').replace(
            "ruber_2024", "tidak_ada"
        ),
        "playlists/kosong.toml": 'id = "kosong"\ntitle = "Kosong"\nindicators = ["tidak_ada"]\n',
    }
    for name, text in broken.items():
        (copy / name).write_text(text, encoding="utf-8")
    with pytest.raises(ConfigError) as caught:
        load_catalogue(copy)
    faults = str(caught.value).splitlines()
    for told in (
        "patah.toml: bukan TOML yang sah",
        "kunci.toml: lines.0.arah",
        "jenis.toml: decimals",
        "lain.toml: id 'sakip_baru' harus sama dengan nama berkas",
        "rujukan.toml: varian 'tidak_ada' tidak dideklarasikan di sumber 'sakip'",
        "kosong.toml: indikator 'tidak_ada' tidak dideklarasikan",
    ):
        assert [fault for fault in faults if told in fault], told


def test_a_removed_source_is_missed_by_all_that_use_it(copy: Path) -> None:
    (copy / "sources" / "wilayah.toml").unlink()
    with pytest.raises(ConfigError) as caught:
        load_catalogue(copy)
    faults = str(caught.value).splitlines()
    assert len(faults) == len(CATALOGUE.sources) - 1
    assert all("needs 'wilayah' tidak dideklarasikan" in fault for fault in faults)


def test_a_line_never_mixes_simulated_and_published(copy: Path) -> None:
    path = copy / "sources" / "spbe_pers.toml"
    path.write_text(f"is_simulated = true\n{path.read_text(encoding='utf-8')}", encoding="utf-8")
    with pytest.raises(ConfigError, match=r"spbe_indeks\.toml: garis 'spbe-2020' mencampur sumber simulasi"):
        load_catalogue(copy)


def test_a_line_that_names_a_printed_word_reads_a_measure_in_words(copy: Path) -> None:
    path = copy / "indicators" / "spbe_indeks.toml"
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace('printed = { measure = "spbe_predikat" }', 'printed = { measure = "spbe_indeks" }'))
    with pytest.raises(ConfigError, match="garis 'spbe-2020' menyebut 'spbe_indeks' yang tidak ditulis dengan kata"):
        load_catalogue(copy)


def test_an_earlier_catalogue_reads_back() -> None:
    text = dump_catalogue(CATALOGUE)
    assert parse_catalogue(text) == CATALOGUE
    assert dump_catalogue(parse_catalogue(text)) == text


@by_indicator
def test_an_indicator_speaks_to_its_reader(indicator: Indicator) -> None:
    """Question, formula, caveat, owner, legal basis, page; every line with sources says why its first source wins."""
    assert indicator.question.endswith("?")
    assert indicator.formula and indicator.caveat.endswith(".")
    assert indicator.owner and indicator.legal_basis
    assert len(indicator.short_title) <= 25
    assert indicator.page in PAGES
    for line in indicator.lines:
        assert line.authority or line.note, line.id


@by_indicator
def test_a_line_names_what_it_reads(indicator: Indicator) -> None:
    """Measures declared by the sources of the line, one method for each period, rule sets in the years they hold."""
    for line in indicator.lines:
        declared = [
            {(c.measure or c.name, c.rincian) for c in CATALOGUE.sources[s.dataset].columns if c.role == "measure"}
            for s in line.sources
        ]
        wanted = {(m.measure, m.rincian) for m in needed_measures(indicator, line)}
        assert all(wanted <= columns for columns in declared)
        if line.rule_set:
            rule = CATALOGUE.rules[line.rule_set]
            assert line.first_periode in ("", rule.valid_from)
            assert line.last_periode == rule.valid_to


@by_indicator
def test_methods_that_replace_one_another_do_not_overlap(indicator: Indicator) -> None:
    """Lines of rule sets follow one another. Others may run side by side: surveys, bases of a population count."""
    ruled = [line for line in indicator.lines if line.rule_set]
    spans = sorted((line.first_periode, line.last_periode or "9999") for line in ruled)
    assert all(before[1] < after[0] for before, after in pairwise(spans))
    assert len({line.id for line in indicator.lines}) == len(indicator.lines)


@by_indicator
def test_no_publication_speaks_twice_on_side_by_side_lines(indicator: Indicator) -> None:
    """A figure belongs to one method: a publication read by two lines is split between them by period."""
    read = [
        (line.first_periode, line.last_periode or "9999", (source.dataset, varian, measure.measure, measure.rincian))
        for line in indicator.lines
        for measure in needed_measures(indicator, line)
        for source in line.sources
        for varian in source.varian
    ]
    for first, second in combinations(read, 2):
        if first[2] == second[2]:
            assert first[1] < second[0] or second[1] < first[0], first


@by_indicator
def test_regions_of_the_notes_exist(indicator: Indicator) -> None:
    assert all(parse_kode(kode) for kode in indicator.missing_note)
    assert not any(told.endswith(".") for told in indicator.missing_note.values())


@by_indicator
def test_a_count_says_that_it_is_one(indicator: Indicator) -> None:
    """Of what is counted or measured out a bigger region has more; a share, a rate or a score says so by its unit."""
    is_score = indicator.unit in ("", "%", "tahun", "Rp", "ribu Rp", "jiwa/km²") or indicator.unit.startswith("/")
    assert indicator.is_count is not is_score


def test_directions() -> None:
    """Declared, never guessed: what is better when lower, what is not judged at all, what is better when higher."""
    down = {

        "balita_stunting", "gizi_buruk", "keluarga_berisiko_stunting", "kemiskinan_ekstrem", "kemiskinan_p0",
        "kemiskinan_p1", "kemiskinan_p2", "lkpj_kurang_baik", "penduduk_miskin", "pengangguran",
        "stunting_penimbangan", "stunting_prevalensi", "tpt",
    }  # fmt: skip
    none = {

        "angkatan_kerja", "garis_kemiskinan", "inovasi_nasional", "inovasi_pemda_melapor", "jumlah_desa",
        "jumlah_kecamatan", "jumlah_kelurahan", "kepadatan_penduduk", "lkpj_jumlah", "luas_wilayah", "mpp_pemohon",
        "mpp_pemohon_rincian", "penduduk", "penduduk_laki", "penduduk_perempuan", "penduduk_usia_kerja",
        "spbe_instansi_dievaluasi", "spbe_instansi_memuaskan",
    }  # fmt: skip
    up = {
        "air_minum_layak", "harapan_lama_sekolah", "ikm_kecamatan", "inovasi_diajukan", "inovasi_penghargaan",
        "ipm", "ipm_hitung_ulang", "ipp", "lkpj_baik", "mpp_instansi", "mpp_layanan", "penduduk_bekerja",
        "pengeluaran_per_kapita", "penimbangan_ds", "pertumbuhan_ekonomi", "pertumbuhan_nonmigas", "polindes",
        "posyandu", "puskesmas", "puskesmas_pembantu", "rata_lama_sekolah", "rb_indeks", "sakip_nilai",
        "sakip_pelaporan", "sanitasi_layak", "spbe_domain_kebijakan", "spbe_domain_layanan",
        "spbe_domain_manajemen", "spbe_domain_tata_kelola", "spbe_hitung_ulang", "spbe_indeks", "spi", "tpak",
        "umur_harapan_hidup",
    }  # fmt: skip
    for direction, names in ((Direction.DOWN, down), (Direction.NONE, none), (Direction.UP, up)):
        assert {CATALOGUE.indicators[name].direction for name in names} == {direction}


@pytest.mark.parametrize("rule_set", ["spbe-2020", "pemdi-2026"])
def test_bands_of_spbe_agree_with_the_rules(rule_set: str) -> None:
    bands = CATALOGUE.rules[rule_set].bands
    assert [spbe.predicate(rule_set, band.lower) for band in bands] == [band.label for band in bands]
    assert [spbe.predicate(rule_set, band.lower - 1e-9) for band in bands[1:]] == [band.label for band in bands[:-1]]
    assert all(band.is_lower_included for band in bands)


@pytest.mark.parametrize("rule_set", ["sakip-2015", "sakip-2021"])
def test_bands_of_sakip_agree_with_the_rules(rule_set: str) -> None:
    lowest, *bands = CATALOGUE.rules[rule_set].bands
    assert (lowest.label, lowest.lower, lowest.is_lower_included) == ("E", 0, True)
    assert [sakip.predicate(band.lower + 1e-9) for band in bands] == [band.label for band in bands]
    assert [sakip.predicate(band.lower) for band in bands] == ["E", *(band.label for band in bands[:-1])]
    assert not any(band.is_lower_included for band in bands)


def test_bands_of_skm_agree_with_the_rules() -> None:
    bands = CATALOGUE.rules["skm-2017"].bands
    assert [skm.mutu(band.lower) for band in bands] == [band.label for band in bands]
    assert [skm.mutu(band.lower - 1e-9) for band in bands[1:]] == [band.label for band in bands[:-1]]


def test_every_rule_set_is_computed_or_known_for_its_bands() -> None:
    """One way from an id to its arithmetic; a line that is computed names a rule set that can be."""
    assert set(RULES) <= set(CATALOGUE.rules)
    computed = [line for one in INDICATORS if one.kind is Kind.RULE for line in one.lines if line.sources]
    assert computed
    assert all(line.rule_set in RULES for line in computed)
    assert RULES["ipm-2014"]((74.6, 12.44, 7.01, 10067)) == ipm.index(74.6, 12.44, 7.01, 10067)
    assert RULES["skm-2017"]([3] * 9) == 75
    with pytest.raises(RuleError, match="perlu 4 komponen"):
        RULES["ipm-2014"]((74.6, 12.44))


def test_rule_sets_follow_one_another() -> None:
    """What is published only has no bands and no arithmetic; each year has one rule set of a kind."""
    old = CATALOGUE.rules["spbe-2018"]
    assert old.is_published_only and not old.bands
    with pytest.raises(RuleError, match="hanya diterbitkan"):
        spbe.predicate(old.id, 2.0)
    spans = [(CATALOGUE.rules[name].valid_from, CATALOGUE.rules[name].valid_to) for name in
             ("spbe-2018", "spbe-2020", "pemdi-2026")]  # fmt: skip
    assert spans == [("2018", "2020"), ("2021", "2025"), ("2026", "")]


def test_a_page_shows_the_predicate_of_the_rules() -> None:
    shown = [
        predicate_of(CATALOGUE, CATALOGUE.indicators["spbe_indeks"], "spbe-2020", 3.28),
        predicate_of(CATALOGUE, CATALOGUE.indicators["spbe_indeks"], "spbe-2018", 2.26),
        predicate_of(CATALOGUE, CATALOGUE.indicators["sakip_nilai"], "sakip-2021", 65.40),
    ]
    assert shown == ["Baik", None, "B"]


def test_targets_are_sourced_and_few() -> None:
    """Those that a document in hand sets, and no other: SPBE and stunting of the nation, stunting of Blora."""
    rows = {(t.indicator, t.entitas, t.periode, t.value) for one in CATALOGUE.targets.values() for t in one.targets}
    assert rows == {
        ("spbe_indeks", INDONESIA, "2023", 2.60),
        ("spbe_indeks", INDONESIA, "2024", 2.85),
        ("stunting_prevalensi", INDONESIA, "2021", 21.1),
        ("stunting_prevalensi", INDONESIA, "2024", 14.0),
        ("stunting_prevalensi", INDONESIA, "2024", 20.1),
        ("stunting_prevalensi", INDONESIA, "2029", 14.2),
        ("stunting_prevalensi", Kode("33.16"), "2025", 20.81),
    }
    assert all(one.dated_on >= date(2021, 1, 1) and len(one.legal_basis) > 20 for one in CATALOGUE.targets.values())
    assert all(cadence_of(t.periode) for one in CATALOGUE.targets.values() for t in one.targets)


def test_ringkasan_starts_with_what_the_regent_asked_for() -> None:
    tiles = CATALOGUE.playlists["ringkasan"].indicators
    assert tiles[:3] == ("spbe_indeks", "sakip_nilai", "kemiskinan_p0")
    assert 6 <= len(tiles) == len(set(tiles)) <= 12
    assert all(CATALOGUE.indicators[name].kind is Kind.PUBLISHED for name in tiles)
