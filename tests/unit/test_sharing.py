"""Equal callbacks at the same moment share one answer; others, later ones and failed ones do not."""

from __future__ import annotations

import threading
from concurrent.futures import ThreadPoolExecutor

from flask import Flask, Response, request

from data.serve.sharing import Sharing

ASKED = "/_dash-update-component"


class Desk:
    """A server that counts what it had to answer itself; the first answer waits until it is let go."""

    def __init__(self, keep_s: float = 60, status: int = 200, cookie: str = "") -> None:
        self.version: int | None = 1
        self.calls = 0
        self.has_begun, self.may_end = threading.Event(), threading.Event()
        self.server = Flask("desk")
        Sharing(lambda: self.version, keep_s).install(self.server)

        @self.server.post(ASKED)
        def answer() -> Response:
            self.calls += 1
            self.has_begun.set()
            self.may_end.wait(5)
            response = Response(f"{request.get_data(as_text=True)} {self.calls}", status=status)
            if cookie:
                response.set_cookie("who", cookie)
            return response

    def ask(self, body: str = "tile", **headers: str) -> tuple[int, str]:
        """(status, text) of one client."""
        response = self.server.test_client().post(ASKED, data=body, headers=headers)
        return response.status_code, response.text


def test_a_crowd_that_comes_while_the_first_is_answered_shares_it() -> None:
    desk = Desk()
    with ThreadPoolExecutor(30) as pool:
        first = pool.submit(desk.ask)
        assert desk.has_begun.wait(5)
        crowd = [pool.submit(desk.ask) for _ in range(29)]
        desk.may_end.set()
        assert {one.result() for one in (first, *crowd)} == {(200, "tile 1")}
    assert desk.calls == 1


def test_another_question_version_or_encoding_is_another_answer() -> None:
    desk = Desk()
    desk.may_end.set()
    assert desk.ask() == desk.ask() == (200, "tile 1")
    assert desk.ask("other") == (200, "other 2")
    assert desk.ask(Accept_Encoding="br") == (200, "tile 3")
    desk.version = 2
    assert desk.ask() == (200, "tile 4")


def test_an_old_answer_is_made_again() -> None:
    desk = Desk(keep_s=0)
    desk.may_end.set()
    assert [desk.ask(), desk.ask()] == [(200, "tile 1"), (200, "tile 2")]


def test_nothing_is_shared_while_no_version_is_known() -> None:
    desk = Desk()
    desk.version = None
    desk.may_end.set()
    assert [desk.ask(), desk.ask()] == [(200, "tile 1"), (200, "tile 2")]


def test_a_failure_and_a_cookie_are_nobody_elses() -> None:
    for desk in (Desk(status=500), Desk(cookie="bupati")):
        desk.may_end.set()
        assert [desk.ask()[1], desk.ask()[1]] == ["tile 1", "tile 2"]
