"""Words that stand on the screen, explained in a sentence each."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

GLOSSARY: Final[Mapping[str, str]] = {
    "P0": "Persentase penduduk dengan pengeluaran di bawah garis kemiskinan.",
    "P1 dan P2": "Kedalaman: rata-rata jarak ke garis kemiskinan. Keparahan: rata-rata kuadrat jarak itu.",
    "Garis kemiskinan": "Pengeluaran per orang sebulan yang diperlukan untuk kebutuhan dasar, dihitung BPS.",
    "IPM": "Indeks pembangunan manusia: rata-rata geometrik indeks kesehatan, pendidikan, dan pengeluaran.",
    "UHH, HLS, RLS": "Umur harapan hidup, harapan lama sekolah, dan rata-rata lama sekolah: komponen IPM.",
    "TPT dan TPAK": "Penganggur per angkatan kerja; angkatan kerja per penduduk usia kerja.",
    "SSGI, SKI, Riskesdas": "Survei gizi Kementerian Kesehatan; tiap survei adalah cara ukur tersendiri.",
    "e-PPGBM": "Pencatatan penimbangan balita di posyandu; bukan survei.",
    "D/S": "Balita yang ditimbang dibagi seluruh balita sasaran.",
    "IKM dan IPP": "Indeks kepuasan masyarakat (survei pengguna layanan); indeks pelayanan publik (penilaian PANRB).",
    "MPP": "Mal Pelayanan Publik: layanan banyak instansi di satu gedung.",
    "SPBE dan Pemdi": "Penilaian pemerintahan digital: SPBE sampai 2025, Pemdi mulai 2026; tidak disambung.",
    "SAKIP": "Sistem akuntabilitas kinerja instansi pemerintah, dinilai 0 sampai 100 oleh PANRB.",
    "RB dan SPI": "Indeks reformasi birokrasi (PANRB); Survei Penilaian Integritas (KPK).",
    "Cakupan": "Berapa bagian yang melapor dari yang seharusnya melapor.",
    "Paspor": "Halaman tiap angka: rumus, baris sumber, berkas, pemuatan, dan nilai sebelumnya.",
    "Versi": "Nomor yang naik setiap kali data terbit; versi lama selalu dapat dibuka kembali.",
}
