"""*Perlu perhatian*: which indicators, how grave, and why, each reason spelt out from its facts; never a cause."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from dash import dcc, html
from dash.development.base_component import Component

from components.attributes import hyphenated
from components.format import (
    format_age,
    format_amount,
    format_exact,
    format_periode,
    format_printed,
    is_nothing,
    with_change_unit,
)
from components.shell import View
from components.states import Look
from data.catalog.models import Indicator
from data.domain.attention import Attention, Concern, Severity
from data.domain.indicator import STATE_WORDS, Direction, State

SEVERITY_LOOKS: Final[Mapping[Severity, Look]] = {
    Severity.OFF: Look("■", "Jauh dari target", "status-jauh"),
    Severity.NEAR: Look("▲", "Waspada", "status-waspada"),
    Severity.WORSENING: Look("!", "Memburuk", "gawat-memburuk"),
    Severity.BOTTOM: Look("▁", "Seperempat terbawah", "gawat-terbawah"),
}


def attention_card(attention: Attention, indicators: Mapping[str, Indicator], view: View, shown: int) -> Component:
    """The gravest few, the rest behind a summary, then what is late; says so honestly where nothing is to be told."""
    count = f"{len(attention.entries)} dari {attention.indicators} indikator"
    head = html.Div([html.H2("Perlu perhatian"), html.Span(count, className="gawat-jumlah")], className="kartu-kepala")
    rows = [_entry(one, indicators, view) for one in attention.entries]
    body: list[Component] = [html.Ol(rows[:shown], className="gawat")] if rows else [html.P(empty_text(attention))]
    if rows[shown:]:
        more = html.Summary(f"{len(rows) - shown} lagi")
        body.append(html.Details([more, html.Ol(rows[shown:], className="gawat")], className="gawat-lagi"))
    body.append(html.P(late_text(attention, indicators), className="gawat-terlambat"))
    return html.Section(
        [head, *body], className="kartu kartu-gawat", tabIndex=0, **hyphenated(aria_label="Perlu perhatian")
    )


def empty_text(attention: Attention) -> str:
    """What an empty list means: nothing off target, but most without a target and some not loaded."""
    without = attention.indicators - attention.with_target
    told = f"Tidak ada indikator di luar target; {without} tanpa target."
    missing = attention.indicators - attention.loaded
    return f"{told} {missing} belum dimuat." if missing else told


def late_text(attention: Attention, indicators: Mapping[str, Indicator]) -> str:
    """How many figures are overdue, and the one overdue longest. Being late is no status and is told apart."""
    if not attention.late:
        return "Tidak ada angka yang terlambat."
    oldest = attention.late[0]
    age = format_age(oldest.freshness.days_late)
    return (
        f"Data terlambat: {len(attention.late)} indikator; terlama {indicators[oldest.indicator].brief_title}, {age}."
    )


def reason_of(concern: Concern, indicator: Indicator) -> str:
    """Why it is on the list, in words, the weightiest first."""
    told = [_gap(concern, indicator), _change(concern, indicator), _place(concern), _data(concern)]
    return " · ".join(part for part in (*told, indicator.owner) if part)


def people_of(concern: Concern, counted: Indicator | None) -> str:
    """The people it is about, where somebody counted them; their period where it is another."""
    people = concern.people
    if people is None or counted is None:
        return ""
    when = f" ({format_periode(people.periode)})" if people.periode != concern.periode else ""
    return f"{format_amount(people.value, counted)}{when}"


def _entry(concern: Concern, indicators: Mapping[str, Indicator], view: View) -> html.Li:
    indicator, look = indicators[concern.indicator], SEVERITY_LOOKS[concern.severity]
    simulated = " SIMULASI" if concern.is_simulated else ""
    title = f"{indicator.brief_title} {format_amount(concern.value, indicator)}{simulated}"
    people = people_of(concern, indicators.get(indicator.people or ""))
    told: list[Any] = [reason_of(concern, indicator), *([html.B(people)] if people else [])]
    days = [html.Span(f"selama {format_age(concern.days_red)}", className="gawat-hari")] if concern.days_red else []
    facts = hyphenated(data_indikator_perhatian=concern.indicator, data_gawat=concern.severity.name.lower())
    link = dcc.Link(title, href=view.link(f"/indikator/{concern.indicator}"))
    word = html.Span(look.word, className=f"gawat-kata {look.css}", **hyphenated(data_bentuk=look.shape))
    return html.Li([link, word, *days, html.P(told)], **facts)


def _gap(concern: Concern, indicator: Indicator) -> str:
    if concern.gap is None or concern.target is None:
        return ""
    side = "di atas" if indicator.direction is Direction.DOWN else "di bawah"
    when = format_periode(concern.target.periode)
    return f"{_amount(concern.gap, indicator)} {side} target {when} ({format_printed(concern.target.value, indicator)})"


def _change(concern: Concern, indicator: Indicator) -> str:
    if concern.change is None or concern.change_from is None:
        return ""
    verb = "naik" if concern.change > 0 else "turun"
    span = f"{format_periode(concern.change_from)} → {format_periode(concern.periode)}"
    return f"{verb} {_amount(abs(concern.change), indicator)} {span}"


def _amount(value: float, indicator: Indicator) -> str:
    """A positive difference with its unit; one that would print as zero is said to be less than the last digit."""
    text = format_exact(value, indicator.decimals)
    if is_nothing(text):
        return f"kurang dari {with_change_unit(format_exact(10.0**-4, 4), indicator)}"
    return with_change_unit(text, indicator)


def _place(concern: Concern) -> str:
    is_told = concern.place is not None and concern.place * 4 > concern.place_expected * 3
    return f"peringkat {concern.place} dari {concern.place_expected}" if is_told else ""


def _data(concern: Concern) -> str:
    """Method and period, and by how much the next figure is overdue."""
    has_year = any(letter.isdigit() for letter in concern.line)
    told = f"{'data' if has_year or not concern.line else concern.line} {format_periode(concern.periode)}"
    held = f", {STATE_WORDS[State.HELD]}" if concern.state is State.HELD else ""
    age = concern.freshness
    late = f", {format_periode(age.missing)} terlambat {format_age(age.days_late)}" if age.is_late else ""
    return f"{told}{held}{late}"
