"""One answer for all who ask the same at the same moment.

After a publish every screen asks for the same tiles within milliseconds. Their numbers are computed once
(data/store.py); here the finished answer is, drawn and compressed, since drawing costs 4 ms of the one interpreter for
each screen. It is kept for two seconds only, so that a tile which failed heals as fast as without this.
"""

from __future__ import annotations

import hashlib
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field

from flask import Flask, Response, g, request

_ASKED = "/_dash-update-component"
_KEEP_S = 2.0
_WAIT_S = 10.0


@dataclass(slots=True)
class Answer:
    """An answer that is being made, or was just now; `made` (body, headers) stays None when it may not be shared."""

    begun_at: float = field(default_factory=time.monotonic)
    is_done: threading.Event = field(default_factory=threading.Event)
    made: tuple[bytes, list[tuple[str, str]]] | None = None


class Sharing:
    """Answers of one server. `version` is the newest one known; while it is None nothing is shared."""

    def __init__(self, version: Callable[[], int | None], keep_s: float = _KEEP_S) -> None:
        self._version = version
        self._keep_s = keep_s
        self._lock = threading.Lock()
        self._answers: dict[str, Answer] = {}

    def install(self, server: Flask) -> None:
        """Register for every callback. Before Delivery, whose work on an answer then comes first and is shared too."""
        server.before_request(self.join)
        server.after_request(self.share)
        server.teardown_request(self.let_go)

    def join(self) -> Response | None:
        """Wait for whoever asks the same already; None for the first one, who makes the answer."""
        version = self._version()
        if request.method != "POST" or request.path != _ASKED or version is None:
            return None
        key = _key(version)
        with self._lock:
            self._forget_old()
            answer = self._answers.get(key)
            if answer is None:
                g.cc_answer = self._answers[key] = Answer()
                return None
        answer.is_done.wait(_WAIT_S)
        return Response(answer.made[0], headers=answer.made[1]) if answer.made else None

    def share(self, response: Response) -> Response:
        """Keep the first one's answer for the others; one that failed or carries a cookie is nobody else's."""
        answer: Answer | None = g.get("cc_answer")
        if answer is not None and response.status_code == 200 and "Set-Cookie" not in response.headers:
            answer.made = (response.get_data(), list(response.headers))
        return response

    def let_go(self, _error: BaseException | None) -> None:
        """Whatever became of the first one, nobody waits any longer."""
        answer: Answer | None = g.pop("cc_answer", None)
        if answer is not None:
            answer.is_done.set()

    def _forget_old(self) -> None:
        too_old = time.monotonic() - self._keep_s
        old = [key for key, one in self._answers.items() if one.begun_at <= too_old and one.is_done.is_set()]
        for key in old:
            del self._answers[key]


def _key(version: int) -> str:
    """Everything an answer depends on; there is no scope in it while nobody can sign in."""
    facts = (version, request.headers.get("Accept-Encoding", ""))
    return hashlib.sha256(repr(facts).encode() + request.get_data()).hexdigest()
