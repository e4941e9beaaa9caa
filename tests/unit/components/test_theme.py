"""Colours are readable on every surface, in both themes, and the stylesheet is the one the code generates."""

from __future__ import annotations

from itertools import combinations, pairwise
from math import dist

import pytest

from components.theme import TOKENS_CSS, Palette, Tema, contrast_ratio, figure_template, luminance, palette, tokens_css

TEXTS = (
    "text", "muted", "dim", "accent", "pembanding_1", "pembanding_2", "on_target", "near", "off", "none", "simulated",
)  # fmt: skip

# Machado, Oliveira, Fernandes 2009, severity 1.0, on linear RGB.
COLOUR_SIGHT = {
    "all": ((1.0, 0.0, 0.0), (0.0, 1.0, 0.0), (0.0, 0.0, 1.0)),
    "protanopia": ((0.152286, 1.052583, -0.204868), (0.114503, 0.786281, 0.099216), (-0.003882, -0.048116, 1.051998)),
    "deuteranopia": ((0.367322, 0.860646, -0.227968), (0.280085, 0.672501, 0.047413), (-0.01182, 0.04294, 0.968881)),
    "tritanopia": ((1.255528, -0.076749, -0.178779), (-0.078411, 0.930809, 0.147602), (0.004733, 0.691367, 0.3039)),
}


@pytest.mark.parametrize("tema", Tema)
@pytest.mark.parametrize("name", TEXTS)
@pytest.mark.parametrize("under", ("background", "surface", "raised"))
def test_text_has_enough_contrast_on_every_surface(tema: Tema, name: str, under: str) -> None:
    colours = palette(tema)
    assert contrast_ratio(getattr(colours, name), getattr(colours, under)) >= 4.5


@pytest.mark.parametrize("tema", Tema)
def test_the_simulated_tag_is_readable_and_lines_of_others_are_visible(tema: Tema) -> None:
    colours = palette(tema)
    assert contrast_ratio(colours.simulated_ink, colours.simulated) >= 4.5
    assert min(contrast_ratio(grey, colours.surface) for grey in colours.comparators) >= 3


def test_contrast_of_black_on_white_is_that_of_the_definition() -> None:
    assert contrast_ratio("#000000", "#ffffff") == pytest.approx(21)
    assert contrast_ratio("#767676", "#ffffff") == pytest.approx(4.54, abs=0.01)


@pytest.mark.parametrize("tema", Tema)
def test_the_scale_moves_one_way_in_lightness_so_it_reads_without_colour_vision(tema: Tema) -> None:
    light = [luminance(colour) for colour in palette(tema).scale]
    steps = [after - before for before, after in pairwise(light)]
    assert all(step > 0 for step in steps) or all(step < 0 for step in steps)


@pytest.mark.parametrize("sight", COLOUR_SIGHT)
@pytest.mark.parametrize("tema", Tema)
def test_change_is_told_apart_whatever_colours_one_sees(tema: Tema, sight: str) -> None:
    """Seven colours around no change, each different from every other; stronger is further from no change in lightness,
    and both sides weigh the same.
    """
    for scale in (palette(tema).judged_changes, palette(tema).plain_changes):
        seen = [lab(colour, COLOUR_SIGHT[sight]) for colour in scale]
        assert min(dist(one, other) for one, other in combinations(seen, 2)) >= 12
        light = [lab(colour, COLOUR_SIGHT["all"])[0] for colour in scale]
        away = [abs(one - light[3]) for one in light]
        assert away == [*sorted(away[:3], reverse=True), 0.0, *sorted(away[4:])]
        assert all(abs(light[3 - n] - light[3 + n]) < 4 for n in (1, 2, 3))


@pytest.mark.parametrize("tema", Tema)
def test_numbers_are_readable_on_every_change(tema: Tema) -> None:
    """The ink of assets/peta.css: the theme's text on no and little change; from there on what stands out in it."""
    p = palette(tema)
    inks = (p.text, p.text, p.background, p.background) if tema is Tema.GELAP else (p.text, p.text, p.text, "#ffffff")
    for scale in (p.judged_changes, p.plain_changes):
        for at, colour in enumerate(scale):
            assert contrast_ratio(inks[abs(at - 3)], colour) >= 4.5, colour


def lab(colour: str, sight: tuple[tuple[float, ...], ...]) -> tuple[float, float, float]:
    """CIE L*a*b* (D65) of #rrggbb as somebody with that sight sees it."""
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in parts]
    red, green, blue = (min(1.0, max(0.0, sum(a * b for a, b in zip(row, linear, strict=True)))) for row in sight)
    x = (0.4124 * red + 0.3576 * green + 0.1805 * blue) / 0.95047
    y = 0.2126 * red + 0.7152 * green + 0.0722 * blue
    z = (0.0193 * red + 0.1192 * green + 0.9505 * blue) / 1.08883
    fx, fy, fz = (t ** (1 / 3) if t > 0.008856 else 7.787 * t + 16 / 116 for t in (x, y, z))
    return 116 * fy - 16, 500 * (fx - fy), 200 * (fy - fz)


@pytest.mark.parametrize("tema", Tema)
def test_status_colours_differ_from_each_other_and_violet_belongs_to_simulated_alone(tema: Tema) -> None:
    colours = palette(tema)
    told = [colours.on_target, colours.near, colours.off, colours.none, colours.simulated]
    assert all(one != other for one, other in combinations(told, 2))
    assert sum(1 for name in Palette.__slots__ if getattr(colours, name) == colours.simulated) == 1


def test_the_stylesheet_of_tokens_is_current() -> None:
    assert TOKENS_CSS.read_text(encoding="utf-8") == tokens_css()


@pytest.mark.parametrize("tema", Tema)
def test_charts_part_numbers_as_indonesians_do(tema: Tema) -> None:
    assert figure_template(tema).layout.separators == ",."
