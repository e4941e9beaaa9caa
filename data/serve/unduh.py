"""What is on the screen as a file: `GET /unduh/<jenis>/<indikator>.<csv|xlsx>?versi=N&per=YYYY-MM-DD&kode=...`.

`versi` is the version the screen shows, `per` the day on which a live screen judged ages (a pinned one has none), so a
file read later still equals that screen. Everything is read through the queries the screen reads.

jenis: seri (the lines of each `kode`), peringkat (the siblings of `kode` at `periode`), profil (`indikator=` names
those beside the first), kartu (newest reading with comparators), peta (the areas of a map: data/serve/map_table.py).
"""

from __future__ import annotations

import io
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Final

from flask import Blueprint, Response, request, send_file

from data.catalog.models import Indicator
from data.domain.entitas import Kode, parse_kode
from data.domain.indicator import STATE_WORDS, Line, RankingQuery, Reading, Series, SeriesQuery, State, TileQuery
from data.domain.provenance import Moment
from data.errors import CommandCenterError, UnknownError
from data.serve.map_table import map_table
from data.serve.services import WIB, Services, current
from data.serve.spreadsheet import Cell, Sheet, Table, csv_bytes, xlsx_bytes

unduh = Blueprint("unduh", __name__, url_prefix="/unduh")
COLUMNS: Final = (
    "indikator", "kode", "wilayah", "periode", "metode", "nilai", "satuan", "keadaan", "penerbit", "terbit_pada",
    "versi", "simulasi",
)  # fmt: skip
_XLSX: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_FORMATS: Final[Mapping[str, tuple[Callable[[Sheet], bytes], str]]] = {
    "csv": (csv_bytes, "text/csv"),
    "xlsx": (xlsx_bytes, _XLSX),
}
Found = tuple[Indicator, Series, Line, Reading]
Kind = Callable[[Services, Indicator, Moment], Table]


@unduh.errorhandler(CommandCenterError)
def refuse(error: CommandCenterError) -> Response:
    """A refusal in plain words: 404 for what does not exist, 503 for what is out of reach."""
    status = 404 if isinstance(error, UnknownError) else 503
    return Response(f"{error.title}: {error}", status=status, mimetype="text/plain")


@unduh.get("/<jenis>/<name>")
def download(jenis: str, name: str) -> Response:
    """One file. Raises UnknownError for a kind, indicator, region, version or format nobody knows."""
    indicator_id, _, ending = name.rpartition(".")
    if jenis not in _KINDS or ending not in _FORMATS:
        raise UnknownError(
            f"Unduhan '{jenis[:20]}/{name[:60]}' tidak dikenal; yang ada: {', '.join(_KINDS)}; csv, xlsx"
        )
    services, moment = current(), _moment(current())
    indicator = services.indicator(indicator_id, moment)
    table = _KINDS[jenis](services, indicator, moment)
    write, mimetype = _FORMATS[ending]
    body = io.BytesIO(write(_sheet(indicator, table, moment)))
    kind = table.label or jenis
    stem = file_stem(services.place(services.settings.kabupaten, moment).nama, indicator.id, kind, moment.version)
    response = send_file(body, mimetype=mimetype, as_attachment=True, download_name=f"{stem}.{ending}", etag=False)
    response.headers["Cache-Control"] = "no-cache"
    return response


def file_stem(nama: str, indicator_id: str, jenis: str, version: int) -> str:
    """'blora_spbe_indeks_12'; other kinds than a series name themselves."""
    place = re.sub(r"[^a-z0-9]+", "-", nama.lower().removeprefix("kabupaten ")).strip("-")
    return f"{place}_{indicator_id}{'' if jenis == 'seri' else f'_{jenis}'}_{version}"


def _moment(services: Services) -> Moment:
    """The moment of the screen: its version, and for a live screen the day it judged and the declarations in force."""
    moment, per = services.at(request.args.get("versi")), request.args.get("per")
    if not per:
        return moment
    try:
        day = date.fromisoformat(per)
    except ValueError as error:
        raise UnknownError(f"Tanggal '{per[:20]}' tidak sah; contoh yang sah: 2026-11-24") from error
    return replace(moment, as_of=day, catalogue=services.catalogue_id, is_pinned=False)


def _kodes(services: Services) -> tuple[Kode, ...]:
    """The regions asked for; without any, the regency and those it is held against."""
    asked = [part for text in request.args.getlist("kode") for part in text.split(",") if part]
    return tuple(map(parse_kode, asked)) or (services.settings.kabupaten, *services.comparators())


def _series(services: Services, indicator: Indicator, moment: Moment) -> Iterator[Found]:
    periode = request.args.get("periode")
    for series in services.read(SeriesQuery(indicator.id, _kodes(services)), moment).series:
        for line in series.lines:
            yield from ((indicator, series, line, r) for r in line.readings if periode in (None, r.periode))


def _ranking(services: Services, indicator: Indicator, moment: Moment) -> Iterator[Found]:
    query = RankingQuery(indicator.id, _kodes(services)[0], request.args.get("periode"))
    ranking = services.read(query, moment)
    ranked = tuple(row.entitas for row in ranking.rows)
    if ranked:
        yield from _at(services, indicator, ranked, (ranking.line, ranking.periode), moment)


def _tile(services: Services, indicator: Indicator, moment: Moment) -> Iterator[Found]:
    kode = _kodes(services)[0]
    others = tuple(one for one in services.comparators() if one != kode)
    tile = services.read(TileQuery(indicator.id, kode, others), moment)
    yield from _at(services, indicator, (kode, *others), (tile.line.id, tile.reading.periode), moment)


def _profile(services: Services, indicator: Indicator, moment: Moment) -> Iterator[Found]:
    for name in (indicator.id, *filter(None, request.args.get("indikator", "").split(","))):
        yield from _tile(services, services.indicator(name, moment), moment)


def _at(
    services: Services, indicator: Indicator, kodes: tuple[Kode, ...], where: tuple[str, str], moment: Moment
) -> Iterator[Found]:
    """The reading of each region on one line and period, in the order of `kodes`."""
    for series in services.read(SeriesQuery(indicator.id, kodes), moment).series:
        for line in series.lines:
            yield from ((indicator, series, line, r) for r in line.readings if (line.id, r.periode) == where)


def _of_readings(ask: Callable[[Services, Indicator, Moment], Iterator[Found]]) -> Kind:
    """A kind of download that has one row for each reading that `ask` finds."""

    def table(services: Services, indicator: Indicator, moment: Moment) -> Table:
        found = list(ask(services, indicator, moment))
        names = tuple(dict.fromkeys(series.nama for _, series, _, _ in found))
        return Table("", names, COLUMNS, tuple(_row(services, one, moment) for one in found))

    return table


def _map(services: Services, indicator: Indicator, moment: Moment) -> Table:
    return map_table(services, indicator, moment, request.args)


_KINDS: Final[Mapping[str, Kind]] = {
    "seri": _of_readings(_series),
    "peringkat": _of_readings(_ranking),
    "profil": _of_readings(_profile),
    "kartu": _of_readings(_tile),
    "peta": _map,
}


def _sheet(indicator: Indicator, table: Table, moment: Moment) -> Sheet:
    facts = [
        ("Judul", indicator.title),
        ("Wilayah", "; ".join(table.regions)),
        *table.facts,
        ("Penerbit", "; ".join(table.told("penerbit"))),
        ("Versi", str(moment.version)),
        ("Terbit", _instant(moment.committed_at)),
        ("Dinilai per", f"{moment.as_of.isoformat()} (WIB)"),
        ("Alamat", request.url),
        ("Catatan", indicator.caveat),
    ]
    facts += [("SIMULASI", "memuat data simulasi, bukan angka resmi")] if table.told("simulasi") else []
    made_at = moment.committed_at or datetime(2000, 1, 1, tzinfo=UTC)
    return Sheet(tuple(fact for fact in facts if fact[1]), table.columns, table.rows, indicator.decimals, made_at)


def _instant(instant: datetime | None) -> str:
    return f"{instant.astimezone(WIB):%Y-%m-%d %H.%M} WIB" if instant else ""


def _row(services: Services, found: Found, moment: Moment) -> tuple[Cell, ...]:
    indicator, series, line, reading = found
    is_hollow = reading.value is None and reading.state in (State.VALUE, State.ZERO)
    return (
        indicator.title,
        series.entitas,
        series.nama,
        reading.periode,
        line.label,
        None if reading.value is None else float(reading.value),
        indicator.unit,
        STATE_WORDS[State.NOT_REPORTED if is_hollow else reading.state],
        services.publisher(reading, moment),
        reading.vintage.isoformat() if reading.vintage else "",
        str(reading.version),
        "SIMULASI" if reading.is_simulated else "",
    )
