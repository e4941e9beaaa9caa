"""A whole Command Center for tests: its own PostgreSQL, published files and gunicorn, all on free ports."""

from __future__ import annotations

import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from data.settings import ROOT, Settings
from data.warehouse.migrate import upgrade
from deploy.family import die_with_parent
from tests.servers import MortalEmbedded, let_through

_READY_S = 40.0


class Site:
    """Owns every process it starts and stops each by its own id. `code` is the tree that runs: this one or a copy."""

    def __init__(self, folder: Path, code: Path = ROOT, **settings: str) -> None:
        self.folder = let_through(folder)
        self.code = code
        self.published = folder / "published"
        self.catalog = folder / "catalog"
        shutil.copytree(code / "etl" / "published", self.published)
        shutil.copytree(code / "data" / "catalog", self.catalog, ignore=shutil.ignore_patterns("*.py", "__pycache__"))
        self.port = free_port()
        self.url = f"http://127.0.0.1:{self.port}"
        self.env = {
            **{k: v for k, v in os.environ.items() if not k.startswith("CC_")},
            "CC_DATA_DIR": str(folder / "data"),
            "CC_PUBLISHED_DIR": str(self.published),
            "CC_CATALOG_DIR": str(self.catalog),
            "CC_PORT": str(self.port),
            "PYTHONPATH": str(code),
            **{f"CC_{name.upper()}": value for name, value in settings.items()},
        }
        self.settings = Settings(
            data_dir=folder / "data",
            published_dir=self.published,
            catalog_dir=self.catalog,
            port=self.port,
            **settings,  # type: ignore[arg-type]
        )
        self.postgres = MortalEmbedded(self.settings.data_dir)
        self.web: subprocess.Popen[bytes] | None = None

    def start(self, *sources: str) -> None:
        """PostgreSQL, schema, every source (or those named), web; returns when the first page can be opened."""
        self.postgres.start()
        upgrade(self.settings)
        for source in sources or ("all",):
            self.etl("run", source)
        self.start_web()

    def start_web(self) -> None:
        """gunicorn as `make run` starts it; returns when the first page can be opened."""
        self.launch_web()
        self.wait_until_ready()

    def launch_web(self) -> None:
        """gunicorn as `make run` starts it; returns at once. It ends with the test that owns it, however that ends."""
        command = [
            sys.executable,
            "-m",
            "gunicorn",
            "-c",
            str(self.code / "deploy/gunicorn.conf.py"),
            "app:make_server()",
        ]
        with (self.folder / "web.log").open("ab") as log:
            self.web = subprocess.Popen(
                command, cwd=self.code, env=self.env, stdout=log, stderr=log, preexec_fn=die_with_parent
            )

    def wait_until_ready(self) -> None:
        """Until `/siap` answers 200."""
        deadline = time.monotonic() + _READY_S
        while True:
            status, body = self.get("/siap")
            if status == 200:
                return
            assert time.monotonic() < deadline, f"situs tidak siap: {body!r}\n{self.log()[-3000:]}"
            time.sleep(0.05)

    def etl(self, *arguments: str, check: bool = True) -> subprocess.CompletedProcess[str]:
        """`python -m etl ...` as an operator runs it."""
        command = [sys.executable, "-m", "etl", *arguments]
        done = subprocess.run(
            command, cwd=self.code, env=self.env, capture_output=True, text=True, timeout=120, check=False
        )
        assert not check or done.returncode == 0, done.stdout + done.stderr
        return done

    def replace_in(self, file: str, old: str, new: str) -> None:
        """Edit one published file, as its publisher would with a correction."""
        path = self.published / file
        text = path.read_text(encoding="utf-8")
        assert old in text, f"{old!r} tidak ada di {file}"
        path.write_text(text.replace(old, new), encoding="utf-8")

    @property
    def version(self) -> int:
        """The newest version there is."""
        return int(self.json("/live/terakhir")["versi"])

    def get(self, path: str, **headers: str) -> tuple[int, bytes]:
        """(status, body); status 0 when nothing answers."""
        request = urllib.request.Request(self.url + path, headers=headers)
        try:
            with urllib.request.urlopen(request, timeout=10) as answer:
                return answer.status, answer.read()
        except urllib.error.HTTPError as error:
            return error.code, error.read()
        except OSError:
            return 0, b""

    def json(self, path: str) -> Any:
        """The JSON body of an answer that must be 200."""
        status, body = self.get(path)
        assert status == 200, (status, body[:500])
        return json.loads(body)

    def log(self) -> str:
        """What the web wrote so far."""
        path = self.folder / "web.log"
        return path.read_text(errors="replace") if path.exists() else ""

    def stop_web(self) -> None:
        """SIGTERM and wait."""
        if self.web is not None:
            self.web.send_signal(signal.SIGTERM)
            try:
                self.web.wait(15)
            except subprocess.TimeoutExpired:
                self.web.kill()
                self.web.wait()
            self.web = None

    def stop(self) -> None:
        """Everything, in order."""
        self.stop_web()
        self.postgres.stop()


@contextmanager
def open_site(code: Path = ROOT, **settings: str) -> Iterator[Site]:
    """A site with these settings, not started; stopped and removed at the end.

    Not below pytest's own folder: each pytest that starts closes that one to the user PostgreSQL runs as.
    """
    folder = Path(tempfile.mkdtemp(prefix="cc-site-"))
    site = Site(folder, code, **settings)
    try:
        yield site
    finally:
        site.stop()
        shutil.rmtree(folder)


def free_port() -> int:
    """A TCP port nobody listens on just now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
