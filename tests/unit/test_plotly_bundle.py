"""The bundle holds every trace that is drawn and is the plotly.js Python ships; pages name it, servers find it."""

from __future__ import annotations

import ast
import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import brotli
from flask import Flask
from plotly.offline import get_plotlyjs_version
from plotly.utils import PlotlyJSONEncoder

from components import cases
from components.gallery import chart_cards
from data.serve.delivery import Delivery
from data.serve.plotly import ADDRESS, PlotlyCode
from data.settings import ROOT
from deploy.plotly_bundle import INPUTS
from tests.architecture.source_tree import modules

BUNDLED = set(json.loads((INPUTS / "traces.json").read_text()))
LOCK = json.loads((INPUTS / "package-lock.json").read_text())["packages"]
_NOT_TRACES = {"Figure", "Layout", "layout"}


def drawn_traces() -> set[str]:
    """Every `go.X` that components name, whether an example draws it or not."""
    return {
        node.attr.lower()
        for module in modules("components", "pages")
        for node in ast.walk(module.tree)
        if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name) and node.value.id == "go"
        if node.attr not in _NOT_TRACES
    }


def test_every_trace_that_components_draw_is_in_the_bundle() -> None:
    assert "scatter" in drawn_traces()
    assert drawn_traces() <= BUNDLED


def test_every_trace_of_the_gallery_is_in_the_bundle() -> None:
    text = json.dumps(chart_cards(cases.view()), cls=PlotlyJSONEncoder)
    shown = set(re.findall(r'"type": "(scatter|bar|choropleth\w*|scattergeo|heatmap|pie|\w*map\w*)"', text))
    assert {"bar", "scatter"} <= shown <= BUNDLED


def test_the_bundle_is_the_plotly_that_python_ships() -> None:
    assert LOCK["node_modules/plotly.js"]["version"] == get_plotlyjs_version()


def test_every_package_of_the_bundle_is_pinned_by_its_content_and_names_no_registry() -> None:
    named = {path: facts for path, facts in LOCK.items() if path}
    assert len(named) > 100
    assert [path for path, facts in named.items() if not facts.get("integrity", "").startswith("sha512-")] == []
    assert [path for path, facts in named.items() if "resolved" in facts] == []


def served(tmp_path: Path) -> tuple[PlotlyCode, Flask]:
    shipped = tmp_path / "shipped.js"
    shipped.write_text("// bawaan\n" * 200)
    code = PlotlyCode(tmp_path / "built", shipped, "4.1.1")
    server = Flask("uji", static_folder=None)
    server.add_url_rule(ADDRESS, "plotly", code.answer)
    Delivery(tmp_path / "web", lambda: []).install(server)
    return code, server


def test_without_the_registry_one_line_says_so_and_an_old_bundle_goes(tmp_path: Path) -> None:
    """A real npm that finds nobody: nothing of an older bundle is served, since it may lack a trace."""
    tree, built = tmp_path / "deploy", tmp_path / "build" / "plotly"
    shutil.copytree(ROOT / "deploy", tree, ignore=shutil.ignore_patterns("__pycache__"))
    built.mkdir(parents=True)
    (built / "stamp").write_text("lama")
    cut = {
        "npm_config_registry": "http://127.0.0.1:9/",
        "npm_config_fetch_retries": "0",
        "npm_config_cache": str(tmp_path / "npm"),
    }
    done = subprocess.run(
        [sys.executable, "-m", "deploy.plotly_bundle"],
        cwd=tmp_path,
        env={**os.environ, **cut, "PYTHONPATH": str(tmp_path)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert done.stdout.count("\n") == 1 and "plotly.js bawaan dipakai" in done.stdout
    assert not built.exists()


def test_without_a_bundle_the_shipped_code_is_served_and_kept(tmp_path: Path) -> None:
    code, server = served(tmp_path)
    assert code.address == f"{ADDRESS}?m=411"
    answer = server.test_client().get(code.address, headers={"Accept-Encoding": "br"})
    assert brotli.decompress(answer.data).startswith(b"// bawaan")
    assert "immutable" in answer.headers["Cache-Control"]


def test_a_bundle_is_served_as_soon_as_it_is_there_under_another_address(tmp_path: Path) -> None:
    code, server = served(tmp_path)
    built = tmp_path / "built"
    built.mkdir()
    (built / "plotly.min.js").write_text("// ringkas")
    (built / "plotly.min.js.br").write_bytes(brotli.compress(b"// ringkas"))
    (built / "stamp").write_text("0a1b")
    assert code.address == f"{ADDRESS}?m=0a1b"
    hard = server.test_client().get(code.address, headers={"Accept-Encoding": "br"})
    assert (hard.headers["Content-Encoding"], brotli.decompress(hard.data)) == ("br", b"// ringkas")
    assert "immutable" in hard.headers["Cache-Control"]
    plain = server.test_client().get(code.address)
    assert (plain.data, plain.headers.get("Content-Encoding")) == (b"// ringkas", None)
    assert plain.headers["Vary"] == "Accept-Encoding"
