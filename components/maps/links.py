"""Addresses of /peta: all that one looks at is in them, so that a map can be shared, kept and gone back to."""

from __future__ import annotations

from urllib.parse import urlencode

from components.shell import View, address

PETA = "/peta"


def map_link(view: View, **asked: str) -> str:
    """The address of a map with what is asked (indikator, level, induk, wilayah, periode), theme and version."""
    query = urlencode({name: told for name, told in asked.items() if told})
    plain = address(PETA, view.tema, view.versi)
    return f"{plain}{'&' if '?' in plain else '?'}{query}" if query else plain
