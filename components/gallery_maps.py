"""Maps in every state, from hand-made examples: one area for each state, and the card where nothing can be painted."""

from __future__ import annotations

from dataclasses import replace
from itertools import cycle, islice
from typing import Final

from dash.development.base_component import Component

from components import examples
from components.maps.card import map_card
from components.shell import View
from data.domain.batas import Layer
from data.domain.difference import DifferenceFrame, Incomparable, MapDifference
from data.domain.entitas import Kode, Level
from data.domain.indicator import Direction, State
from data.domain.peta import MapAnswer, MapArea, MapFrame, Publication

_CHANGES: Final = (0.2, 0.7, 1.3, 0.0, -0.2, -0.7, -1.3)
_EMPTY: Final = (State.NOT_REPORTED, State.NOT_DUE, State.SUPPRESSED)
LAYER: Final = Layer(
    Level.KECAMATAN, "indikatif", "contoh", "batas indikatif", "Contoh", None, (111.0, -7.3, 111.6, -6.9), ()
)


def map_answer(states: tuple[State, ...] = tuple(State)) -> MapAnswer:
    """Two periods: the first with values everywhere, the second with one area for each state."""
    areas = tuple(MapArea(Kode(f"33.16.{i + 1:02d}"), f"Contoh {state.value}") for i, state in enumerate(states))
    values = tuple(None if s in _EMPTY else 0.0 if s is State.ZERO else 2.0 + i / 4 for i, s in enumerate(states))
    none = (None,) * len(states)
    origins = (0,) * len(states)
    first = MapFrame(
        "2024", tuple(2.0 + i / 4 for i in range(len(states))), (State.VALUE,) * len(states), none, origins
    )
    frames = (first, MapFrame("2025", values, states, none, origins))
    return MapAnswer(
        examples.INDICATOR.id, "baru", "Aturan baru", examples.UTAMA, Level.KECAMATAN, "2025", False, False,
        (2.0, 3.5), areas, frames, (Publication("contoh", "terbitan", "Kementerian Contoh"),),
    )  # fmt: skip


def map_difference(count: int = len(_CHANGES) + len(Incomparable)) -> MapDifference:
    """A change of each strength both ways, none, and each reason not to compare, over and over."""
    cases = (*((one, None) for one in _CHANGES), *((None, one) for one in Incomparable))
    changes, reasons = zip(*islice(cycle(cases), count), strict=True)
    empty = {Incomparable.NOT_REPORTED: State.NOT_REPORTED, Incomparable.SUPPRESSED: State.SUPPRESSED}
    states = tuple(empty.get(reason, State.VALUE) for reason in reasons)
    values = tuple(
        2.5 + (change or 0.0) if state is State.VALUE else None for change, state in zip(changes, states, strict=True)
    )
    answer = map_answer((State.STALE, *(State.VALUE,) * (count - 1)))
    first = replace(answer.frames[0], values=(2.5,) * count)
    second = replace(answer.frames[1], values=values, states=(State.STALE, *states[1:]))
    frame = DifferenceFrame("2025", changes, reasons)
    return MapDifference(replace(answer, frames=(first, second)), "2024", 1.3, (frame,))


def difference_cards(view: View, layer: Layer = LAYER) -> list[Component]:
    """Change of an indicator that is judged, of one that is not, and where nothing can be compared."""
    whole = map_difference(len(layer.areas) or len(_CHANGES) + len(Incomparable))
    count = len(whole.answer.areas)
    apart = DifferenceFrame("2025", (None,) * count, (Incomparable.METHOD,) * count)
    plain = examples.INDICATOR.model_copy(update={"direction": Direction.NONE})
    cases = {
        "dinilai": (whole, examples.INDICATOR),
        "tanpa-arah": (whole, plain),
        "terpisah": (replace(whole, scale=None, frames=(apart,)), examples.INDICATOR),
    }
    return [
        map_card(one.answer, layer, indicator, view, card_id=f"galeri-banding-{name}", difference=one)
        for name, (one, indicator) in cases.items()
    ]


def map_cards(view: View, layer: Layer = LAYER) -> list[Component]:
    """Every state over the areas of the layer, a simulated map, a map without any value, an indicator without a map."""
    count = len(layer.areas) or len(State)
    whole, indicator = map_answer(tuple(islice(cycle(State), count))), examples.INDICATOR
    simulated = replace(whole, is_simulated=True)
    hollow = replace(map_answer(tuple(islice(cycle(_EMPTY), count))), scale=None)
    absent = replace(whole, frames=(), scale=None, periode="")
    cases = {"keadaan": whole, "simulasi": simulated, "kosong": hollow, "tanpa": absent}
    return [
        map_card(answer, layer, indicator, view, offers=(examples.PERCENT,), card_id=f"galeri-peta-{name}")
        for name, answer in cases.items()
    ]
