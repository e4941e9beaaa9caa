"""Colours, type and the plotly template: dark for the control room, light for paper.

`assets/tokens.css` is generated from here: `python -m components.theme` writes it, a test says that it is current.
Text colours keep a contrast of at least 4.5 to 1 on every surface (WCAG 2.2, success criterion 1.4.3).
"""

from __future__ import annotations

from dataclasses import asdict, dataclass
from enum import StrEnum
from functools import lru_cache
from pathlib import Path
from typing import Any

import plotly.graph_objects as go

TOKENS_CSS = Path(__file__).resolve().parent.parent / "assets" / "tokens.css"
FONT = "Inter, 'Segoe UI', 'Noto Sans', 'DejaVu Sans', sans-serif"
_DARK_ONLY = ":root"
_LIGHT_WHERE = ':root[data-latar="terang"], [data-tema="terang"]'


class Tema(StrEnum):
    """Dark for the wall, light for paper."""

    GELAP = "gelap"
    TERANG = "terang"


@dataclass(frozen=True, slots=True)
class Palette:
    """Every colour of a theme as #rrggbb. `line` and `grid` are hairlines and never carry text."""

    background: str
    surface: str
    raised: str
    line: str
    grid: str
    text: str
    muted: str
    dim: str
    accent: str
    pembanding_1: str
    pembanding_2: str
    pembanding_3: str
    on_target: str
    near: str
    off: str
    none: str
    simulated: str
    simulated_ink: str
    scale_1: str
    scale_2: str
    scale_3: str
    scale_4: str
    scale_5: str
    scale_6: str
    change_same: str
    better_1: str
    better_2: str
    better_3: str
    worse_1: str
    worse_2: str
    worse_3: str
    up_1: str
    up_2: str
    up_3: str
    down_1: str
    down_2: str
    down_3: str

    @property
    def comparators(self) -> tuple[str, str, str]:
        """Greys of the regions we are held against, the nearest first."""
        return self.pembanding_1, self.pembanding_2, self.pembanding_3

    @property
    def scale(self) -> tuple[str, ...]:
        """One hue from low to high; its lightness rises evenly, so it reads without colour vision."""
        return self.scale_1, self.scale_2, self.scale_3, self.scale_4, self.scale_5, self.scale_6

    @property
    def judged_changes(self) -> tuple[str, ...]:
        """From much worse over no change to much better: orange and blue, which nobody mistakes for each other."""
        worse, better = (self.worse_3, self.worse_2, self.worse_1), (self.better_1, self.better_2, self.better_3)
        return *worse, self.change_same, *better

    @property
    def plain_changes(self) -> tuple[str, ...]:
        """From far down over no change to far up, for what is not judged: sand and teal."""
        down, up = (self.down_3, self.down_2, self.down_1), (self.up_1, self.up_2, self.up_3)
        return *down, self.change_same, *up


_PALETTES = {
    Tema.GELAP: Palette(
        background="#0a0f17",
        surface="#101826",
        raised="#162132",
        line="#223146",
        grid="#1c2939",
        text="#e8edf4",
        muted="#a3b1c2",
        dim="#8495ab",
        accent="#e3b65c",
        pembanding_1="#b4c2d3",
        pembanding_2="#8a9bb1",
        pembanding_3="#72849c",
        on_target="#35c9a5",
        near="#f4b740",
        off="#ff7a6b",
        none="#8f9eb1",
        simulated="#c9a3ff",
        simulated_ink="#1a0f2b",
        scale_1="#16324a",
        scale_2="#1b4a66",
        scale_3="#1f6580",
        scale_4="#2a8294",
        scale_5="#4fa3a3",
        scale_6="#86c3b4",
        change_same="#2f3947",
        better_1="#2d6196",
        better_2="#4796d6",
        better_3="#93cfff",
        worse_1="#8a4e2c",
        worse_2="#cf7836",
        worse_3="#ffb77a",
        up_1="#216d68",
        up_2="#3f9f94",
        up_3="#9ce6d2",
        down_1="#6d6139",
        down_2="#a49455",
        down_3="#e6d592",
    ),
    Tema.TERANG: Palette(
        background="#f3f5f8",
        surface="#ffffff",
        raised="#eaeff5",
        line="#cfd8e3",
        grid="#e3e9f0",
        text="#101824",
        muted="#43536a",
        dim="#586a80",
        accent="#875a08",
        pembanding_1="#3f4f63",
        pembanding_2="#5b6d83",
        pembanding_3="#66788e",
        on_target="#08705a",
        near="#8a5200",
        off="#b32a22",
        none="#586a80",
        simulated="#5b2ca0",
        simulated_ink="#ffffff",
        scale_1="#d7ebe4",
        scale_2="#a9d3c8",
        scale_3="#74b5b3",
        scale_4="#41919c",
        scale_5="#1f6b82",
        scale_6="#154763",
        change_same="#eceff3",
        better_1="#a9cced",
        better_2="#5b9bd8",
        better_3="#1a569d",
        worse_1="#f4be8d",
        worse_2="#dc8234",
        worse_3="#974307",
        up_1="#9dd5c8",
        up_2="#4aa596",
        up_3="#0f5d55",
        down_1="#d8c88c",
        down_2="#ac9140",
        down_3="#655314",
    ),
}


def palette(tema: Tema) -> Palette:
    """The colours of a theme."""
    return _PALETTES[tema]


def luminance(colour: str) -> float:
    """Relative luminance 0-1 of #rrggbb (WCAG 2.2, definition of relative luminance)."""
    parts = (int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5))
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast_ratio(one: str, other: str) -> float:
    """Contrast 1-21 between two colours (WCAG 2.2, definition of contrast ratio)."""
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


@lru_cache(maxsize=2)
def figure_template(tema: Tema) -> go.layout.Template:
    """Plotly defaults of a theme: no frame, no grid, Indonesian separators; a figure adds what it reads values off."""
    p = palette(tema)
    axis: dict[str, Any] = {
        "showgrid": False,
        "zeroline": False,
        "showline": False,
        "fixedrange": True,
        "title": {"text": ""},
    }
    axis |= {"tickfont": {"color": p.muted, "size": 15}, "ticks": ""}
    return go.layout.Template(
        layout={
            "font": {"family": FONT, "size": 15, "color": p.muted},
            "paper_bgcolor": "rgba(0,0,0,0)",
            "plot_bgcolor": "rgba(0,0,0,0)",
            "separators": ",.",
            "showlegend": False,
            "hovermode": "closest",
            "hoverlabel": {
                "align": "left",
                "bgcolor": p.raised,
                "bordercolor": p.dim,
                "font": {"color": p.text, "size": 15, "family": FONT},
            },
            "margin": {"l": 8, "r": 8, "t": 8, "b": 8, "pad": 6},
            "xaxis": axis,
            "yaxis": axis,
        }
    )


def tokens_css() -> str:
    """The text of assets/tokens.css: both themes as custom properties; paper is light whatever the screen was."""
    dark, light = (_declarations(palette(tema)) for tema in (Tema.GELAP, Tema.TERANG))
    return (
        "/* Generated by `python -m components.theme`; change components/theme.py instead. */\n"
        f"{_DARK_ONLY} {{\n  color-scheme: dark;\n{dark}}}\n"
        f"{_LIGHT_WHERE} {{\n  color-scheme: light;\n{light}}}\n"
        f"@media print {{\n{_DARK_ONLY}, [data-tema] {{\n  color-scheme: light;\n{light}}}\n}}\n"
    )


def write_tokens(path: Path = TOKENS_CSS) -> None:
    """Write the stylesheet of tokens."""
    path.write_text(tokens_css(), encoding="utf-8")


def _declarations(colours: Palette) -> str:
    return "".join(f"  --{name.replace('_', '-')}: {value};\n" for name, value in asdict(colours).items())


if __name__ == "__main__":
    write_tokens()
