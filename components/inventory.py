"""What is loaded and what is declared, counted in two or three sentences: how Bantuan and Metodologi open."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from components.format import format_age, format_date, format_number, listed
from data.catalog.models import Catalogue
from data.domain.attention import Attention
from data.domain.indicator import Kind
from data.domain.provenance import Moment

_MADE: Final[Mapping[Kind, str]] = {
    Kind.PUBLISHED: "dimuat seperti tercetak",
    Kind.RATIO: "dihitung dari jumlah bagiannya",
    Kind.TOTAL: "dijumlahkan dari bagiannya",
    Kind.RULE: "dihitung ulang menurut aturan resmi",
    Kind.EVENTS: "dihitung dari catatan kejadian",
}


def loaded_sentences(attention: Attention, catalogue: Catalogue, nama: str, moment: Moment) -> list[str]:
    """How many indicators have figures, how many sources are late and by how much, how many have a target; as of when.

    `nama`: the region, as 'Kabupaten Blora'.
    """
    head = f"{attention.loaded} dari {attention.indicators} indikator mempunyai angka untuk {nama}"
    told = [f"{head} pada versi {moment.version}, dinilai per {format_date(moment.as_of)}."]
    if attention.late:
        oldest = attention.late[0]
        name = catalogue.indicators[oldest.indicator].brief_title
        late = f"{attention.sources_late} dari {attention.sources} sumber angka itu terlambat dari jadwal terbitnya"
        told.append(f"{late}; paling lama {name}, {format_age(oldest.freshness.days_late)}.")
    else:
        told.append(f"Tidak satu pun dari {attention.sources} sumber angka itu terlambat dari jadwal terbitnya.")
    reached = f"{attention.on_target} sesuai target" if attention.on_target else "belum satu pun sesuai target"
    judged = f"{attention.with_target} indikator mempunyai target yang bersumber, {reached}"
    return [*told, f"{judged}; yang lain tidak dinilai."]


def declared_sentences(catalogue: Catalogue) -> list[str]:
    """What is declared of each kind, how the indicators come to be, and the targets with their newest document."""
    counts = {
        "indikator": catalogue.indicators,
        "sumber": catalogue.sources,
        "kumpulan aturan": catalogue.rules,
        "daftar target": catalogue.targets,
    }
    kinds = [(kind, sum(one.kind is kind for one in catalogue.indicators.values())) for kind in Kind]
    made = [f"{format_number(count, 0)} {_MADE[kind]}" for kind, count in kinds if count]
    told = [f"{listed([f'{format_number(len(found), 0)} {noun}' for noun, found in counts.items()])} dideklarasikan."]
    told.append(f"Dari indikator itu, {listed(made)}.")
    rows = sum(len(one.targets) for one in catalogue.targets.values())
    if rows:
        newest = max(one.dated_on for one in catalogue.targets.values())
        told.append(f"{format_number(rows, 0)} target tercatat; dokumen terbarunya bertanggal {format_date(newest)}.")
    return told
