"""What is known of Blora, held against the figures its documents print and the sums that follow from them."""

from __future__ import annotations

import pytest

from data.rules import ipm
from tests.contract.test_published import CATALOGUE, figures, rows_of


@pytest.mark.parametrize(
    ("source_id", "count"),
    [
        ("administrasi_wilayah", 350), ("ikm_kecamatan", 85), ("inovasi_daerah", 8), ("ipm_bps", 388), ("ipp", 2),
        ("kemiskinan_ekstrem", 3), ("kependudukan", 202), ("kesehatan_rkpd", 5), ("ketenagakerjaan_bps", 213),
        ("lkpj", 1), ("mpp_harian", 3), ("mpp_profil", 1), ("penimbangan_bulanan", 1), ("pertumbuhan_ekonomi", 1),
        ("perumahan_bps", 2), ("reformasi_birokrasi", 3), ("spi", 4), ("stunting_penimbangan", 4),
        ("stunting_survei", 48), ("wilayah", 352),
    ],
)  # fmt: skip
def test_files_hold_as_many_rows_as_were_verified(source_id: str, count: int) -> None:
    assert len(rows_of(source_id)) == count


def test_ipm_of_blora_recomputes() -> None:
    """The first table gives the published index 2020-2024; with the revised life expectancy 2024 makes 71.42."""
    for row in rows_of("ipm_bps"):
        if row["kode"] == "33.16" and row["hls_tahun"] and row["tahun"] <= "2024":
            parts = [float(row[c]) for c in ("uhh_tahun", "hls_tahun", "rls_tahun", "pengeluaran_ribu_rp")]
            published = figures("ipm_bps", "ipm_indeks", kode="33.16", tahun=row["tahun"])[0]
            is_revised = row["varian"] == "bps_jateng_2026" and row["tahun"] == "2024"
            assert f"{ipm.index(*parts):.2f}" == ("71.42" if is_revised else published)
    assert set(figures("ipm_bps", "uhh_tahun", kode="33.16", tahun="2024")) == {"74.84", "74.92"}


def test_unemployment_of_blora_recomputes() -> None:
    row = next(row for row in rows_of("ketenagakerjaan_bps") if row["varian"] == "disway_2024")
    assert f"{int(row['pengangguran']) / int(row['angkatan_kerja']) * 100:.2f}" == row["tpt_persen"] == "3.67"
    assert len(figures("ketenagakerjaan_bps", "tpt_persen", varian="bps_jateng_tpt")) == 35 * 6


def test_applicants_by_agency_are_kept_as_printed() -> None:
    """The fourteen parts of 8 April 2025 make 437 beside a reported 436."""
    row = next(row for row in rows_of("mpp_harian") if row["tanggal"] == "2025-04-08")
    parts = [column.name for column in CATALOGUE.sources["mpp_harian"].columns if column.rincian]
    assert (len(parts), sum(int(row[name]) for name in parts), row["pemohon"]) == (14, 437, "436")


def test_areas_of_bps_sum_to_another_number_than_printed() -> None:
    rows = [row for row in rows_of("administrasi_wilayah") if row["varian"] == "dda_2023"]
    areas = {row["kode"]: float(row["luas_km2"]) for row in rows}
    assert areas.pop("33.16") == 1955.82
    assert (len(areas), round(sum(areas.values()), 2)) == (16, 1955.83)


def test_a_kecamatan_that_did_not_report_has_a_blank_and_no_zero() -> None:
    for tahun in map(str, range(2018, 2023)):
        rows = [r for r in rows_of("ikm_kecamatan") if r["tahun"] == tahun and r["kode"] != "33.16"]
        assert (len(rows), sum(1 for r in rows if r["ikm_nilai"])) == (16, 11)


def test_conflicting_citations_stay_side_by_side() -> None:
    assert figures("stunting_survei", "stunting_persen", kode="33.16", tahun="2022") == ["25.8", "25.83"]
    assert figures("stunting_survei", "balita_stunting", kode="33") == ["485900", "485000"]
    assert {row["tahun"] for row in rows_of("stunting_survei") if row["kode"] == "33"} == {"2021", "2022", "2024"}
