"""One look for each state and status: a shape, a word and a class; colour only repeats what they say."""

from __future__ import annotations

import logging
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Final
from uuid import uuid4

from dash import ctx, html, no_update
from dash.development.base_component import Component

from components.attributes import hyphenated
from data.domain.indicator import STATE_WORDS, Reading, State, Status, Target
from data.errors import CommandCenterError

_LOGGER = logging.getLogger(__name__)
INCIDENT: Final = "kartu-tenang"
"""The class of the tile that stands for a failed part; live.js and the sharing of answers know a failure by it."""
_CALM_TITLE: Final = "Bagian ini tidak dapat ditampilkan"
_CALM_MESSAGE: Final = "Bagian lain tetap berjalan. Sebutkan nomor kejadian ini kepada operator."


@dataclass(frozen=True, slots=True)
class Look:
    """How one state or status looks: shape and word are read, the class colours them."""

    shape: str
    word: str
    css: str


STATE_LOOKS: Final[Mapping[State, Look]] = {
    State.VALUE: Look("", STATE_WORDS[State.VALUE], "keadaan-nilai"),
    State.ZERO: Look("◇", STATE_WORDS[State.ZERO], "keadaan-nol"),
    State.NOT_REPORTED: Look("□", STATE_WORDS[State.NOT_REPORTED], "keadaan-belum-lapor"),
    State.NOT_DUE: Look("▷", STATE_WORDS[State.NOT_DUE], "keadaan-belum-waktu"),
    State.SUPPRESSED: Look("×", STATE_WORDS[State.SUPPRESSED], "keadaan-samar"),
    State.HELD: Look("◆", STATE_WORDS[State.HELD], "keadaan-ditahan"),
    State.STALE: Look("▽", STATE_WORDS[State.STALE], "keadaan-lama"),
}
STATUS_LOOKS: Final[Mapping[Status, Look]] = {
    Status.ON_TARGET: Look("●", "Sesuai target", "status-sesuai"),
    Status.NEAR: Look("▲", "Waspada", "status-waspada"),
    Status.OFF: Look("■", "Jauh dari target", "status-jauh"),
    Status.NONE: Look("○", "Target belum ditetapkan", "status-tanpa"),
}
_NOT_JUDGED: Final = Look("○", "Belum dapat dinilai", "status-tanpa")


def shown_state(reading: Reading) -> State:
    """The state a reading is shown in; a value that is said to be there but is not counts as not reported."""
    is_hollow = reading.value is None and reading.state in (State.VALUE, State.ZERO)
    return State.NOT_REPORTED if is_hollow else reading.state


def look_mark(look: Look, css: str = "") -> html.Span:
    """Shape and word in one span; the shape is silent for screen readers since the word says it."""
    shape = [html.Span(look.shape, className="bentuk", **hyphenated(aria_hidden="true"))] if look.shape else []
    return html.Span([*shape, html.Span(look.word)], className=f"tanda {look.css} {css}".strip())


def flat_mark(look: Look, css: str = "") -> html.Span:
    """`look_mark` in one component: the style draws the shape, silent for screen readers (`[data-bentuk]::before`)."""
    shape = hyphenated(data_bentuk=look.shape or None)
    return html.Span(look.word, className=f"tanda {look.css} {css}".strip(), **shape)


def state_mark(state: State) -> html.Span:
    """The mark of a reading's state."""
    return look_mark(STATE_LOOKS[state], "keadaan")


def status_badge(status: Status, target: Target | None) -> html.Span:
    """The status against the target. With a target but no judgement it says so, and never that no target was set."""
    return look_mark(_status_look(status, target), "status")


def flat_status(status: Status, target: Target | None) -> html.Span:
    """`status_badge` in one component."""
    return flat_mark(_status_look(status, target), "status")


def _status_look(status: Status, target: Target | None) -> Look:
    return _NOT_JUDGED if status is Status.NONE and target is not None else STATUS_LOOKS[status]


def simulated_tag() -> html.Span:
    """The only violet thing on the screen."""
    return html.Span("SIMULASI", className="simulasi")


def incident_card(title: str, message: str, incident_id: str) -> html.Section:
    """A calm tile that says what is missing and under which number the operator finds out why."""
    parts = [html.H2(title), html.P(message), html.P(["Nomor kejadian ", html.Code(incident_id)], className="kejadian")]
    return html.Section(parts, className=f"kartu {INCIDENT}", role="status")


def calm(render: Callable[[], Component]) -> Component:
    """What `render` draws, or a calm tile when it fails: a failing part costs its own place and nothing else."""
    try:
        return render()
    except Exception as error:
        return _calm_card(error)


def calm_error(error: Exception) -> Any:
    """What a failed callback shows (Dash's `on_error`): the calm tile for content, no change for the rest."""
    return _calm_outputs(ctx.outputs_list, _calm_card(error))


def _calm_outputs(spec: Any, card: Component) -> Any:
    if isinstance(spec, list):
        return [_calm_outputs(part, card) for part in spec]
    return card if spec["property"] == "children" else no_update


def _calm_card(error: Exception) -> Component:
    incident_id = uuid4().hex[:8]
    _LOGGER.error("incident id=%s kind=%s", incident_id, type(error).__name__, exc_info=error)
    if isinstance(error, CommandCenterError):
        return incident_card(error.title, str(error), incident_id)
    return incident_card(_CALM_TITLE, _CALM_MESSAGE, incident_id)
