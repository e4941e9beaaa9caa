"""`GET /geo/<sha>.json`: the shapes of a boundary layer as GeoJSON, by content hash: a browser asks once."""

from __future__ import annotations

from flask import Blueprint, Response, request

from data.errors import CommandCenterError, UnknownError
from data.queries.batas import find_shapes
from data.serve.api import refuse
from data.serve.services import current

geo = Blueprint("geo", __name__, url_prefix="/geo")


@geo.errorhandler(CommandCenterError)
def tell(error: CommandCenterError) -> Response:
    """404 for a layer nobody published, 503 for what is out of reach."""
    return refuse(error)


@geo.get("/<sha>.json")
def show_shapes(sha: str) -> Response:
    """The layer with this hash, whichever version it belongs to. Raises UnknownError, told as 404."""
    if len(sha) != 16 or not sha.isascii() or not sha.isalnum():
        raise UnknownError(f"Batas '{sha[:20]}' tidak dikenal")
    services = current()
    catalogue = services.catalogue(services.now())
    body = services.cache.store.fetch(f"geo:{sha}", lambda: find_shapes(services.reader, catalogue, sha))
    response = Response(body, mimetype="application/json")
    response.set_etag(sha)
    response.make_conditional(request)
    return response
