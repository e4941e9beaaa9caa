"""A disk that takes no more bytes during a publish: named, nothing half-published, healed when there is room again."""

from __future__ import annotations

import resource
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager

import pytest

from data.errors import StorageError
from data.settings import Settings
from data.warehouse.embedded import EmbeddedServer
from data.warehouse.migrate import upgrade
from tests.db.desk import Desk
from tests.servers import open_folder

BLORA = ("33.16", "2024")
_WAL_SEGMENT = 16 << 20


@contextmanager
def file_size_limit(byte_count: int) -> Iterator[None]:
    """No process started inside may write a larger file."""
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (byte_count, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)


def test_full_disk_publishes_nothing() -> None:
    with open_folder() as folder, ExitStack() as at_end:
        server, settings = EmbeddedServer(folder / "data"), Settings(data_dir=folder / "data")
        at_end.callback(server.stop)
        server.start()
        upgrade(settings)
        server.stop()
        with file_size_limit(_WAL_SEGMENT + 8192):
            server.start()
        desk = at_end.enter_context(Desk(settings))
        desk.publish("spbe", {BLORA: 1.0})
        with pytest.raises(StorageError, match="penuh"):
            desk.publish("spbe", {(f"33.{n}", "2024"): 1.0 for n in range(400_000)})
        assert (desk.reader.cut().version, desk.read("spbe")) == (1, {BLORA: 1.0})
        server.stop()
        server.start()
        assert desk.publish("spbe", {BLORA: 2.0}).version == 2
