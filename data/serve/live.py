"""`GET /live`: an SSE stream of versions. A publish reaches every open page within milliseconds.

Each message is a whole cut, so a client that missed some catches up with the next one; `?sesudah=N` skips what it has.
"""

from __future__ import annotations

import json
from collections.abc import Iterator

from flask import Blueprint, Response, jsonify, request, stream_with_context

from data.domain.provenance import Cut
from data.serve.services import Services, current

live = Blueprint("live", __name__)
_HEARTBEAT_S = 5.0
_HEADERS = {"Cache-Control": "no-cache, no-transform", "X-Accel-Buffering": "no"}


@live.get("/live")
def stream() -> Response:
    """Stream cuts; 503 when every seat is taken (the page then polls `/live/terakhir`)."""
    services = current()
    if not services.seats.take():
        return Response("Semua saluran langsung terpakai", status=503, headers={"Retry-After": "5"})
    after = request.args.get("sesudah", request.headers.get("Last-Event-ID", "-1"))
    response = Response(
        stream_with_context(_messages(services, _number(after))), mimetype="text/event-stream", headers=_HEADERS
    )
    response.call_on_close(services.seats.leave)
    return response


@live.get("/live/terakhir")
def latest() -> Response:
    """The newest cut as JSON, for pages whose stream is cut off."""
    services = current()
    response = jsonify(_facts(services, services.listener.cut))
    response.headers["Cache-Control"] = "no-store"
    return response


def _messages(services: Services, after: int) -> Iterator[str]:
    yield f"retry: 2000\nevent: halo\ndata: {json.dumps(_facts(services, services.listener.cut))}\n\n"
    while not services.listener.is_stopped:
        cut = services.listener.wait(after, _HEARTBEAT_S)
        if cut is None:
            yield f"event: detak\ndata: {json.dumps(_facts(services, services.listener.cut))}\n\n"
        else:
            after = cut.version
            yield f"id: {cut.version}\nevent: versi\ndata: {json.dumps(_facts(services, cut))}\n\n"


def _facts(services: Services, cut: Cut | None) -> dict[str, object]:
    """What a client needs: the versions, the build, the day (WIB), and whether the warehouse is in reach."""
    return {
        "versi": cut.version if cut else 0,
        "dataset": dict(cut.datasets) if cut else {},
        "build": services.build,
        "hari": services.today().isoformat(),
        "gudang": services.listener.is_connected,
    }


def _number(text: str) -> int:
    return int(text) if text.isascii() and text.lstrip("-").isdigit() else -1
