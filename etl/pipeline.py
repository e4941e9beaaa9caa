"""The straight line from a source to a version, and the one place where a source's failure is caught."""

from __future__ import annotations

import logging
import traceback
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from uuid import uuid4

import pandas as pd

from data.catalog.models import Source
from data.domain.entitas import Entitas, Kode
from data.domain.provenance import Cut
from data.errors import CommandCenterError, FetchError, HeldError, ParseError, QualityError
from data.log import event
from data.settings import Settings
from data.warehouse.reader import Reader
from data.warehouse.records import Finding, Published, Reject, RunResult
from etl.conform import conform
from etl.contract import check_headers
from etl.discovery import module_of
from etl.marks import REFUSED, noticed
from etl.measures import KEYS
from etl.publish import Publisher
from etl.quality import CellId, QualityReport, check, id_of_cell
from etl.records import RawFile, Snapshot
from etl.rows import to_rows

_LOG = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Outcome:
    """What one source's run came to; `exit_code` 0 unless it failed or was held."""

    source: str
    result: RunResult
    exit_code: int


@dataclass(slots=True)
class Progress:
    """How far a run came, so that a failure on the way still tells what was read and refused."""

    given: RawFile | None = None
    rows_read: int = 0
    rejects: tuple[Reject, ...] = ()
    snapshots: tuple[int, ...] = ()
    findings: tuple[Finding, ...] = ()
    cursor: str = ""
    has_unread: bool = False
    is_reported: bool = False

    @property
    def rows_rejected(self) -> int:
        """Rows refused; one may break several rules."""
        return len({(reject.file, reject.line) for reject in self.rejects})


def run(
    sources: Sequence[Source],
    settings: Settings,
    publisher: Publisher,
    reader: Reader,
    given: RawFile | None = None,
    *,
    is_anew: bool = False,
) -> Iterator[Outcome]:
    """Run each source; one that fails keeps its last good data and does not stop the next.

    `given`: the file of an operator, read instead of what the source would fetch. `is_anew`: forget how far the source
    was read.
    """
    for source in sources:
        progress = Progress(given=given)
        number = publisher.start(source.id)
        try:
            since = None if is_anew else reader.cursor(source.id)
            result = _run_one(source, number, since, progress, settings, publisher, reader)
            exit_code = 0
        except Exception as error:
            result, exit_code = _failed(error, progress)
            _explain(number, result, progress, publisher)
        publisher.finish(number, result)
        told: dict[str, Any] = {"source": source.id, "run": number, "outcome": result.outcome, "rows": result.rows_read}
        event(_LOG, "run", **told, rejected=result.rows_rejected, version=result.version)
        yield Outcome(source.id, result, exit_code)


def _run_one(
    source: Source,
    number: int,
    since: str | None,
    progress: Progress,
    settings: Settings,
    publisher: Publisher,
    reader: Reader,
) -> RunResult:
    cut = reader.cut()
    frame = _read_files(source, since, progress, settings, publisher, reader, cut)
    if frame is None:
        return RunResult("unchanged", message="Tidak ada yang baru sejak pembacaan terakhir.")
    before = _before(source, reader, cut)
    report = check(frame, source, before, progress.rejects, progress.rows_read, progress.findings)
    publisher.report(number, progress.rejects, report.findings)
    progress.is_reported = True
    passed = _pass_gate(source, number, report, progress, publisher)
    done = publisher.publish(frame, source, number, has_refused=bool(progress.rejects) or progress.has_unread)
    return RunResult(
        outcome="unchanged" if done.version is None else "published",
        message=" ".join(filter(None, (_told(done), report.message, passed))),
        rows_read=progress.rows_read,
        rows_rejected=progress.rows_rejected,
        rows_closed=done.closed,
        rows_inserted=done.inserted,
        version=done.version,
        snapshots=progress.snapshots,
        cursor=progress.cursor,
    )


def _before(source: Source, reader: Reader, cut: Cut) -> dict[CellId, float | None]:
    """What the source had published by then, as the quality check compares it: values by key, regions without value."""
    if source.table == "entitas":
        return {("", entitas.kode, "", "", ""): None for entitas in reader.entitas(cut.version, source.id)}
    if source.table == "batas":
        return {("", one.kode, "", "", ""): None for one in reader.boundaries(source.id, cut.version)}
    return {id_of_cell(cell): cell.value for cell in reader.dataset(source.id, cut.version) if cell.value is not None}


def _pass_gate(source: Source, number: int, report: QualityReport, progress: Progress, publisher: Publisher) -> str:
    """What an operator reads of the gate that opened. Raises HeldError or QualityError where it stays shut."""
    holder = publisher.holder(source.id)
    if holder == "operator":
        raise HeldError(f"Sumber '{source.id}' sedang ditahan; lepaskan dahulu dengan python -m etl release")
    if report.verdict != "hold":
        return "Penahanan mutu dicabut." if publisher.release(source.id, number).version else ""
    if report.is_acceptable and publisher.accepted(source.id) == progress.snapshots:
        return "Diterbitkan karena operator melepaskan berkas ini."
    publisher.hold(source.id, number)
    raise QualityError(f"{report.message} Data lama tetap dipakai.")


def _told(done: Published) -> str:
    if done.version is None:
        return "Tidak ada perubahan; tidak ada versi baru."
    return f"Terbit sebagai versi {done.version}: {done.inserted} baris baru, {done.closed} ditutup."


def _read_files(
    source: Source,
    since: str | None,
    progress: Progress,
    settings: Settings,
    publisher: Publisher,
    reader: Reader,
    cut: Cut,
) -> pd.DataFrame | None:
    """The rows of all files; None when a source that was read before has nothing new."""
    known = {entitas.kode: entitas for entitas in reader.entitas(cut.version)}
    fetched = (progress.given,) if progress.given else module_of(source.id).fetch(settings, since)
    parts, unread = [], list[ParseError]()
    for raw in fetched:
        progress.findings = (*progress.findings, *raw.findings)
        progress.cursor = raw.cursor or progress.cursor
        snapshot = publisher.archive(raw, source)
        progress.snapshots = (*progress.snapshots, snapshot.id)
        try:
            parts.append(_read_file(source, snapshot, known, progress))
        except ParseError as error:
            unread.append(_unless_alone(error, source))
    if parts:
        _tell_unread(unread, progress)
        return _joined(parts, source)
    if unread:
        raise unread[0]
    if since is None:
        raise FetchError(f"Sumber '{source.id}' tidak memberi satu berkas pun")
    return None


def _read_file(source: Source, snapshot: Snapshot, known: Mapping[Kode, Entitas], progress: Progress) -> pd.DataFrame:
    parsed = module_of(source.id).parse(snapshot)
    frame = check_headers(parsed, source, snapshot.name)
    progress.rows_read += len(frame)
    good, rejects = conform(frame, source, known, snapshot.name)
    progress.rejects = (*progress.rejects, *rejects)
    rows, findings = to_rows(good, source, snapshot, known)
    progress.findings = (*progress.findings, *noticed(parsed, snapshot.name), *findings)
    return rows


def _unless_alone(error: ParseError, source: Source) -> ParseError:
    """A drop folder holds the files of many offices: one that cannot be read must not keep the others back."""
    if source.connector is None or source.connector.kind != "folder":
        raise error
    return error


def _tell_unread(unread: Sequence[ParseError], progress: Progress) -> None:
    refused = any(finding.check == REFUSED for finding in progress.findings)
    progress.has_unread = refused or bool(unread)
    progress.findings = (*progress.findings, *(Finding(REFUSED, "warn", _sentence(error)) for error in unread))


def _sentence(error: ParseError) -> str:
    return f"{str(error).removesuffix('.')}."


def _joined(parts: Sequence[pd.DataFrame], source: Source) -> pd.DataFrame:
    keys = list(KEYS[source.table])
    frame = pd.concat(parts, ignore_index=True)
    if "state" in frame:
        # A row that was deleted and entered anew stands twice: what holds comes first, and wins.
        frame = frame.sort_values("state", key=lambda state: state.eq("deleted"), kind="stable", ignore_index=True)
        frame = frame[~(frame["state"].eq("deleted") & frame.duplicated(keys))]
    if frame.duplicated(keys).any():
        raise ParseError(
            f"Sumber '{source.id}' memberi angka yang sama lebih dari sekali, di berkas atau kolom berbeda"
        )
    return frame


def _explain(number: int, result: RunResult, progress: Progress, publisher: Publisher) -> None:
    """A run that broke off leaves what it refused so far, and a finding that says why."""
    rejects = () if progress.is_reported else progress.rejects
    findings = (Finding("kegagalan", "failed", result.message),) if result.outcome == "failed" else ()
    publisher.report(number, rejects, findings)


def _failed(error: Exception, progress: Progress) -> tuple[RunResult, int]:
    """What is known by name is told; anything else gets an incident number, since its text may quote a row."""
    if isinstance(error, CommandCenterError):
        message, exit_code = f"{error.title}: {error}", error.exit_code
    else:
        incident = uuid4().hex[:8]
        message, exit_code = f"Kesalahan tak terduga, nomor kejadian {incident}", 1
        _LOG.error("incident id=%s kind=%s at=%s", incident, type(error).__name__, _place_of(error))
    result = RunResult(
        outcome="held" if isinstance(error, HeldError | QualityError) else "failed",
        error=type(error).__name__,
        message=message,
        rows_read=progress.rows_read,
        rows_rejected=progress.rows_rejected,
        snapshots=progress.snapshots,
    )
    return result, exit_code


def _place_of(error: Exception) -> str:
    """The way down to where it broke, file and line: a traceback without the values its messages may carry."""
    frames = traceback.extract_tb(error.__traceback__)
    return ">".join(f"{Path(frame.filename).name}:{frame.lineno}" for frame in frames)
