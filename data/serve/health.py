"""`/sehat`: the process answers. `/siap`: the first page can really be opened, or what is still missing."""

from __future__ import annotations

from flask import Blueprint, Response, jsonify

from data.errors import WarehouseError
from data.serve.services import Services, current
from data.warehouse.migrate import is_current

health = Blueprint("health", __name__)


@health.get("/sehat")
def alive() -> Response:
    """200 as long as the process answers."""
    return jsonify({"sehat": True, "build": current().build})


@health.get("/siap")
def ready() -> tuple[Response, int]:
    """200 when nothing is missing, else 503 with the Indonesian list `kurang`."""
    services = current()
    missing = _missing(services)
    cut = services.listener.cut
    body = {"siap": not missing, "kurang": missing, "versi": cut.version if cut else 0, "build": services.build}
    return jsonify(body), 503 if missing else 200


def _missing(services: Services) -> list[str]:
    try:
        if not is_current(services.settings):
            return ["skema gudang data belum mutakhir (jalankan python -m data.warehouse.migrate)"]
    except WarehouseError as error:
        return [f"gudang data: {error}"]
    missing = [] if services.listener.is_connected else ["saluran pemberitahuan gudang data belum tersambung"]
    cut = services.listener.cut
    published = {name for name, _ in cut.datasets} if cut else set()
    playlist = services.cache.catalogue.playlists.get("ringkasan")
    indicators = services.cache.catalogue.indicators
    needed = {
        "wilayah",
        *(d for name in (playlist.indicators if playlist else ()) for d in indicators[name].datasets[:1]),
    }
    return missing + [f"sumber '{dataset}' belum pernah dimuat" for dataset in sorted(needed - published)]
