"""What changed since the viewer was here last: one line that is always there, so that nothing moves when it fills."""

from __future__ import annotations

from collections.abc import Mapping

from dash import dcc, html
from dash.development.base_component import Component

from components.format import format_instant, format_number, format_periode
from components.shell import View
from data.catalog.models import Indicator
from data.domain.changes import Change, ChangeKind, Changes

FIRST_VISIT = "Kunjungan pertama di peramban ini: perubahan angka ditampilkan mulai kunjungan berikutnya."
_SHOWN = 2


def changes_line(
    changes: Changes, indicators: Mapping[str, Indicator], view: View, *, is_daily: bool = False
) -> list[Component]:
    """`Sejak kunjungan terakhir (versi 6, ...): 3 angka baru`, then the newest few as links."""
    told = f"{_since(changes, is_daily)}: {_count(changes)}"
    links = [_link(change, indicators[change.indicator], view) for change in _newest_each(changes)[:_SHOWN]]
    return [html.Strong(told), *links]


def _since(changes: Changes, is_daily: bool) -> str:
    when = f", {format_instant(changes.since_at)}" if changes.since_at else ""
    return f"{'Sejak kemarin' if is_daily else 'Sejak kunjungan terakhir'} (versi {changes.since}{when})"


def _count(changes: Changes) -> str:
    kinds = [(kind, sum(change.kind is kind for change in changes.changes)) for kind in ChangeKind]
    told = [f"{format_number(count, 0)} {_word(kind)}" for kind, count in kinds if count]
    return ", ".join(told) or "tidak ada angka yang berubah"


def _word(kind: ChangeKind) -> str:
    return {
        ChangeKind.NEW: "angka baru",
        ChangeKind.REVISED: "angka direvisi",
        ChangeKind.WITHDRAWN: "angka dicabut",
    }[kind]


def _newest_each(changes: Changes) -> list[Change]:
    """One change for each indicator: that of its newest period."""
    found: dict[str, Change] = {}
    for change in changes.changes:
        found.setdefault(change.indicator, change)
    return list(found.values())


def _link(change: Change, indicator: Indicator, view: View) -> dcc.Link:
    name = indicator.brief_title
    before = _number(change.before, indicator)
    after = _number(change.after, indicator)
    text = f"{name} {format_periode(change.periode)}: {before} → {after}"
    return dcc.Link(text, href=view.link(f"/indikator/{change.indicator}"))


def _number(value: float | None, indicator: Indicator) -> str:
    return "–" if value is None else format_number(value, indicator.decimals)
