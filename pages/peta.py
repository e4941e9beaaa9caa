"""`/peta`: where is it high, where low, where has nobody reported? Kabupaten, kecamatan, desa, by one tap."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial

from dash import State, callback, ctx, register_page
from dash.development.base_component import Component

from components.maps.asked import Asked, read_asked
from components.maps.card import Standpoint, map_card
from components.maps.controls import map_controls
from components.maps.profile import facts_at, profile_card, ranking_card
from components.shell import LOCATION, View, open_view, page_frame
from components.slots import Part, page_slots, refill, slot_output, versi_input
from components.states import calm
from data.catalog.models import Indicator
from data.domain.difference import MapDifference
from data.domain.entitas import Kode, Level, level_of
from data.errors import UnknownError
from data.serve.services import current

PAGE = "peta"
register_page(__name__, path="/peta", name="Peta", title="Peta · Command Center", order=5)


def layout(**query: str) -> Component:
    """The map of its address, at its version and in its theme."""
    return calm(lambda: _page(query, open_view("/peta", query, current().open)))


@callback(slot_output(PAGE), versi_input(PAGE), State(LOCATION, "search"), prevent_initial_call=True)
def show_parts(_version: str, search: str) -> list[Component]:
    """The parts whose datasets published."""
    view = open_view("/peta", search, current().open)
    return refill(_parts(_asked(search, view)), view, ctx.outputs_list)


def _page(query: Mapping[str, str], view: View) -> Component:
    slots = page_slots(PAGE, _parts(_asked(query, view)), view, current().catalogue(view.moment))
    return page_frame(view, "Peta", "Di mana tinggi, di mana rendah, dan siapa yang belum lapor?", slots)


def _asked(query: Mapping[str, str] | str, view: View) -> Asked:
    mapped = current().mapped(view.moment)
    if not mapped:
        raise UnknownError(f"Belum ada angka per kecamatan atau desa yang dimuat untuk {view.nama}")
    return read_asked(query, mapped, view.kode)


def _parts(asked: Asked) -> list[Part]:
    drawn: dict[str, tuple[Callable[[Asked, View], Component], str]] = {
        "kendali": (_controls, "cc-slot-penuh petak-kendali"),
        "peta": (_map, "petak-6 petak-peta"),
        "peringkat": (_ranking, "petak-3 petak-peta"),
        "profil": (_profile, "petak-3 petak-peta"),
    }
    return [Part(name, (asked.indicator,), partial(draw, asked), css) for name, (draw, css) in drawn.items()]


def _controls(asked: Asked, view: View) -> Component:
    levels = current().mapped(view.moment).get(asked.indicator, ())
    periodes = current().map_answer(asked.indicator, asked.level, view.moment).periodes
    return map_controls(asked, _offers(view), levels, _names(asked, view), view, periodes)


def _map(asked: Asked, view: View) -> Component:
    services = current()
    answer, layer, indicator = services.map_facts(asked.indicator, asked.level, view.moment)
    is_down = level_of(asked.induk) is Level.KECAMATAN and asked.level is Level.KECAMATAN
    at = Standpoint(
        asked.induk,
        asked.terpilih,
        below=services.layer(Level.DESA, view.moment) if is_down else None,
        frame=services.layer(Level.KECAMATAN, view.moment) if asked.level is Level.DESA else None,
        names=_overlaid(asked, view),
        is_own_page=True,
    )
    difference = _difference(asked, view)
    return map_card(
        answer, layer, indicator, view, offers=_offers(view), standpoint=at, card_id="peta", difference=difference
    )


def _difference(asked: Asked, view: View) -> MapDifference | None:
    """The change against the period asked for; None without one, or where there is no other to hold it against."""
    if not asked.banding:
        return None
    found = current().difference(asked.indicator, asked.level, asked.banding, view.moment)
    return found if found.frames else None


def _ranking(asked: Asked, view: View) -> Component:
    return ranking_card(_indicator(asked, view))


def _profile(asked: Asked, view: View) -> Component:
    kode, names = asked.terpilih or asked.induk, _names(asked, view)
    induk = Kode(kode.rpartition(".")[0])
    services, level = current(), level_of(kode)
    answers = [
        (services.map_answer(name, level, view.moment), services.indicator(name, view.moment))
        for name, levels in services.mapped(view.moment).items()
        if level in levels and name != asked.indicator
    ]
    return profile_card(services.place(kode, view.moment), names.get(induk, ""), facts_at(kode, answers), view)


def _indicator(asked: Asked, view: View) -> Indicator:
    return current().indicator(asked.indicator, view.moment)


def _offers(view: View) -> list[Indicator]:
    services = current()
    return [services.indicator(name, view.moment) for name in services.mapped(view.moment)]


def _names(asked: Asked, view: View) -> dict[Kode, str]:
    answers = [current().map_answer(asked.indicator, level, view.moment) for level in (Level.KECAMATAN, Level.DESA)]
    return {view.kode: view.nama} | {area.entitas: area.nama for answer in answers for area in answer.areas}


def _overlaid(asked: Asked, view: View) -> dict[Kode, str]:
    """Names of what lies over the painted areas: the desa below a kecamatan, else the kecamatan."""
    names = _names(asked, view).items()
    if asked.level is Level.KECAMATAN:
        return {kode: nama for kode, nama in names if kode.startswith(f"{asked.induk}.") and kode.count(".") == 3}
    return {kode: nama for kode, nama in names if kode.count(".") == 2}
