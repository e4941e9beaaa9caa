"""Indeks Pembangunan Manusia, the method BPS introduced in 2014 ("metode baru", series from 2010).

Sources: the bounds 20-85 years, 0-18 and 0-15 years of schooling, and expenditure from Rp 1,007,436 (Tolikara 2010) to
Rp 26,572,352 (Jakarta Selatan, projected 2025) are those BPS prints with the method; with them the published components
of Blora 2020-2023 give the published index to two decimals. No text was seen that caps a component above its bound, so
none is capped here: a component outside its bounds is refused.
"""

from __future__ import annotations

import math

from data.errors import RuleError
from data.rules.exact import is_number

UHH = (20.0, 85.0)
HLS = (0.0, 18.0)
RLS = (0.0, 15.0)
PENGELUARAN_RIBU_RP = (1007.436, 26572.352)
_PARTS = (
    ("umur harapan hidup", UHH, "20 sampai 85 tahun"),
    ("harapan lama sekolah", HLS, "0 sampai 18 tahun"),
    ("rata-rata lama sekolah", RLS, "0 sampai 15 tahun"),
    ("pengeluaran per kapita", PENGELUARAN_RIBU_RP, "1.007,436 sampai 26.572,352 ribu rupiah per tahun"),
)


def index(uhh: float, hls: float, rls: float, pengeluaran_ribu_rp: float) -> float:
    """Life expectancy, expected and mean years of schooling, adjusted expenditure (thousand rupiah a year) -> 0-100.

    Unrounded. Raises RuleError naming every component that is no number or outside its bounds.
    """
    _check(uhh, hls, rls, pengeluaran_ribu_rp)
    kesehatan = _share(uhh, UHH)
    pengetahuan = (_share(hls, HLS) + _share(rls, RLS)) / 2
    low, high = PENGELUARAN_RIBU_RP
    hidup_layak = _share(math.log(pengeluaran_ribu_rp), (math.log(low), math.log(high)))
    return 100 * math.cbrt(kesehatan * pengetahuan * hidup_layak)


def _check(*values: float) -> None:
    faults = [
        f"{name} harus {span}"
        for value, (name, (low, high), span) in zip(values, _PARTS, strict=True)
        if not is_number(value) or not low <= value <= high
    ]
    if faults:
        raise RuleError(f"IPM tidak dapat dihitung: {'; '.join(faults)}")


def _share(value: float, bounds: tuple[float, float]) -> float:
    low, high = bounds
    return (value - low) / (high - low)
