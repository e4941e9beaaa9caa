"""What is no whole CSV stops at once, with a message that says what it is and where."""

from __future__ import annotations

import base64
import gzip
from pathlib import Path

import pytest

from data.errors import ParseError, StorageError
from tests.factories import parsed, snapshot_of

PNG = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
)
TEXT = "kode,tahun,nilai\n33.16,2023,1\n33.17,2024,2\n"
BROKEN = {
    "gambar PNG": PNG,
    "ZIP atau XLSX": b"PK\x03\x04" + bytes(30),
    "berkas PDF": b"%PDF-1.7\n%\xe2\xe3",
    "gambar JPEG": b"\xff\xd8\xff\xe0\x00\x10JFIF",
    "isinya biner": "kode,tahun\n33.16,2023\n".encode("utf-16"),
    "baris 1: bukan UTF-8": gzip.compress(TEXT.encode(), mtime=0).replace(b"\x00", b"\x01"),
    "berkas kosong": b"",
    "a.csv: berkas kosong": b"\xef\xbb\xbf\n \n",
    "hanya ada judul kolom": b"kode,tahun,nilai\n",
    "baris 3: tidak diakhiri baris baru": TEXT.rstrip("\n").encode(),
    "baris 3: tidak diakhiri": TEXT[:-8].encode(),
    "baris 3: 2 isian, seharusnya 3": b"kode,tahun,nilai\n33.16,2023,1\n33.17,2024\n",
    "baris 3: 4 isian, seharusnya 3": b"kode,tahun,nilai\n33.16,2023,1\n33.17,2024,1,5\n",
    "baris 4: judul kolom muncul lagi": f"{TEXT}{TEXT}".encode(),
    "baris 2: bukan UTF-8": "kode,nama\n33.16,Bloré\n".encode("latin-1"),
    "baris 3: kutipan tidak ditutup": b'kode,nama\n33.16,"Blora\n33.17,Rembang\n',
    "kutipan tidak ditutup; berkas terpotong atau rusak": b'kode,nama\n33.16,"Blo"ra\n',
    "baris 2: 1 isian, seharusnya 2": b"kode,nama\n33.16;Blora\n",
    "dipakai sistem ini sendiri": b"kode,baris_berkas\n33.16,9\n",
}


@pytest.mark.parametrize(("message", "body"), BROKEN.items(), ids=BROKEN)
def test_what_is_no_whole_csv_is_refused_by_name(message: str, body: bytes, tmp_path: Path) -> None:
    with pytest.raises(ParseError, match=message) as caught:
        parsed(tmp_path / "a.csv", body)
    assert str(caught.value).startswith("a.csv")
    assert "Blora" not in str(caught.value)


def test_a_file_cut_anywhere_never_passes_for_a_whole_record(tmp_path: Path) -> None:
    """Whatever byte the cut falls on, what is left is refused, or is whole lines of the file."""
    for cut in range(len(TEXT)):
        if TEXT[:cut] in ("kode,tahun,nilai\n33.16,2023,1\n",):
            assert len(parsed(tmp_path / "a.csv", TEXT[:cut])) == 1
            continue
        with pytest.raises(ParseError):
            parsed(tmp_path / "a.csv", TEXT[:cut])


@pytest.mark.parametrize("body", [TEXT, "\ufeff" + TEXT, TEXT.replace("\n", "\r\n")], ids=["LF", "BOM", "CRLF"])
def test_bom_and_line_ends_make_no_difference(body: str, tmp_path: Path) -> None:
    frame = parsed(tmp_path / "a.csv", body)
    assert list(frame.columns) == ["kode", "tahun", "nilai", "baris_berkas"]
    assert frame.to_numpy().tolist() == [["33.16", "2023", "1", 2], ["33.17", "2024", "2", 3]]


def test_nothing_is_guessed(tmp_path: Path) -> None:
    """Leading zeros, marks of missing values and blanks stay text as they came."""
    cells = ["0033", "NA", "", " x ", "1e5", "TRUE", "2024-01-01"]
    header = ",".join(f"k{at}" for at in range(len(cells)))
    frame = parsed(tmp_path / "a.csv", f"{header}\n{','.join(cells)}\n")
    assert frame.iloc[0].tolist() == [*cells, 2]


def test_an_archived_file_that_is_gone_is_a_fault_of_the_storage(tmp_path: Path) -> None:
    snapshot = snapshot_of(tmp_path / "a.csv", TEXT)
    snapshot.path.unlink()
    with pytest.raises(StorageError, match=r"tidak dapat membaca a\.csv: tidak ada$"):
        snapshot.read_bytes()
