"""A test server does not outlive a killed test process."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import psutil
import pytest

from data.settings import ROOT
from tests.servers import open_folder

pytestmark = pytest.mark.db
OWNER = """
import sys
from pathlib import Path
from tests.redis_process import RedisProcess
from tests.servers import DebianServer, MortalEmbedded

folder = Path(sys.argv[2])
server = {
    "embedded": lambda: MortalEmbedded(folder / "data"),
    "debian": lambda: DebianServer(folder),
    "redis": lambda: RedisProcess(folder),
}[sys.argv[1]]()
server.start()
print("siap", flush=True)
sys.stdin.read()
"""


@pytest.fixture
def folder() -> Iterator[Path]:
    """A folder PostgreSQL can reach."""
    with open_folder() as one:
        yield one


@pytest.mark.parametrize("kind", ["embedded", "debian", "redis"])
def test_a_killed_owner_takes_its_server_along(folder: Path, kind: str) -> None:
    command = [sys.executable, "-c", OWNER, kind, str(folder)]
    with subprocess.Popen(command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as owner:
        assert owner.stdout is not None and owner.stdout.readline() == "siap\n"
        family = psutil.Process(owner.pid).children(recursive=True)
        assert {"postgres", "redis-server"} & {process.name() for process in family}
        owner.kill()
    _, alive = psutil.wait_procs(family, timeout=20)
    assert not alive
