"""A legal basis says where it was read, and what nobody has verified."""

from __future__ import annotations

from datetime import date

import pytest

from components.cards.legal import basis_list, regulation_list, told_basis
from data.catalog.regulation import Regulation, cited_in, cites_in

SEEN = Regulation(
    id="uu", cite="UU 16/1997", title="Statistik", seen_at="https://contoh.id/uu", seen_on=date(2026, 11, 24)
)
QUOTED = SEEN.model_copy(update={"id": "pp", "cite": "PP 38/2017", "title": "Inovasi Daerah", "is_quoted": True})
UNSEEN = Regulation(id="permen", cite="PermenPANRB 8/2026", title="Pemdi", note="Naskahnya belum dilihat")
ALL = {one.id: one for one in (SEEN, QUOTED, UNSEEN)}


@pytest.mark.parametrize(
    ("text", "cites"),
    [
        ("UU 16/1997 tentang Statistik", ("UU 16/1997",)),
        ("UU 23/2006 jo. UU 24/2013 tentang Administrasi", ("UU 23/2006", "UU 24/2013")),
        (
            "Permendagri 58/2021; Kepmendagri 300.2.2-2430/2025",
            ("Permendagri 58/2021", "Kepmendagri 300.2.2-2430/2025"),
        ),
        ("Peraturan Bupati Blora 17/2023 tentang RKPD 2024", ("Peraturan Bupati Blora 17/2023",)),
        ("Perpres 72/2021 Pasal 5, menurut Perpres 72/2021", ("Perpres 72/2021",)),
        ("Metode BPS yang diperkenalkan pada 2014", ()),
        ("PermenPANRB 8/2026", ("PermenPANRB 8/2026",)),
    ],
)
def test_citations_are_found_in_their_order(text: str, cites: tuple[str, ...]) -> None:
    assert cites_in(text) == cites


def test_a_number_that_begins_alike_is_another_regulation() -> None:
    assert cited_in("UU 16/19971 dan UU 116/1997", ALL.values()) == ()


def test_what_was_read_needs_no_word_and_what_was_not_is_told() -> None:
    assert told_basis("UU 16/1997; PP 38/2017", ALL) == "UU 16/1997; PP 38/2017"
    assert told_basis("PermenPANRB 8/2026", ALL).endswith("Dasar hukum belum diverifikasi: PermenPANRB 8/2026")
    assert told_basis("UU 99/2099", ALL).endswith("Dasar hukum belum diverifikasi: UU 99/2099")
    assert told_basis("UU 16/1997", ALL, "apakah ini dasarnya") == "UU 16/1997. Belum diverifikasi: apakah ini dasarnya"
    assert told_basis("Kesepakatan rapat", ALL) == "Kesepakatan rapat"


def test_each_regulation_names_the_address_at_which_it_was_read() -> None:
    said = str(basis_list("UU 16/1997; PP 38/2017; PermenPANRB 8/2026", ALL)[0])
    assert "Naskah dibaca 24 November 2026" in said and "https://contoh.id/uu" in said
    assert "Kutipan dibaca 24 November 2026" in said
    assert "Belum diverifikasi" in said
    assert basis_list("Kesepakatan rapat", ALL) == []
    assert str(regulation_list(ALL)).count("Li(") == 3
