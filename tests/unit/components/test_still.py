"""What nobody calls back reaches the browser as one component with the same elements; what lives stays as it is."""

from __future__ import annotations

import pytest
from dash import dcc, html
from dash.development.base_component import Component

from components.gallery import gallery
from components.still import Still, still
from tests.markup import elements
from tests.unit.components.test_tables import nodes, view

CELLS = gallery(view())


def kinds(component: Component) -> list[str]:
    """Types of all components, in no particular order."""
    return [str(node["type"]) for node in nodes(component)]


@pytest.mark.parametrize("cell", CELLS)
def test_every_exhibit_of_the_gallery_keeps_its_elements(cell: Component) -> None:
    before, after = elements(cell), elements(still(cell))
    assert [(one.tag, one.attributes) for one in after] == [(one.tag, one.attributes) for one in before]
    assert sorted("".join(one.text for one in after)) == sorted("".join(one.text for one in before))


def test_a_page_of_the_gallery_becomes_few_components() -> None:
    assert sum(len(kinds(still(cell))) for cell in CELLS) * 5 < sum(len(kinds(cell)) for cell in CELLS)


def test_text_cannot_become_markup() -> None:
    made = still(html.P([html.B('<img src=x onerror="go()">'), " & ", 3], title='a "quoted" <title>'))
    assert isinstance(made, Still)
    assert made.isi == '<b>&lt;img src=x onerror="go()"&gt;</b> &amp; 3'
    inner = still(html.Div(html.P("", title='"><script>')))
    assert isinstance(inner, Still)
    assert inner.isi == '<p title="&quot;&gt;&lt;script&gt;"></p>'


def test_charts_and_what_callbacks_name_stay_alive() -> None:
    for living in (dcc.Graph(), html.P("x", id={"type": "slot"}), html.Button("x", n_clicks=0)):
        made = still(html.Section([html.H2([html.B("Judul")]), html.Div([living, html.P(html.B("y"))])]))
        assert kinds(made).count("Still") == 2
        assert type(living).__name__ in kinds(made)


def test_the_tree_that_is_given_is_not_changed() -> None:
    tree = html.Div([dcc.Graph(), html.P(html.B("y"))])
    still(tree)
    assert kinds(tree) == ["Div", "P", "B", "Graph"]


def test_a_link_to_a_page_is_marked_and_a_style_is_written_out() -> None:
    made = still(
        html.Div([dcc.Link("Paspor", href="/indikator/a?b=1&c=2"), html.I(style={"maskImage": "url(x)", "--t": "2"})])
    )
    assert isinstance(made, Still)
    assert made.isi == (
        '<a href="/indikator/a?b=1&amp;c=2" data-halaman="ya">Paspor</a><i style="mask-image:url(x);--t:2"></i>'
    )


def test_a_number_that_browsers_print_another_way_is_refused() -> None:
    with pytest.raises(TypeError, match=r"no text: 1\.0"):
        still(html.P(html.B(1.0)))
