"""How to read the screen, told with the marks the cards use."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from dash import html
from dash.development.base_component import Component

from components.cards.glossary import GLOSSARY
from components.cards.panels import text_panel
from components.states import STATE_LOOKS, STATUS_LOOKS, look_mark, simulated_tag
from data.catalog.models import Catalogue
from data.domain.indicator import State, Status

_STATUS: Final = {
    Status.ON_TARGET: "Angka, tanpa dibulatkan, mencapai target yang berlaku.",
    Status.NEAR: "Belum mencapai target, tetapi masih dalam batas yang dideklarasikan untuk indikator itu.",
    Status.OFF: "Lebih jauh dari target daripada batas itu.",
    Status.NONE: "Tidak ada target yang bersumber, maka tidak ada penilaian.",
}
_STATE: Final = {
    State.ZERO: "Yang dilaporkan memang nol.",
    State.NOT_REPORTED: "Seharusnya ada, tetapi belum dilaporkan. Ini bukan nol.",
    State.NOT_DUE: "Batas waktu pelaporannya belum tiba.",
    State.SUPPRESSED: "Disembunyikan agar orang tidak dikenali: kurang dari lima orang.",
    State.HELD: "Pemeriksaan mutu atau operator menahan sumbernya; angka baik terakhir tetap tampil.",
    State.STALE: "Angka yang lebih baru sudah jatuh tempo tetapi belum dimuat.",
}
_READING: Final = (
    "Nilai ditulis dengan satuan dan periodenya. Panah dan kata menunjukkan perubahan terhadap "
    "periode sebelumnya menurut cara ukur yang sama.",
    "Dua cara ukur tidak pernah disambung menjadi satu garis: survei dan penimbangan stunting adalah dua deret.",
    "Umur data dinilai terhadap jadwal terbit sumbernya sendiri, bukan terhadap waktu pemuatan.",
    "“Belum dimuat” berarti angka itu tidak ada dalam sumber yang dimuat; mungkin saja sudah terbit di tempat lain.",
    "Dua ketukan membawa setiap angka ke paspornya: rumus, baris sumber, berkas, pemuatan, dan nilai sebelumnya.",
)
_WORKING: Final = (
    "Tambahkan ?versi=12 pada alamat untuk melihat layar seperti pada versi 12; tautan lain mengikuti versi itu.",
    "PNG, CSV, dan XLSX di bawah setiap grafik dan peta memuat yang tampil, dengan sumber, versi, dan waktu WIB.",
    "Kartu angka memberinya saat ditunjuk atau dicapai dengan Tab; di halaman paspornya selalu tampak.",
    "“Tabel angka” membuka tabel di balik grafik. Tombol Tab berpindah antarbagian, Enter membuka.",
    "Tema terang untuk kertas; mencetak halaman selalu memakai tema terang.",
    "Pertanyaan, rumus, dasar hukum, dan catatan tiap indikator ada di halaman Metodologi.",
    "Bila bagian layar tidak dapat ditampilkan, sebutkan nomor kejadiannya kepada operator Dinkominfo.",
)
_SIMULATED: Final = "Data latihan, yang tidak pernah disambung atau diperingkat dengan angka resmi."
_OPERATOR: Final = (
    "Soal layar, sambungan, dan data yang terlambat: operator Dinkominfo. Soal isi suatu angka: pemiliknya."
)
_CHART: Final = {
    "●━●": "Garis tebal berwarna aksen: kabupaten ini. Garis kelabu: pembanding, dengan nama di ujungnya.",
    "┊": "Garis putus tegak: cara ukur berganti; di kedua sisinya angka tidak disambung.",
    "○": "Lingkaran kosong: nilai lama sebelum direvisi.",
    "✕": "Silang: terbitan lain menyebut angka yang berbeda.",
    "□": "Kotak kosong di dasar grafik: periode tanpa nilai. Garis berhenti di situ.",
    "▽": "Segitiga kosong: angka terbaru sudah lewat jadwal terbitnya.",
}
_PILL: Final = {
    "Langsung": "Layar memperbarui diri begitu data terbit.",
    "Berkala": "Saluran langsung terputus; layar bertanya tiap beberapa detik.",
    "Terputus": "Angka terakhir tetap tampil dengan versinya sampai sambungan pulih.",
    "Arsip": "Versi lama yang dibuka dengan ?versi=; tidak pernah berubah.",
}


def help_panels(catalogue: Catalogue) -> list[Component]:
    """Status, states, reading, working, charts, connection, terms, owners: a card each."""
    states = [(look_mark(STATE_LOOKS[state]), text) for state, text in _STATE.items()]
    return [
        text_panel(
            "Status terhadap target", [_meanings([(look_mark(STATUS_LOOKS[s]), t) for s, t in _STATUS.items()])]
        ),
        text_panel("Keadaan angka", [_meanings([*states, (simulated_tag(), _SIMULATED)])]),
        text_panel("Membaca angka", [_lines(_READING)]),
        text_panel("Memakai layar", [_lines(_WORKING)]),
        text_panel("Membaca grafik", [_meanings([(html.Span(mark), text) for mark, text in _CHART.items()])]),
        text_panel("Tanda sambungan di atas", [_meanings([(html.Span(w), text) for w, text in _PILL.items()])]),
        text_panel("Istilah", [_meanings([(html.Span(word), text) for word, text in GLOSSARY.items()])]),
        text_panel("Kepada siapa bertanya", [html.P(_OPERATOR), _owners(catalogue)]),
    ]


def _meanings(rows: Sequence[tuple[Component, str]]) -> html.Dl:
    return html.Dl([html.Div([html.Dt(mark), html.Dd(text)]) for mark, text in rows], className="fakta fakta-lebar")


def _lines(texts: Sequence[str]) -> html.Ul:
    return html.Ul([html.Li(text) for text in texts], className="bantuan-daftar")


def _owners(catalogue: Catalogue) -> html.Dl:
    """Each owner as declared, with the short names of what it owns."""
    owned: dict[str, list[str]] = {}
    for one in catalogue.indicators.values():
        owned.setdefault(one.owner, []).append(one.brief_title)
    return _meanings([(html.Span(owner), f"{', '.join(sorted(names))}.") for owner, names in sorted(owned.items())])
