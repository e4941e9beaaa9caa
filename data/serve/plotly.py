"""Which plotly.js the browser gets: the bundle of the traces in use where it was built, else the one Python ships.

Dash asks for it under one fixed address. assets/prefetch.js asks for the address with `?m=<stamp>` that every page
carries, so the browser keeps it for good and still gets the new one after a build.
"""

from __future__ import annotations

from pathlib import Path
from typing import cast

from flask import Response, request

ADDRESS = "/_dash-component-suites/plotly/package_data/plotly.min.js"


class PlotlyCode:
    """Serves the bundle in `built`; it may appear, change or vanish while the server runs."""

    def __init__(self, built: Path, shipped: Path, shipped_version: str) -> None:
        self._built = built
        self._shipped = shipped
        self._version = shipped_version

    @property
    def address(self) -> str:
        """The address of what is served now, with its stamp."""
        return f"{ADDRESS}?m={self._stamp() or self._version.replace('.', '')}"

    def answer(self) -> Response:
        """The code, compressed as it was built where the browser takes that."""
        stamp = self._stamp()
        path = self._built / "plotly.min.js" if stamp else self._shipped
        hard = path.with_name("plotly.min.js.br")
        takes = "br" in request.headers.get("Accept-Encoding", "")
        is_hard = takes and stamp is not None and hard.exists()
        response = Response((hard if is_hard else path).read_bytes(), mimetype="text/javascript")
        response.set_etag(f"{stamp or self._version}{'-br' if is_hard else ''}")
        if is_hard:
            response.headers["Content-Encoding"] = "br"
        response.headers["Vary"] = "Accept-Encoding"
        return cast(Response, response.make_conditional(request))

    def _stamp(self) -> str | None:
        try:
            return (self._built / "stamp").read_text() if (self._built / "plotly.min.js").exists() else None
        except OSError:
            return None
