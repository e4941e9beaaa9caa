"""What the address of /bandingkan asks for: read, changed by one touch, written again; never more than fits."""

from __future__ import annotations

from urllib.parse import parse_qs, urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from components import cases
from components.charts.compare import MOST_REGIONS
from components.choices import MOST_INDICATORS, PATH, Chosen, read_chosen
from data.domain.entitas import Kode
from data.errors import UnknownError

USUAL = Chosen(("ipm",), (Kode("33.16"), Kode("32.11")))
KODES = st.sampled_from([Kode(f"33.{number:02}") for number in range(1, 12)])
NAMES = st.sampled_from(["ipm", "tpt", "spi", "spbe_indeks", "sakip_nilai", "luas_wilayah"])


def test_without_anything_asked_the_usual_is_shown() -> None:
    assert read_chosen("", USUAL) == USUAL
    assert read_chosen("?tema=terang", USUAL) == USUAL


def test_an_address_is_read_in_its_order_and_each_thing_once() -> None:
    chosen = read_chosen("?indikator=tpt,ipm,tpt&kode=33.15,33.16&pilih=wilayah", USUAL)
    assert chosen == Chosen(("tpt", "ipm"), (Kode("33.15"), Kode("33.16")), "wilayah")


@pytest.mark.parametrize(
    ("query", "told"),
    [
        ({"indikator": "a,b,c,d,e"}, "Paling banyak 4 indikator dapat dibandingkan; diminta 5"),
        (
            {"kode": "33.01,33.02,33.03,33.04,33.05,33.06,33.07"},
            "Paling banyak 6 wilayah dapat dibandingkan; diminta 7",
        ),
        ({"kode": "Blora"}, "Kode wilayah 'Blora' tidak sah"),
    ],
)
def test_more_than_fits_or_no_code_is_refused_in_words(query: dict[str, str], told: str) -> None:
    with pytest.raises(UnknownError, match=told.replace("(", r"\(")):
        read_chosen(query, USUAL)


@given(st.lists(st.one_of(KODES, NAMES), max_size=30))
def test_whatever_is_touched_something_stays_and_no_more_than_fits(touched: list[str]) -> None:
    chosen = USUAL
    for one in touched:
        before = chosen
        chosen = chosen.with_kode(Kode(one)) if "." in one else chosen.with_indicator(one)
        assert 1 <= len(chosen.kodes) <= MOST_REGIONS and 1 <= len(chosen.indicators) <= MOST_INDICATORS
        assert len(set(chosen.kodes)) == len(chosen.kodes)
        assert abs(len(chosen.kodes) - len(before.kodes)) + abs(len(chosen.indicators) - len(before.indicators)) <= 1
    link = cases.view().link(PATH, **chosen.asked())
    assert read_chosen(urlsplit(link).query, USUAL) == chosen


def test_a_list_opens_and_closes_by_the_same_touch() -> None:
    opened = USUAL.with_opened("wilayah")
    assert parse_qs(urlsplit(cases.view().link(PATH, **opened.asked())).query)["pilih"] == ["wilayah"]
    assert opened.with_opened("wilayah") == USUAL
    assert opened.with_opened("indikator").opened == "indikator"
