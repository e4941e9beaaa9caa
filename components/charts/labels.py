"""How much room labels need. Plotly could measure it itself (automargin), by drawing each chart several times over."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

_WIDTH: Final = 0.56
_AIR_PX: Final = 14


def label_px(labels: Sequence[str], font_px: float) -> int:
    """Margin in px for the longest of these labels, in Inter at that size; a mean letter is 0.56 of it wide."""
    return round(max((len(label) for label in labels), default=0) * font_px * _WIDTH) + _AIR_PX
