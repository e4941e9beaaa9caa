"""One answer for all who ask the same at the same moment.

After a publish every screen asks for the same tiles within milliseconds. Their numbers are computed once
(data/store.py); here the finished answer is, drawn and compressed, since drawing costs 4 ms of the one interpreter for
a tile and up to 160 ms for a page of seven charts. What an answer depends on is its key, so a whole one is kept until
it is crowded out; one in which a part failed is kept for two seconds, so that it heals as fast as without this.
"""

from __future__ import annotations

import hashlib
import threading
import time
from collections.abc import Callable, Hashable
from dataclasses import dataclass, field

from flask import Flask, Response, g, request

_ASKED = "/_dash-update-component"
_KEEP_FAILED_S = 2.0
_MOST_BYTES = 16_000_000
_WAIT_S = 10.0


@dataclass(slots=True)
class Answer:
    """An answer that is being made, or was; `made` (body, headers) stays None when it may not be shared."""

    begun_at: float = field(default_factory=time.monotonic)
    is_done: threading.Event = field(default_factory=threading.Event)
    is_whole: bool = False
    made: tuple[bytes, list[tuple[str, str]]] | None = None


class Sharing:
    """Answers of one server. `moment` is what they depend on beside the request (version and day); while it is None
    nothing is shared. `fault` stands in the body of an answer of which a part failed.
    """

    def __init__(
        self,
        moment: Callable[[], Hashable | None],
        fault: bytes,
        keep_failed_s: float = _KEEP_FAILED_S,
        most_bytes: int = _MOST_BYTES,
    ) -> None:
        self._moment = moment
        self._fault = fault
        self._keep_failed_s = keep_failed_s
        self._most_bytes = most_bytes
        self._lock = threading.Lock()
        self._answers: dict[str, Answer] = {}

    def install(self, server: Flask) -> None:
        """Register for every callback. Before Delivery, whose work on an answer then comes first and is shared too."""
        server.before_request(self.join)
        server.after_request(self.share)
        server.teardown_request(self.let_go)

    def judge(self, response: Response) -> Response:
        """Note whether every part is there, while the body can still be read: register after Delivery."""
        answer: Answer | None = g.get("cc_answer")
        if answer is not None:
            answer.is_whole = self._fault not in response.get_data()
        return response

    def join(self) -> Response | None:
        """Wait for whoever asks the same already; None for the first one, who makes the answer."""
        moment = self._moment()
        if request.method != "POST" or request.path != _ASKED or moment is None:
            return None
        key = _key(moment)
        with self._lock:
            self._forget()
            answer = self._answers.pop(key, None)
            self._answers[key] = answer or Answer()
            if answer is None:
                g.cc_answer = self._answers[key]
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

    def _forget(self) -> None:
        """What is done and failed a while ago, then what was asked for longest ago."""
        too_old = time.monotonic() - self._keep_failed_s
        kept_bytes = 0
        for key, one in reversed(list(self._answers.items())):
            kept_bytes += len(one.made[0]) if one.made else 0
            is_stale = one.begun_at <= too_old and not (one.is_whole and one.made)
            if one.is_done.is_set() and (is_stale or kept_bytes > self._most_bytes):
                del self._answers[key]


def _key(moment: Hashable) -> str:
    """Everything an answer depends on; there is no scope in it while nobody can sign in."""
    facts = (moment, request.headers.get("Accept-Encoding", ""))
    return hashlib.sha256(repr(facts).encode() + request.get_data()).hexdigest()
