"""What official texts say: the regulations that declarations cite, and the rule sets they set."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date
from typing import Annotated

from pydantic import StringConstraints

from data.catalog.declared import Declared, Label, Name

_KINDS = "UU|PP|Perpres|Keppres|Inpres|Permendagri|Kepmendagri|PermenPANRB|KepmenPANRB|Peraturan Bupati [A-Z][a-z]+"
_CITE = re.compile(rf"\b(?:{_KINDS}) \d[\d.\-]*/\d{{4}}(?!\d)")


class Regulation(Declared):
    """A regulation by the words it is cited with (`UU 16/1997`).

    `seen_at`, `seen_on`: the public address at which its text, or one that quotes its number, year and subject, was
    read, and the day; empty while nobody has. `is_quoted`: another's words were read, not the text itself. `note`: what
    else was read, such as a later one that replaces it.
    """

    id: Name
    cite: Label
    title: Label
    seen_at: str = ""
    seen_on: date | None = None
    is_quoted: bool = False
    note: str = ""


class Band(Declared):
    """A named span of a rule set's result; from `lower` (included or not) up to the next band."""

    label: Annotated[str, StringConstraints(min_length=1)]
    lower: float
    is_lower_included: bool = True


class RuleSet(Declared):
    """An official rule set: what it is called, where it stands, when it holds. Its arithmetic is in data/rules."""

    id: str
    title: Label
    legal_basis: Label
    valid_from: str
    valid_to: str = ""
    note: str = ""
    is_published_only: bool = False
    bands: tuple[Band, ...] = ()


def cites_in(text: str) -> tuple[str, ...]:
    """Regulations a text cites, in its order, each once: `PP 38/2017 tentang Inovasi Daerah` -> `PP 38/2017`."""
    return tuple(dict.fromkeys(_CITE.findall(text)))


def cited_in(text: str, regulations: Iterable[Regulation]) -> tuple[Regulation, ...]:
    """The declared regulations that a text cites, in its order."""
    by_cite = {one.cite: one for one in regulations}
    return tuple(by_cite[cite] for cite in cites_in(text) if cite in by_cite)
