"""Puts what `make run` and `make test` need beside the code: `python3.11 deploy/install.py run|test`.

Runs on a bare Python 3.11, before anything is installed, so it uses the standard library only. A stamp in `.venv` is
named by the hash of the lock that was installed; an unchanged lock costs one read.
"""

from __future__ import annotations

import hashlib
import importlib.util
import os
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
LOCKS = {"run": ROOT / "requirements.lock", "test": ROOT / "tests" / "requirements.lock"}
TOOLS = {
    "chromium": ("/usr/bin/chromium",),
    "redis-server": ("/usr/bin/redis-server",),
    "postgresql": ("/usr/lib/postgresql/*/bin/postgres",),
    "mariadb-server-core": ("/usr/sbin/mariadbd",),
}
# Debian starts a server for each of these at once; the tests start their own on free ports.
_NO_SERVICES = "#!/bin/sh\nexit 101\n"
_POLICY = Path("/usr/sbin/policy-rc.d")


class InstallError(Exception):
    """Something is missing that cannot be installed from here; the message is Indonesian."""


def main() -> int:
    """Install one lock, for tests the tools too. Returns 0, or 2 after an Indonesian message on stderr."""
    kind = sys.argv[1] if len(sys.argv) > 1 else "run"
    try:
        ensure_venv()
        if kind == "test":
            ensure_tools()
        install_lock(LOCKS[kind])
        builder = start_bundle()
        if kind == "test":
            builder.wait()
    except InstallError as error:
        print(f"Gagal menyiapkan: {error}", file=sys.stderr)
        return 2
    return 0


def ensure_venv() -> None:
    """Create `.venv` from this Python. Raises InstallError where python3-venv is missing and we are not root."""
    if (VENV / "bin" / "pip").exists():
        return
    ensurepip = importlib.util.find_spec("ensurepip")
    if ensurepip is None or ensurepip.origin is None:
        apt_install(["python3-venv"])
    say("membuat .venv")
    done = subprocess.run([sys.executable, "-m", "venv", "--clear", str(VENV)], check=False)
    if done.returncode:
        raise InstallError(f"{sys.executable} -m venv gagal (kode {done.returncode})")


def ensure_tools() -> None:
    """Install the servers and the browser that tests drive. Raises InstallError that names what is missing."""
    missing = [package for package, patterns in TOOLS.items() if not _is_present(package, patterns)]
    if missing:
        apt_install(missing)


def _is_present(package: str, patterns: tuple[str, ...]) -> bool:
    return shutil.which(package) is not None or any(list(Path("/").glob(p.lstrip("/"))) for p in patterns)


def apt_install(packages: list[str]) -> None:
    """Install Debian packages as root, refreshing the package lists only when needed. Raises InstallError otherwise."""
    names = " ".join(packages)
    if os.geteuid() != 0 or shutil.which("apt-get") is None:
        raise InstallError(f"paket sistem belum terpasang: {names}. Pasang sebagai root: apt-get install {names}")
    say(f"memasang paket sistem: {names}")
    had_policy = _POLICY.exists()
    if not had_policy:
        _POLICY.write_text(_NO_SERVICES)
        _POLICY.chmod(0o755)
    try:
        if not (_apt("install", *packages) or (_apt("update") and _apt("install", *packages))):
            raise InstallError(f"apt-get tidak dapat memasang: {names}")
    finally:
        if not had_policy:
            _POLICY.unlink()


def _apt(*words: str) -> bool:
    env = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    command = ["apt-get", "-qq", "-y", "--no-install-recommends", *words]
    return subprocess.run(command, env=env, check=False, stdout=subprocess.DEVNULL).returncode == 0


def install_lock(lock: Path) -> None:
    """Install every package of a lock, each checked against its hashes; skipped while its stamp is there."""
    digest = hashlib.sha256(lock.read_bytes()).hexdigest()
    stamp = VENV / f"lock-{digest[:16]}"
    if stamp.exists():
        return
    say(f"memasang pustaka dari {lock.relative_to(ROOT)}")
    if not (_install_with_uv(lock) or _pip(lock)):
        raise InstallError(
            f"pustaka dari {lock.relative_to(ROOT)} tidak dapat dipasang; pesan di atas menyebut sebabnya"
        )
    stamp.touch()


def start_bundle() -> subprocess.Popen[bytes]:
    """Build the smaller plotly.js beside the start of everything else; only the tests wait for it."""
    return subprocess.Popen([str(VENV / "bin" / "python"), "-m", "deploy.plotly_bundle"], cwd=ROOT)


def _install_with_uv(lock: Path) -> bool:
    """The quick way, about ten times faster; whatever goes wrong with it, plain pip follows."""
    pinned = re.search(r"^uv==.*?(?=^\S)", lock.read_text() + "\nend", re.MULTILINE | re.DOTALL)
    if pinned is None or not _pip_text(pinned.group()):
        return False
    uv = [str(VENV / "bin" / "uv"), "pip", "install", "--quiet", "--python", str(VENV / "bin" / "python")]
    # Compiled once here, or five processes compile the same modules side by side at the first start.
    options = ["--compile-bytecode", "--require-hashes", "-r", str(lock)]
    return subprocess.run([*uv, *options], check=False).returncode == 0


def _pip_text(requirement: str) -> bool:
    with tempfile.NamedTemporaryFile("w", suffix=".txt") as file:
        file.write(requirement)
        file.flush()
        return _pip(Path(file.name))


def _pip(lock: Path) -> bool:
    env = {**os.environ, "PIP_ROOT_USER_ACTION": "ignore", "PIP_DISABLE_PIP_VERSION_CHECK": "1"}
    command = [str(VENV / "bin" / "python"), "-m", "pip", "install", "--quiet", "--require-hashes", "-r", str(lock)]
    return subprocess.run(command, env=env, check=False).returncode == 0


def say(text: str) -> None:
    """One line of progress."""
    print(f"  · {text}", flush=True)


if __name__ == "__main__":
    sys.exit(main())
