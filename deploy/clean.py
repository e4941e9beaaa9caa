"""`make clean`: remove the default data folder unless it is in use; one chosen by CC_DATA_DIR is never touched."""

from __future__ import annotations

import shutil
import sys

from data.settings import default_data_dir
from deploy.instance import InstanceLock


def main() -> int:
    """Returns 0, or 1 while a Command Center runs there."""
    data_dir = default_data_dir()
    if not data_dir.exists():
        return 0
    if not InstanceLock(data_dir).take():
        print(f"Command Center masih berjalan di {data_dir}; hentikan dahulu dengan Ctrl-C.", file=sys.stderr)
        return 1
    shutil.rmtree(data_dir)
    print(f"  · {data_dir} dihapus")
    return 0


if __name__ == "__main__":
    sys.exit(main())
