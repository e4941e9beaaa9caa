"""HTML that nobody calls back: one component for the browser instead of hundreds.

Dash's renderer tells every component of every other one that is drawn anew, so its cost grows with their square: a page
of 2,900 took half a second. `still` turns every part of a tree without a live component into one that carries its inner
HTML as text (assets/tetap.js draws it). Charts stay, and what callbacks name. Assets may write in a still part: Dash
draws whatever is new in a callback's answer from nothing, still or not, so nothing of theirs is ever half kept.
"""

from __future__ import annotations

import copy
import re
from collections.abc import Mapping
from html import escape
from typing import Any, Final

from dash import dcc
from dash.development.base_component import Component

from components.attributes import hyphenated

_HTML: Final = "dash_html_components"
_VOID: Final = frozenset({"br", "col", "hr", "img", "input", "wbr"})
_NAMES: Final = {"className": "class", "htmlFor": "for"}
_NO_ATTRIBUTES: Final = ("children", "refresh")
_CALLED_BACK: Final = ("n_clicks", "key")
_CAPITAL: Final = re.compile("[A-Z]")


class Still(Component):
    """An element with its inner HTML. `atribut` are those of dash.html."""

    _namespace = "cc"
    _type = "Still"
    _prop_names = ["tag", "atribut", "isi"]  # noqa: RUF012  # declared by Dash for the instance
    _valid_wildcard_attributes: list[str] = []  # noqa: RUF012

    def __init__(self, tag: str, atribut: Mapping[str, Any], isi: str) -> None:
        self.tag = tag
        self.atribut = atribut
        self.isi = isi


def still(node: Component) -> Component:
    """The same tree, each largest part of it in which nothing lives as one `Still`. A dict as id marks a component that
    callbacks name; a text as id is an id of HTML and keeps nothing alive.
    """
    if _is_alive(node):
        return node
    inner = _inner(node)
    if inner is not None:
        has_elements = any(isinstance(one, Component) for one in _children(node))
        return Still(_tag(node), _attributes(node), inner) if has_elements else node
    kept = copy.copy(node)
    kept.children = [still(one) if isinstance(one, Component) else one for one in _children(node)]
    return kept


def _inner(node: Component) -> str | None:
    """The inner HTML, None where something in it lives."""
    parts = [_outer(one) for one in _children(node)]
    return None if None in parts else "".join(part for part in parts if part)


def _outer(node: Any) -> str | None:
    if not isinstance(node, Component):
        return escape(_text(node), quote=False)
    inner = None if _is_alive(node) else _inner(node)
    if inner is None:
        return None
    tag = _tag(node)
    told = "".join(_attribute(name, fact) for name, fact in _attributes(node).items())
    return f"<{tag}{told}>" if tag in _VOID else f"<{tag}{told}>{inner}</{tag}>"


def _is_alive(node: Component) -> bool:
    is_known = node._namespace == _HTML or isinstance(node, dcc.Link)
    return (
        not is_known or isinstance(getattr(node, "id", None), dict) or any(hasattr(node, name) for name in _CALLED_BACK)
    )


def _tag(node: Component) -> str:
    return "a" if isinstance(node, dcc.Link) else str(node._type).lower()


def _attributes(node: Component) -> dict[str, Any]:
    """Every property but the children; a link to a page is marked, so that assets/alamat.js opens it without a load."""
    props: dict[str, Any] = node.to_plotly_json()["props"]  # type: ignore[no-untyped-call]
    told = {name: fact for name, fact in props.items() if name not in _NO_ATTRIBUTES and fact is not None}
    return told | hyphenated(data_halaman="ya") if isinstance(node, dcc.Link) else told


def _attribute(name: str, fact: Any) -> str:
    if fact is False:
        return ""
    if name == "style":
        fact = ";".join(f"{_CAPITAL.sub(_hyphen, key)}:{_text(value)}" for key, value in fact.items())
    return f' {_NAMES.get(name, name.lower())}="{escape("" if fact is True else _text(fact))}"'


def _hyphen(capital: re.Match[str]) -> str:
    return f"-{capital[0].lower()}"


def _children(node: Component) -> list[Any]:
    found = getattr(node, "children", None)
    return list(found) if isinstance(found, list | tuple) else [] if found is None else [found]


def _text(fact: Any) -> str:
    """Raises TypeError for what JavaScript would print another way, such as a float."""
    if isinstance(fact, str | int) and not isinstance(fact, bool):
        return str(fact)
    raise TypeError(f"no text: {fact!r}")
