"""The composition root of the web: settings in, a Dash app out. One app per process: Dash's registries are global."""

from __future__ import annotations

import hashlib
from datetime import date
from pathlib import Path
from typing import Any, Final, cast

import plotly
from dash import Dash, html, page_container
from flask import Flask
from plotly.offline import get_plotlyjs_version

from components.states import INCIDENT, calm_error
from data import log
from data.cache import Cache
from data.catalog.loader import catalogue_hash, load_catalogue
from data.serve.api import api
from data.serve.delivery import Delivery
from data.serve.geo import geo
from data.serve.health import health
from data.serve.live import live
from data.serve.plotly import ADDRESS as PLOTLY_ADDRESS
from data.serve.plotly import PlotlyCode
from data.serve.seats import Seats
from data.serve.services import Services
from data.serve.sharing import Sharing
from data.serve.unduh import unduh
from data.settings import PLOTLY_DIR, ROOT, Settings, load_settings
from data.store import Store
from data.warehouse.engine import Role, conninfo, make_engine
from data.warehouse.listen import Listener
from data.warehouse.reader import Reader

_SHIPPED_PLOTLY: Final = Path(plotly.__file__).parent / "package_data" / "plotly.min.js"
_DASH_WAITS: Final = "Loading..."
_INDEX = """<!DOCTYPE html>
<html lang="id">
<head>{%metas%}<title>{%title%}</title>
<meta name="cc-plotly" content="{%plotly%}">
<link rel="preload" as="fetch" crossorigin href="/_dash-layout">
<link rel="preload" as="fetch" crossorigin href="/_dash-dependencies">
<link rel="preload" as="font" type="font/woff2" crossorigin href="/assets/fonts/inter.woff2">
<link rel="icon" type="image/svg+xml" href="/assets/img/lambang.svg">{%css%}</head>
<body>{%app_entry%}<div>{%config%}{%scripts%}{%renderer%}</div></body>
</html>"""


class PagedApp(Dash):
    """Dash whose pages carry the address of the chart code as it is when they are asked for."""

    chart_code: PlotlyCode

    def interpolate_index(self, *parts: Any, **named: Any) -> str:
        """The page around the app."""
        index = str(super().interpolate_index(*parts, **named))  # type: ignore[no-untyped-call]
        return index.replace("{%plotly%}", self.chart_code.address).replace(_DASH_WAITS, "Memuat…")


def create_app(settings: Settings) -> Dash:
    """Wire everything together. Raises ConfigError with every fault of the declarations."""
    server = Flask("app")
    app = PagedApp(
        __name__,
        server=server,  # type: ignore[arg-type]  # a Flask app, as Dash documents
        use_pages=True,
        pages_folder=str(ROOT / "pages"),
        assets_folder=str(ROOT / "assets"),
        index_string=_INDEX,
        suppress_callback_exceptions=True,
        title="Command Center",
        update_title="",
        use_async=False,
        enable_mcp=False,
        on_error=calm_error,
    )
    app.layout = html.Div(page_container)
    app.chart_code = PlotlyCode(PLOTLY_DIR, _SHIPPED_PLOTLY, get_plotlyjs_version())
    server.add_url_rule(PLOTLY_ADDRESS, "plotly_code", app.chart_code.answer)
    server.extensions["cc"] = _services(server, settings)
    for blueprint in (api, live, unduh, health, geo):
        server.register_blueprint(blueprint)
    sharing = Sharing(lambda: _moment(server), INCIDENT.encode())
    sharing.install(server)
    Delivery(settings.data_dir / "web", lambda: list(app.csp_hashes())).install(server)
    server.after_request(sharing.judge)
    return app


def make_server() -> Flask:
    """What gunicorn calls: the WSGI app of this process's settings."""
    log.configure()
    app = create_app(load_settings())
    server = cast(Flask, app.server)
    server.extensions["cc"].listener.start()
    return server


def _moment(server: Flask) -> tuple[int, date] | None:
    """What answers depend on beside their request, while it is known: the newest version, and the day of ages."""
    services = server.extensions["cc"]
    cut = services.listener.cut
    return (cut.version, services.today()) if cut else None


def _services(server: Flask, settings: Settings) -> Services:
    catalogue = load_catalogue(settings.catalog_dir)
    catalogue_id = catalogue_hash(catalogue)
    reader = Reader(make_engine(settings, Role.BACA))
    build = build_id(ROOT)
    return Services(
        settings=settings,
        catalogue_id=catalogue_id,
        build=build,
        reader=reader,
        cache=Cache(reader, catalogue, catalogue_id, build, Store(server, settings)),
        listener=Listener(conninfo(settings, Role.BACA), reader),
        seats=Seats(settings.sse_cap),
    )


def build_id(root: Path) -> str:
    """Twelve hex digits over the code that runs: equal code, equal build, whatever the clock says."""
    digest = hashlib.sha256()
    for folder in ("pages", "components", "data", "assets"):
        for path in sorted((root / folder).rglob("*.*")):
            if path.suffix in (".py", ".js", ".css", ".toml"):
                digest.update(path.read_bytes())
    return digest.hexdigest()[:12]
