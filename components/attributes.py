"""HTML attributes with a hyphen, which Python cannot spell: `hyphenated(aria_label="x")` -> {"aria-label": "x"}."""

from __future__ import annotations

from typing import Any


def hyphenated(**facts: object) -> dict[str, Any]:
    """Attributes for a dash.html component; None leaves one out, everything else becomes text."""
    return {name.replace("_", "-"): str(fact) for name, fact in facts.items() if fact is not None}
