"""What makes a file hold, warn or pass beside what was published before."""

from __future__ import annotations

import pandas as pd
import pytest

from data.catalog.models import Measure, Quality, Source, Total
from data.warehouse.records import Reject
from etl.measures import ENTITAS_COLUMNS, MEASURE_COLUMNS
from etl.quality import CellId, QualityReport, check
from tests.factories import source_of, with_column

Values = dict[tuple[str, str], float | None]
TEN: Values = {("33.16", str(year)): 100.0 for year in range(2011, 2021)}


def judged(now: Values, before: Values, rejects: int = 0, source: Source | None = None) -> QualityReport:
    """The verdict on values of one measure, beside those of before."""
    rows = [
        ("inovasi_jumlah", kode, periode, "", "badan", value, "not_reported" if value is None else "value", None, 7)
        for (kode, periode), value in now.items()
    ]
    frame = pd.DataFrame(rows, columns=list(MEASURE_COLUMNS)).astype({"value": "float64"})
    old: dict[CellId, float | None] = {
        ("inovasi_jumlah", kode, periode, "", "badan"): value for (kode, periode), value in before.items()
    }
    refused = [
        Reject("a.csv", line // 2, "inovasi", f"aturan{line}", f"salah {line}", "")
        for line in range(4, 4 + 2 * rejects)
    ]
    return check(frame, source or source_of(), old, refused, len(now) + rejects)


def verdicts(report: QualityReport) -> list[tuple[str, str]]:
    """Each check that found something, with its verdict."""
    return [(finding.check, finding.verdict) for finding in report.findings]


def test_first_load_and_same_values_pass_in_silence() -> None:
    for before in ({}, TEN):
        report = judged(TEN, before)
        assert (report.verdict, report.findings, report.message) == ("publish", (), "")


@pytest.mark.parametrize(("rejects", "verdict"), [(1, "warn"), (2, "warn"), (3, "hold")])
def test_refused_rows_warn_up_to_the_declared_share(rejects: int, verdict: str) -> None:
    """Two rules broken on one line count once; a fifth of the rows may be refused, more may not."""
    report = judged({k: v for k, v in list(TEN.items())[: 10 - rejects]}, {}, rejects)
    assert verdicts(report) == [("baris_ditolak", verdict)]
    told = {1: "Baris 2, kolom inovasi: salah 4; baris 2, kolom inovasi: salah 5."}
    assert report.message.startswith(f"{rejects} dari 10 baris ditolak. {told.get(rejects, told[1][:-1])}")


def test_refused_rows_of_two_files_are_counted_apart() -> None:
    rejects = [Reject(file, 2, "inovasi", "bukan_angka", "", "") for file in ("a.csv", "b.csv")]
    frame = pd.DataFrame([("m", "33.16", "2024", "", "badan", 1.0, "value", None, 7)], columns=list(MEASURE_COLUMNS))
    assert "2 dari 10" in check(frame, source_of(), {}, rejects, 10).message


def test_an_empty_file_holds_and_no_word_lets_it_pass() -> None:
    report = judged({}, TEN)
    assert ("kosong", "hold") in verdicts(report)
    assert not report.is_acceptable
    assert judged({("33.16", "2011"): 1.0}, TEN).is_acceptable


@pytest.mark.parametrize(("kept", "verdict"), [(9, "warn"), (8, "hold"), (1, "hold")])
def test_values_that_vanish_warn_up_to_the_declared_share(kept: int, verdict: str) -> None:
    report = judged(dict(list(TEN.items())[:kept]), TEN)
    assert verdicts(report) == [("angka_hilang", verdict)]
    assert f"{10 - kept} dari 10 angka yang sudah terbit tidak ada lagi" in report.message
    assert "inovasi_jumlah 33.16 2020" in report.message or kept < 8


def test_a_value_that_turned_unreported_has_vanished() -> None:
    assert verdicts(judged(TEN | {("33.16", "2011"): None}, TEN)) == [("angka_hilang", "warn")]


def test_only_what_a_load_speaks_of_can_vanish() -> None:
    now: Values = {("33.17", "2020"): 1.0}
    before: Values = TEN | {("33.17", "2020"): 1.0}
    assert "10 dari 11" in judged(now, before).message
    assert "1 dari 11" in judged(now, before, source=source_of(load="partition")).message
    assert judged(now, before, source=source_of(load="append")).findings == ()


@pytest.mark.parametrize(("value", "is_held"), [(150.0, False), (150.1, True), (50.0, False), (49.9, True)])
def test_a_jump_beyond_the_declared_ratio_holds(value: float, is_held: bool) -> None:
    report = judged(TEN | {("33.16", "2015"): value}, TEN)
    assert verdicts(report) == ([("lonjakan", "hold")] if is_held else [])
    if is_held:
        assert report.message == "1 angka berubah lebih dari 50% (inovasi_jumlah 33.16 2015)."
        assert str(value) not in report.message


def test_a_word_that_changes_is_no_jump() -> None:
    source = with_column("inovasi", words=("Kurang", "Cukup", "Baik", "Sangat Baik", "Memuaskan"))
    assert judged({("33.16", "2020"): 5.0}, {("33.16", "2020"): 1.0}, source=source).findings == ()


def test_jumps_are_not_judged_from_zero_nor_without_a_limit() -> None:
    assert judged({("33.16", "2020"): 9.0}, {("33.16", "2020"): 0.0}).findings == ()
    unlimited = Quality(max_jump_ratio=None)
    assert (
        judged({("33.16", "2020"): 900.0}, {("33.16", "2020"): 1.0}, source=source_of(quality=unlimited)).findings == ()
    )


def test_many_places_are_named_by_the_first_three() -> None:
    message = judged({key: 900.0 for key in TEN}, TEN).message
    assert message.count("inovasi_jumlah") == 3
    assert message.endswith(", …).")


def test_regions_vanish_too() -> None:
    """A list of regions that lost one would make every figure of that region unknown."""
    regions: Source = source_of(table="entitas", quality=Quality(max_vanished_ratio=0))
    frame = pd.DataFrame([("33.16", "Blora", "kabupaten", "33", "3316", 7)], columns=list(ENTITAS_COLUMNS))
    before: dict[CellId, float | None] = {("", kode, "", "", ""): None for kode in ("33.16", "33.17")}
    report = check(frame, regions, before, (), 1)
    assert verdicts(report) == [("angka_hilang", "hold")]
    assert report.message == "1 dari 2 wilayah yang sudah terbit tidak ada lagi (33.17)."


def test_parts_that_miss_their_printed_total_warn_with_both_numbers() -> None:
    totals = (
        Total(
            measure="pemohon", parts=(Measure(measure="pemohon", rincian="a"), Measure(measure="pemohon", rincian="b"))
        ),
    )
    source = source_of().model_copy(update={"quality": Quality(totals=totals)})
    for parts, verdict in (((400.0, 37.0), "warn"), ((400.0, 36.0), "publish"), ((400.0, None), "publish")):
        rows = [
            ("pemohon", "33.16", "2025-04-08", rincian, "pers", value, "value", None, 7)
            for rincian, value in zip(("", "a", "b"), (436.0, *parts), strict=True)
        ]
        report = check(pd.DataFrame(rows, columns=list(MEASURE_COLUMNS)), source, {}, [], 1)
        assert report.verdict == verdict
        if verdict == "warn":
            assert report.message == "Rincian berjumlah 437, total tercetak 436 (pemohon 33.16 2025-04-08)."
