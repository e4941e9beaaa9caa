"""Bytes are kept whole or not at all: a full disk, a closed folder and a broken older copy are real here."""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
from pathlib import Path
from typing import Literal

import pytest

from data.errors import StorageError
from data.settings import ROOT
from etl.archive import keep_bytes
from etl.disk import reason_of
from tests.servers import let_through

BODY = b"kode,tahun\n33.16,2024\n" * 200
LIMIT = len(BODY) // 2
KEEP = f"""
import os, resource, sys
from pathlib import Path
from data.errors import StorageError
from etl.archive import keep_bytes
if sys.argv[2] == "batas":
    resource.setrlimit(resource.RLIMIT_FSIZE, ({LIMIT}, {LIMIT}))
else:
    os.setuid(65534)
try:
    keep_bytes(sys.stdin.buffer.read(), Path(sys.argv[1]))
except StorageError as error:
    print(error.exit_code, error)
"""


def keep_in_process(path: Path, cut: Literal["batas", "hak"]) -> str:
    """Keep BODY in a process whose limit or rights are cut; what it says of the failure."""
    done = subprocess.run(
        [sys.executable, "-c", KEEP, str(path), cut],
        input=BODY,
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        timeout=60,
        check=False,
    )
    assert done.returncode == 0, done.stderr.decode()
    return done.stdout.decode().strip()


def test_a_file_lies_under_its_hash_and_cannot_be_written(tmp_path: Path) -> None:
    path = tmp_path / "spbe" / hashlib.sha256(BODY).hexdigest()
    assert keep_bytes(BODY, path) == path
    assert path.read_bytes() == BODY
    assert path.stat().st_mode & 0o777 == 0o440
    assert [found.name for found in path.parent.iterdir()] == [path.name]


def test_the_same_bytes_are_kept_once(tmp_path: Path) -> None:
    path = keep_bytes(BODY, tmp_path / "a")
    inode = path.stat().st_ino
    assert keep_bytes(BODY, path).stat().st_ino == inode


@pytest.mark.parametrize("damaged", [BODY[:-7], b"x" * len(BODY), b""])
def test_a_damaged_copy_is_replaced(damaged: bytes, tmp_path: Path) -> None:
    path = tmp_path / "a"
    path.write_bytes(damaged)
    assert keep_bytes(BODY, path).read_bytes() == BODY


def test_a_full_disk_is_told_and_leaves_nothing(tmp_path: Path) -> None:
    said = keep_in_process(tmp_path / "arsip" / "a", "batas")
    assert said == f"{StorageError.exit_code} Arsip tidak dapat menulis a…: batas ukuran berkas tercapai"
    assert list((tmp_path / "arsip").iterdir()) == []


@pytest.mark.skipif(os.geteuid() != 0, reason="hanya root dapat melepas haknya")
def test_a_closed_folder_is_told(tmp_path: Path) -> None:
    let_through(tmp_path)
    said = keep_in_process(tmp_path / "arsip" / "a", "hak")
    assert said == f"{StorageError.exit_code} Arsip tidak dapat menulis a…: tidak ada izin"
    assert not (tmp_path / "arsip").exists()


def test_a_file_where_the_folder_should_be_is_told(tmp_path: Path) -> None:
    (tmp_path / "arsip").write_text("bukan folder")
    with pytest.raises(StorageError, match="ada berkas di tempat folder"):
        keep_bytes(BODY, tmp_path / "arsip" / "a")


def test_an_unusual_reason_keeps_its_number() -> None:
    assert reason_of(OSError(9999, "whatever")) == "kesalahan sistem 9999"
