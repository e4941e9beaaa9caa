"""What the operating system says when it refuses a file, in the operator's language."""

from __future__ import annotations

import errno

_REASONS = {
    errno.ENOSPC: "disk penuh",
    errno.EDQUOT: "kuota disk habis",
    errno.EFBIG: "batas ukuran berkas tercapai",
    errno.EACCES: "tidak ada izin",
    errno.EPERM: "tidak ada izin",
    errno.EROFS: "disk hanya dapat dibaca",
    errno.ENOENT: "tidak ada",
    errno.EISDIR: "sebuah folder, bukan berkas",
    errno.EEXIST: "ada berkas di tempat folder",
    errno.ENOTDIR: "ada berkas di tempat folder",
    errno.EIO: "disk rusak atau terputus",
}


def reason_of(error: OSError) -> str:
    """The reason as an operator reads it; an unusual one keeps its number."""
    return _REASONS.get(error.errno or 0, f"kesalahan sistem {error.errno}")
