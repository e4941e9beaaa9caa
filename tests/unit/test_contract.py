"""The header is a contract: what is missing, new or doubled is shown beside both lists."""

from __future__ import annotations

from pathlib import Path

import pytest

from data.errors import ParseError
from etl.contract import check_headers
from tests.factories import GOOD, HEADER, parsed, source_of

DECLARED = "Dideklarasikan: kode, tahun, inovasi, varian, terbit_pada, catatan."
CASES: dict[str, tuple[tuple[str, ...], str]] = {
    "renamed": (
        ("kode", "tahun", "jumlah", "varian", "terbit_pada", "catatan"),
        "Hilang: inovasi. Tidak dikenal: jumlah.",
    ),
    "missing": (("kode", "tahun", "inovasi", "varian", "catatan"), "Hilang: terbit_pada."),
    "undeclared": ((*HEADER, "keterangan"), "Tidak dikenal: keterangan."),
    "doubled": ((*HEADER, "inovasi"), "Ganda: inovasi."),
    "capitals": (("Kode", *HEADER[1:]), "Hilang: kode. Tidak dikenal: Kode."),
    "blank": (("kode ", *HEADER[1:]), "Hilang: kode. Tidak dikenal: kode ."),
}


@pytest.mark.parametrize(("header", "told"), CASES.values(), ids=CASES)
def test_another_header_shows_both_lists(header: tuple[str, ...], told: str, tmp_path: Path) -> None:
    cells = (*GOOD, "1")[: len(header)]
    frame = parsed(tmp_path / "a.csv", f"{','.join(header)}\n{','.join(cells)}\n")
    with pytest.raises(ParseError) as caught:
        check_headers(frame, source_of(), "a.csv")
    said = str(caught.value)
    assert said.startswith("a.csv baris 1: judul kolom tidak sesuai deklarasi contoh.toml.")
    assert told in said
    assert DECLARED in said
    assert f"Ditemukan: {', '.join(header)}." in said


def test_the_order_of_columns_is_the_publishers_own(tmp_path: Path) -> None:
    frame = parsed(tmp_path / "a.csv", f"{','.join(HEADER[::-1])}\n{','.join(GOOD[::-1])}\n")
    assert check_headers(frame, source_of(), "a.csv") is frame
