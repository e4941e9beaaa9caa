"""The read API: the numbers on the screen, for machines.

`GET /api/v1/indikator` lists what can be asked.
`GET /api/v1/seri/<indikator>?kode=33.16[&versi=N][&format=csv]` answers with value, state, vintage, source and version.
The ETag is the cache key, so an unchanged answer costs 304. With `versi` the body is the same for ever.
"""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator
from typing import cast

from flask import Blueprint, Response, request

from data.catalog.models import Catalogue, Indicator, Source
from data.domain.entitas import Kode, parse_kode
from data.domain.indicator import Line, Reading, Series, SeriesQuery
from data.domain.provenance import Moment
from data.errors import CommandCenterError, UnknownError
from data.queries.series import find_indicator
from data.serve.services import current

api = Blueprint("api", __name__, url_prefix="/api/v1")
_COLUMNS = (
    "indikator", "kode", "wilayah", "garis", "periode", "nilai", "satuan", "keadaan", "simulasi",
    "terbit_pada", "sumber", "varian", "penerbit", "kutipan", "versi",
)  # fmt: skip


@api.errorhandler(CommandCenterError)
def refuse(error: CommandCenterError) -> Response:
    """A refusal as JSON: 404 for what does not exist, 503 for what is out of reach."""
    status = 404 if isinstance(error, UnknownError) else 503
    return _json({"galat": error.title, "pesan": str(error)}, status)


@api.get("/indikator")
def list_indicators() -> Response:
    """Every declared indicator with question, unit, direction, lines and datasets."""
    moment = current().at(request.args.get("versi"))
    catalogue = current().catalogue(moment)
    return _tagged({"indikator": [_described(i) for i in catalogue.indicators.values()]}, moment.catalogue)


@api.get("/seri/<indicator_id>")
def show_series(indicator_id: str) -> Response:
    """One indicator of one region: each line, each period. JSON, or CSV with `format=csv` or `Accept: text/csv`."""
    services = current()
    moment = services.at(request.args.get("versi"))
    catalogue = services.catalogue(moment)
    indicator = find_indicator(catalogue, indicator_id)
    kode = parse_kode(request.args.get("kode", services.settings.kabupaten))
    query = SeriesQuery(indicator.id, (kode,))
    is_csv = request.args.get("format") == "csv" or request.accept_mimetypes.best == "text/csv"
    tag = f"{services.cache.key(query, moment)}{'-csv' if is_csv else ''}"
    if request.if_none_match.contains(tag):
        return _with_tag(Response(status=304), tag)
    series = services.read(query, moment).series[0]
    rows = list(_rows(catalogue, indicator, series))
    if is_csv:
        return _with_tag(Response(_csv(rows), mimetype="text/csv"), tag)
    return _tagged(_body(indicator, series, kode, moment, rows), tag)


def _body(
    indicator: Indicator, series: Series, kode: Kode, moment: Moment, rows: list[dict[str, object]]
) -> dict[str, object]:
    head = {"indikator": indicator.id, "judul": indicator.title, "kode": kode, "wilayah": series.nama}
    version = max((moment.version_of(dataset) for dataset in indicator.datasets), default=0)
    judged = {"versi": version, "dinilai_pada": moment.as_of.isoformat(), "satuan": indicator.unit}
    return {**head, **judged, "data": rows}


def _rows(catalogue: Catalogue, indicator: Indicator, series: Series) -> Iterator[dict[str, object]]:
    for line in series.lines:
        for reading in line.readings:
            yield dict(
                zip(_COLUMNS, _row(catalogue.sources[reading.dataset], indicator, series, line, reading), strict=True)
            )


def _row(source: Source, indicator: Indicator, series: Series, line: Line, reading: Reading) -> tuple[object, ...]:
    varian = source.varian_of(reading.varian)
    return (
        indicator.id,
        series.entitas,
        series.nama,
        line.id,
        reading.periode,
        reading.value,
        indicator.unit,
        reading.state.value,
        reading.is_simulated,
        reading.vintage.isoformat() if reading.vintage else None,
        reading.dataset,
        reading.varian,
        varian.publisher if varian else source.publisher,
        varian.citation if varian else "",
        reading.version,
    )


def _csv(rows: list[dict[str, object]]) -> str:
    buffer = io.StringIO()
    writer = csv.DictWriter(buffer, fieldnames=_COLUMNS, lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    return buffer.getvalue()


def _described(indicator: Indicator) -> dict[str, object]:
    return {
        "id": indicator.id,
        "judul": indicator.title,
        "pertanyaan": indicator.question,
        "jenis": indicator.kind.value,
        "satuan": indicator.unit,
        "desimal": indicator.decimals,
        "arah": indicator.direction.value,
        "tingkat": [level.value for level in indicator.levels],
        "garis": [{"id": line.id, "nama": line.label} for line in indicator.lines],
        "sumber": list(indicator.datasets),
    }


def _json(body: object, status: int = 200) -> Response:
    text = json.dumps(body, ensure_ascii=False, separators=(",", ":"))
    return Response(text, status=status, mimetype="application/json")


def _tagged(body: object, tag: str) -> Response:
    return _with_tag(_json(body), tag)


def _with_tag(response: Response, tag: str) -> Response:
    response.set_etag(tag)
    response.headers["Cache-Control"] = "no-cache"
    response.headers["Vary"] = "Accept"
    return cast(Response, response.make_conditional(request))
