"""Addresses of /peta: all that one looks at is in them, so that a map can be shared, kept and gone back to."""

from __future__ import annotations

from components.shell import View

PETA = "/peta"


def map_link(view: View, **asked: str) -> str:
    """The address of a map with what is asked (indikator, level, induk, wilayah, periode), theme and version."""
    return view.link(PETA, **asked)
