"""The operator's command line: `python -m etl run SOURCE|all`, `status`, `hold|release|rollback`, `watch`.

The exit code is that of the first error by class (data/errors.py); 0 when all went well.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Callable, Sequence
from datetime import date, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from data import log
from data.catalog.loader import load_catalogue
from data.catalog.models import Catalogue, Source
from data.control import commands
from data.errors import CommandCenterError, UnknownError
from data.settings import Settings, load_settings
from data.warehouse.engine import Role, make_engine
from data.warehouse.reader import Reader
from etl.connectors.folder import drop
from etl.discovery import chosen_sources
from etl.given import read_given
from etl.pipeline import run
from etl.publish import Publisher
from etl.records import RawFile
from etl.status import read_status
from etl.watch import Watch


def main(arguments: Sequence[str] | None = None) -> int:
    """Parse, do, and tell; returns the exit code."""
    log.configure()
    asked = _parser().parse_args(arguments)
    try:
        settings = load_settings()
        catalogue = load_catalogue(settings.catalog_dir)
        work: Callable[[argparse.Namespace, Settings, Catalogue], int] = asked.work
        return work(asked, settings, catalogue)
    except CommandCenterError as error:
        print(f"{error.title}:\n{error}", file=sys.stderr)
        return error.exit_code


def _run(asked: argparse.Namespace, settings: Settings, catalogue: Catalogue) -> int:
    sources = chosen_sources(catalogue, asked.source)
    given = _given(asked, sources, settings)
    reader = Reader(make_engine(settings, Role.BACA))
    code = 0
    for outcome in run(sources, settings, Publisher(settings, catalogue), reader, given, is_anew=asked.anew):
        print(f"{outcome.source}: {outcome.result.message}", flush=True)
        code = code or outcome.exit_code
    return code


def _given(asked: argparse.Namespace, sources: Sequence[Source], settings: Settings) -> RawFile | None:
    """The operator's file; that of a drop folder is laid there. Raises UnknownError for a source that fetches for
    itself, FetchError for what is no file.
    """
    if asked.file is None:
        return None
    for source in sources:
        if source.connector is not None and source.connector.kind == "folder":
            file = read_given(asked.file)
            drop(source, source.connector, settings, file.name, file.body)
            return None
    if not all(source.is_given for source in sources):
        raise UnknownError(f"Sumber '{asked.source}' tidak menerima --file")
    return read_given(asked.file, asked.valid_from, asked.valid_to)


def _status(asked: argparse.Namespace, settings: Settings, catalogue: Catalogue) -> int:
    reader = Reader(make_engine(settings, Role.BACA))
    found = read_status(catalogue, reader, datetime.now(ZoneInfo("Asia/Jakarta")).date())
    if asked.json:
        print(json.dumps([status.facts() for status in found], ensure_ascii=False, indent=1))
    else:
        print("\n".join(status.told() for status in found))
    return 0


def _command(asked: argparse.Namespace, settings: Settings, catalogue: Catalogue) -> int:
    if asked.source not in catalogue.sources:
        raise UnknownError(f"Sumber '{asked.source}' tidak dikenal")
    engine = make_engine(settings, Role.APP)
    version = asked.version if asked.verb == "rollback" else None
    number = commands.request(engine, asked.verb, asked.source, version, asked.who, asked.why)
    print(f"Perintah {number} ({asked.verb} {asked.source}) dicatat; etl watch yang menjalankannya.")
    return 0


def _watch(asked: argparse.Namespace, settings: Settings, catalogue: Catalogue) -> int:
    return Watch(settings, catalogue).run()


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise argparse.ArgumentTypeError("bukan tanggal ISO (contoh 2025-01-31)") from error


def _said(text: str) -> str:
    if not text.strip():
        raise argparse.ArgumentTypeError("wajib diisi")
    return text.strip()


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m etl", description="Memuat dan menerbitkan data Command Center.")
    verbs = parser.add_subparsers(dest="verb", required=True)
    runs = verbs.add_parser("run", help="ambil, periksa dan terbitkan satu sumber, atau semuanya (all)")
    runs.add_argument("source")
    runs.add_argument("--file", type=Path, help="berkas dari operator (batas_wilayah: GeoJSON, GeoPackage, shapefile)")
    runs.add_argument("--valid-from", type=_day, help="hari pertama isi berkas berlaku (YYYY-MM-DD)")
    runs.add_argument("--valid-to", type=_day, help="hari terakhir isi berkas berlaku (YYYY-MM-DD)")
    runs.add_argument("--anew", action="store_true", help="baca dari awal, bukan hanya yang baru")
    runs.set_defaults(work=_run)
    status = verbs.add_parser("status", help="keadaan setiap sumber")
    status.add_argument("--json", action="store_true", help="sebagai JSON")
    status.set_defaults(work=_status)
    verbs.add_parser("watch", help="jalankan perintah operator begitu datang").set_defaults(work=_watch)
    told = {"hold": "tahan sumber", "release": "lepaskan sumber", "rollback": "kembali ke versi lama, lalu tahan"}
    for verb, text in told.items():
        command = verbs.add_parser(verb, help=text)
        command.add_argument("source")
        if verb == "rollback":
            command.add_argument("version", type=int)
        command.add_argument("--who", required=True, type=_said, help="siapa yang meminta")
        command.add_argument("--why", required=True, type=_said, help="alasannya")
        command.set_defaults(work=_command)
    return parser


if __name__ == "__main__":
    sys.exit(main())
