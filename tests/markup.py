"""What a tree of components is as HTML, as a test reads it: the elements in order, however they reach the browser."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import Any

from dash.development.base_component import Component
from plotly.utils import PlotlyJSONEncoder

_NAMES = {"className": "class", "htmlFor": "for"}
_VOID = {"br", "col", "hr", "img", "input", "wbr"}


@dataclass(slots=True)
class Element:
    """One element; `text` is what stands directly in it."""

    tag: str
    attributes: dict[str, str] = field(default_factory=dict)
    text: str = ""


def elements(component: Component) -> list[Element]:
    """Every element in the order of the document; the style is left out, a component that is no HTML keeps its name."""
    return list(_elements(json.loads(json.dumps(component, cls=PlotlyJSONEncoder))))


def _elements(node: Any) -> Iterator[Element]:
    kind, props = node["type"], node["props"]
    if kind == "Still":
        yield Element(props["tag"], _attributes(props["atribut"]), "")
        reader = _Reader()
        reader.feed(props["isi"])
        yield from reader.found
        return
    link = {"data-halaman": "ya"} if kind == "Link" else {}
    tag = "a" if kind == "Link" else kind.lower() if node["namespace"] == "dash_html_components" else kind
    children = props.get("children")
    inside = children if isinstance(children, list) else [children]
    texts = "".join(str(one) for one in inside if one is not None and not isinstance(one, dict))
    yield Element(tag, _attributes(props) | link, texts)
    for one in inside:
        if isinstance(one, dict):
            yield from _elements(one)


def _attributes(props: dict[str, Any]) -> dict[str, str]:
    left_out = ("children", "style", "refresh")
    told = {
        name: fact for name, fact in props.items() if name not in left_out and fact is not None and fact is not False
    }
    return {_NAMES.get(name, name.lower()): "" if fact is True else str(fact) for name, fact in told.items()}


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.found: list[Element] = []
        self._open: list[Element] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """An element begins."""
        one = Element(tag, {name: fact or "" for name, fact in attrs if name != "style"})
        self.found.append(one)
        if tag not in _VOID:
            self._open.append(one)

    def handle_endtag(self, tag: str) -> None:
        """The innermost one ends, which must be the one named."""
        assert self._open.pop().tag == tag

    def handle_data(self, data: str) -> None:
        """Text of the innermost one."""
        if self._open:
            self._open[-1].text += data
