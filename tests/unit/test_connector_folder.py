"""Files of offices as they really are, from a drop folder down to rows of the warehouse."""

from __future__ import annotations

import os
import time
import zipfile
from collections.abc import Callable
from pathlib import Path

import psutil
import pytest
from openpyxl.worksheet.worksheet import Worksheet

from data.errors import FetchError, ParseError
from etl.connectors.folder import drop, fetch
from etl.marks import noticed
from tests.declared import Declared, declaration
from tests.workbooks import Rows, edited, ods, ods_cell, ods_rows, xls, xlsx

HEADER = ("kode", "tahun", "nilai", "terbit_pada")
TITLES = (("LAPORAN CAPAIAN",), (), HEADER)
ROWS: Rows = (("33.16", 2023, 1.5, "2025-02-01"), ("33.17", 2024, "2,5", "2025-02-01"))
VALUES = {("33.16", "2023"): 1.5, ("33.17", "2024"): 2.5}
CSV = "kode;tahun;nilai;terbit_pada\n33.16;2023;1,5;2025-02-01\n33.17;2024;2,5;2025-02-01\n"
FOLDER = 'kind = "folder"\nfolder = "skm"\nsettle_s = 0\n'


def source(tmp_path: Path, layout: str = "", files: dict[str, bytes] | None = None) -> Declared:
    """The declared source with these files in its folder."""
    one = Declared(tmp_path, declaration(f"{FOLDER}[connector.layout]\n{layout}", load="full"))
    folder = one.settings.drop_folder / "skm"
    folder.mkdir(parents=True, exist_ok=True)
    for name, body in (files or {}).items():
        (folder / name).write_bytes(body)
    return one


def told(tmp_path: Path, body: bytes, layout: str = "", name: str = "skm.xlsx") -> str:
    """Why a file is refused."""
    with pytest.raises(ParseError) as caught:
        source(tmp_path, layout, {name: body}).read()
    return str(caught.value)


KINDS: dict[str, bytes] = {
    "a.xlsx": xlsx({"Data": (*TITLES, *ROWS)}),
    "a.ods": ods({"Data": ods_rows((("LAPORAN CAPAIAN",), (None,), HEADER, *ROWS))}),
    "a.xls": xls("Data", (*TITLES, *ROWS)),
    "titik koma.csv": CSV.encode(),
    "bom.csv": b"\xef\xbb\xbf" + CSV.encode(),
    "kutip.csv": CSV.replace("kode;tahun", '"kode";"tahun"').replace("33.17;2024", '"33.17";"2024"').encode(),
    "tab.csv": CSV.replace(";", "\t").encode(),
    "koma.csv": CSV.replace(",", "@").replace(";", ",").replace("1@5", '"1,5"').replace("2@5", '"2,5"').encode(),
    "cp1252.csv": f"Rekapitulasi – Kabupaten Blora\n\n{CSV}".encode("cp1252"),
    "utf16.csv": CSV.replace(";", "\t").encode("utf-16"),
    "crlf.csv": CSV.replace("\n", "\r\n").encode(),
    "nama keliru.xls": xlsx({"Data": (*TITLES, *ROWS)}),
}


@pytest.mark.parametrize("name", KINDS)
def test_every_kind_gives_the_same_figures(name: str, tmp_path: Path) -> None:
    read = source(tmp_path, files={name: KINDS[name]}).read()
    assert read.values() == VALUES and read.rejects == []
    assert read.files[0].url == f"folder:skm/{name}"


def test_lines_are_those_an_editor_shows(tmp_path: Path) -> None:
    assert list(source(tmp_path, files={"a.xlsx": KINDS["a.xlsx"]}).read().text["baris_berkas"]) == [4, 5]
    assert list(source(tmp_path, files={"a.xlsx": KINDS["cp1252.csv"]}).read().text["baris_berkas"]) == [4, 5]


def test_headings_match_whatever_their_case_and_breaks(tmp_path: Path) -> None:
    body = xlsx({"Data": (("KODE", " Tahun ", "nilai\n", "Terbit_Pada"), *ROWS)})
    assert source(tmp_path, files={"a.xlsx": body}).read().values() == VALUES


def test_several_sheets_and_the_place_of_a_refused_row(tmp_path: Path) -> None:
    bad = ("33.16", 2022, "n.a.", "2025-02-01")
    body = xlsx({"TW I": (HEADER, ROWS[0]), "TW II": ((), HEADER, bad, ROWS[1]), "Catatan": (("x",),)})  # type: ignore[index]
    assert "ada 3 lembar berisi (TW I, TW II, Catatan)" in told(tmp_path, body)
    read = source(tmp_path, 'sheets = ["TW *"]', {"skm.xlsx": body}).read()
    assert read.values() == VALUES
    assert [(one.file, one.line, one.column, one.rule) for one in read.rejects] == [
        ("skm.xlsx lembar TW II", 3, "nilai", "bukan_angka")
    ]
    assert "lembar TW V tidak ada" in told(tmp_path, body, 'sheets = ["TW V"]')


def test_merged_header_and_merged_words(tmp_path: Path) -> None:
    rows = (("kode", "tahun", "hasil", None), (None, None, "nilai", "terbit"), ("33.16", 2023, 1.5, "2025-02-01"),
            (None, 2024, 2.5, "2025-02-01"))  # fmt: skip

    def merge(sheet: Worksheet) -> None:
        for place in ("A1:A2", "B1:B2", "C1:D1", "A3:A4"):
            sheet.merge_cells(place)

    body = xlsx({"Data": rows}, merge)
    one = source(tmp_path, "header_rows = 2", {"a.xlsx": body})
    toml = tmp_path / "sources" / "contoh.toml"
    aliased = toml.read_text().replace('name = "nilai",', 'name = "nilai", aliases = ["hasil nilai"],')
    toml.write_text(aliased.replace('name = "terbit_pada",', 'name = "terbit_pada", aliases = ["hasil terbit"],'))
    one = Declared(tmp_path, toml.read_text())
    assert one.read().values() == {("33.16", "2023"): 1.5, ("33.16", "2024"): 2.5}


@pytest.mark.parametrize("kind", ["xlsx", "xls"])
def test_a_merged_number_is_refused(kind: str, tmp_path: Path) -> None:
    if kind == "xlsx":
        body = xlsx({"Data": (HEADER, *ROWS)}, lambda sheet: sheet.merge_cells("C2:C3"))
    else:
        body = xls("Data", (HEADER, *ROWS), [(1, 2, 2, 2)])
    said = told(tmp_path, body)
    assert "lembar Data sel C2:C3: sel digabung pada kolom angka nilai" in said


def test_lines_that_are_no_records_are_left_out_and_told(tmp_path: Path) -> None:
    body = xlsx({"Data": (HEADER, ROWS[0], (None, None, 4, None), ROWS[1], (None, "Blora, 2 Januari"))})  # type: ignore[index]
    one = source(tmp_path, 'record_column = "kode"', {"a.xlsx": body})
    read = one.read()
    assert read.values() == VALUES
    (finding,) = noticed(read.frames[0], "a.xlsx")
    assert finding.message == "a.xlsx lembar Data: 2 baris bukan catatan, dilewati (baris 3, 5)."


def test_formulas_are_told_and_without_a_value_refused(tmp_path: Path) -> None:
    rows = (HEADER, ("33.16", 2023, "=1+0.5", "2025-02-01"), ROWS[1])  # type: ignore[index]
    body = xlsx({"Data": rows})
    bare = source(tmp_path, files={"a.xlsx": body}).read()
    assert [(one.line, one.column, one.rule) for one in bare.rejects] == [(2, "nilai", "rumus")]
    kept = edited(body, "xl/worksheets/sheet1.xml", lambda text: text.replace("<v />", "<v>1.5</v>").replace(
        "</f><v></v>", "</f><v>1.5</v>"))  # fmt: skip
    read = source(tmp_path, files={"a.xlsx": kept}).read()
    assert read.values() == VALUES
    (finding,) = noticed(read.frames[0], "a.xlsx")
    assert finding.message == (
        "a.xlsx: 1 sel berisi rumus, dipakai nilai tersimpannya (lembar Data baris 2 kolom nilai)."
    )


def test_formulas_and_errors_of_ods(tmp_path: Path) -> None:
    first = "".join(
        [ods_cell("33.16"), ods_cell(2023), ods_cell(1.5, 'table:formula="of:=1+0.5"'), ods_cell("2025-02-01")]
    )
    second = ods_rows((("33.17", 2024, "#N/A", "2025-02-01"),))[0]
    read = source(tmp_path, files={"a.ods": ods({"Data": [*ods_rows((HEADER,)), first, second]})}).read()
    assert read.values() == {("33.16", "2023"): 1.5}
    assert [finding.check for finding in noticed(read.frames[0], "a.ods")] == ["rumus"]
    assert [(one.line, one.rule) for one in read.rejects] == [(3, "bukan_angka")]


def test_an_error_in_a_cell_is_not_an_empty_cell(tmp_path: Path) -> None:
    body = xlsx({"Data": (HEADER, ("33.16", 2023, "#DIV/0!", "2025-02-01"), ROWS[1])})  # type: ignore[index]
    (reject,) = source(tmp_path, files={"a.xlsx": body}).read().rejects
    assert (reject.line, reject.column, reject.shape) == (2, "nilai", "#AAA/9!")


REFUSED: dict[str, tuple[bytes, str]] = {
    "empty": (b"", "berkas kosong"),
    "pdf": (b"%PDF-1.7 x", "isinya berkas PDF"),
    "binary": (b"kode\x00;1\n", "isinya biner"),
    "cut csv": (CSV.encode()[:-3], "tidak diakhiri baris baru"),
    "cut record": (CSV.encode() + b"33.16;20\n", "baris 4: 2 isian, seharusnya 4"),
    "mixed": (CSV.encode() + "é".encode() + b"\xe9;1;1;1\n", "campuran UTF-8 dan cp1252"),
    "no such byte": (CSV.encode() + b"\x81;1;1;1\n", "bukan UTF-8 dan bukan cp1252"),
    "header only": (CSV.splitlines()[0].encode() + b"\n", "hanya ada judul kolom"),
    "other header": (CSV.replace("nilai", "skor").encode(), "Hilang: nilai. Dideklarasikan: kode, tahun, nilai"),
    "cut xlsx": (KINDS["a.xlsx"][:3000], "terpotong atau rusak"),
    "cut xls": (KINDS["a.xls"][:900], "terpotong atau rusak"),
    "cut ods": (KINDS["a.ods"][:-60], "terpotong atau rusak"),
    "doubled": (xlsx({"Data": (("kode", "kode", *HEADER[1:]), *ROWS)}), "judul kolom ganda: kode"),
    "doctype": (
        edited(KINDS["a.xlsx"], "xl/worksheets/sheet1.xml", lambda text: f'<!DOCTYPE a [<!ENTITY b "c">]>{text}'),
        "definisi dokumen XML",
    ),
    "far cell": (
        edited(KINDS["a.xlsx"], "xl/worksheets/sheet1.xml", lambda text: text.replace(
            "</sheetData>", '<row r="1048576"><c r="XFD1048576"><v>1</v></c></row></sheetData>')),
        "lebih dari 200000 baris",
    ),
    "wide": (xls("Data", (HEADER, *ROWS, [1.0] * 257)), "kolom"),
    "repeated ods": (
        ods({"Data": [*ods_rows((HEADER, *ROWS)), ods_cell(1, 'table:number-columns-repeated="100000"')]}),
        "lebih dari 256 kolom",
    ),
}  # fmt: skip


@pytest.mark.parametrize(("body", "reason"), REFUSED.values(), ids=REFUSED)
def test_what_is_refused_is_told(body: bytes, reason: str, tmp_path: Path) -> None:
    said = told(tmp_path, body)
    assert said.startswith("skm.xlsx") and reason in said


def bomb(path: Path) -> bytes:
    """400 MB of nothing in half a megabyte, with a true header."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as bundle, zipfile.ZipFile(path.with_suffix(".x"), "w") as _:
        for part in ("xl/workbook.xml", "xl/_rels/workbook.xml.rels"):
            bundle.writestr(part, "<a/>")
        with bundle.open("xl/sharedStrings.xml", "w") as sink:
            for _ in range(400):
                sink.write(bytes(1024**2))
    return path.read_bytes()


def lying(body: bytes) -> bytes:
    """The same with a size of 1000 bytes declared in both places."""
    return body.replace((400 * 1024**2).to_bytes(4, "little"), (1000).to_bytes(4, "little"))


@pytest.mark.parametrize("change", [lambda body: body, lying], ids=["honest", "lying"])
def test_a_bomb_is_refused_before_memory_is_spent(change: Callable[[bytes], bytes], tmp_path: Path) -> None:
    body = change(bomb(tmp_path / "bom.zip"))
    assert len(body) < 1024**2
    before = psutil.Process().memory_info().rss
    said = told(tmp_path, body)
    assert "lebih besar dari 256 MB" in said or "terpotong atau rusak" in said
    assert psutil.Process().memory_info().rss - before < 64 * 1024**2


def test_a_reader_that_needs_too_much_memory_or_time_ends_alone(tmp_path: Path) -> None:
    row = "<row><c><v>1</v></c><c><v>2</v></c><c><v>3</v></c><c><v>4</v></c></row>"
    many = edited(KINDS["a.xlsx"], "xl/worksheets/sheet1.xml", lambda text: text.replace(
        "</sheetData>", row * 150_000 + "</sheetData>"))  # fmt: skip
    said = told(tmp_path, many, "max_memory_mb = 64\nmax_read_s = 10")
    assert "64 MB" in said and "memori" in said


def test_an_oversize_file_is_never_read_and_costs_only_itself(tmp_path: Path) -> None:
    one = source(tmp_path, "max_bytes = 100000", {"a.csv": CSV.encode()})
    huge = one.settings.drop_folder / "skm" / "besar.xlsx"
    with huge.open("wb") as file:
        file.truncate(200 * 1024**2)
    read = one.read()
    assert [raw.name for raw in read.files] == ["a.csv"]
    assert read.told == "besar.xlsx: 200 MB, lebih besar dari 0 MB; tidak dibaca."
    (one.settings.drop_folder / "skm" / "a.csv").unlink()
    with pytest.raises(FetchError, match="200 MB"):
        one.read()


def test_a_folder_is_read_again_only_when_it_changed(tmp_path: Path) -> None:
    one = source(tmp_path, files={"a.csv": CSV.encode()})
    first = one.read()
    assert one.read(first.cursor).files == []
    folder = one.settings.drop_folder / "skm"
    (folder / "b.csv").write_bytes(CSV.replace("2023", "2021").replace("2024", "2022").encode())
    second = one.read(first.cursor)
    assert [raw.name for raw in second.files] == ["a.csv", "b.csv"]
    (folder / "b.csv").unlink()
    assert [raw.name for raw in one.read(second.cursor).files] == ["a.csv"]


def test_a_file_replaced_under_its_old_date_is_seen(tmp_path: Path) -> None:
    one = source(tmp_path, files={"a.csv": CSV.encode()})
    path = one.settings.drop_folder / "skm" / "a.csv"
    first, stamp = one.read(), path.stat()
    path.write_bytes(CSV.replace("1,5", "1,7").encode())
    os.utime(path, ns=(stamp.st_atime_ns, stamp.st_mtime_ns))
    assert one.read(first.cursor).values()[("33.16", "2023")] == 1.7


def test_what_is_still_being_written_is_left_alone(tmp_path: Path) -> None:
    names = {"a.csv": CSV.encode(), "b.csv.part": b"x", "~$a.csv": b"x", ".c.csv": b"x"}
    one = source(tmp_path, files=names)
    first = one.read()
    assert [raw.name for raw in first.files] == ["a.csv"]
    toml = tmp_path / "sources" / "contoh.toml"
    slow = Declared(tmp_path, toml.read_text().replace("settle_s = 0", "settle_s = 60"))
    assert slow.read(first.cursor).files == []
    with pytest.raises(FetchError, match="sedang diisi"):
        slow.read()


def test_a_folder_that_is_missing_or_empty_is_told(tmp_path: Path) -> None:
    one = source(tmp_path)
    with pytest.raises(FetchError, match="tidak berisi berkas"):
        one.read()
    (one.settings.drop_folder / "skm").rmdir()
    with pytest.raises(FetchError, match="Folder 'skm' belum ada"):
        one.read()


def test_an_upload_lands_in_the_folder_whole(tmp_path: Path) -> None:
    one = source(tmp_path)
    connector = one.source.connector
    assert connector is not None and connector.kind == "folder"
    started = time.time()
    path = drop(one.source, connector, one.settings, "januari.csv", CSV.encode())
    slow = connector.model_copy(update={"settle_s": 60})
    assert list(fetch(one.source, slow, one.settings, None))
    assert path.read_bytes() == CSV.encode() and path.stat().st_mtime >= started - 1
    assert one.read().values() == VALUES
    for name in ("../luar.csv", ".diam.csv", "/etc/x.csv"):
        with pytest.raises(FetchError, match="Nama berkas tidak sesuai"):
            drop(one.source, connector, one.settings, name, b"x")
