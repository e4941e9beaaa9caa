"""Colours are readable on every surface, in both themes, and the stylesheet is the one the code generates."""

from __future__ import annotations

from itertools import combinations, pairwise

import pytest

from components.theme import TOKENS_CSS, Palette, Tema, contrast_ratio, figure_template, luminance, palette, tokens_css

TEXTS = (
    "text", "muted", "dim", "accent", "pembanding_1", "pembanding_2", "on_target", "near", "off", "none", "simulated",
)  # fmt: skip


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
