"""`python -m deploy.big_files FILE...`: refuse what belongs into the archive and not into git. Used by pre-commit."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path

_MOST_BYTES = 500_000


def too_big(paths: Sequence[Path]) -> list[str]:
    """Those over the limit, with their size in kB."""
    sizes = ((path, path.stat().st_size) for path in paths if path.is_file())
    return [f"{path}: {size // 1000} kB" for path, size in sizes if size > _MOST_BYTES]


def main() -> int:
    """Returns 1 after naming each file that is too big."""
    found = too_big([Path(name) for name in sys.argv[1:]])
    for line in found:
        print(f"Terlalu besar untuk git (batas {_MOST_BYTES // 1000} kB): {line}", file=sys.stderr)
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
