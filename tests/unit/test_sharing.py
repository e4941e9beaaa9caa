"""Equal callbacks at the same moment share one answer; others, later ones and failed ones do not."""

from __future__ import annotations

import threading
from concurrent.futures import ThreadPoolExecutor

from flask import Flask, Response, request

from data.serve.sharing import Sharing

ASKED = "/_dash-update-component"


class Desk:
    """A server that counts what it had to answer itself; the first answer waits until it is let go."""

    def __init__(
        self, keep_failed_s: float = 60, status: int = 200, cookie: str = "", most_bytes: int = 10_000
    ) -> None:
        self.version: int | None = 1
        self.calls = 0
        self.has_begun, self.may_end = threading.Event(), threading.Event()
        self.server = Flask("desk")
        sharing = Sharing(lambda: self.version, b"failed", keep_failed_s, most_bytes)
        sharing.install(self.server)
        self.server.after_request(sharing.judge)

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


def test_a_whole_answer_is_kept_one_with_a_failed_part_is_soon_made_again() -> None:
    desk = Desk(keep_failed_s=0)
    desk.may_end.set()
    assert [desk.ask(), desk.ask()] == [(200, "tile 1"), (200, "tile 1")]
    assert [desk.ask("a failed part"), desk.ask("a failed part")] == [
        (200, "a failed part 2"),
        (200, "a failed part 3"),
    ]


def test_what_was_asked_for_longest_ago_makes_room() -> None:
    desk = Desk(most_bytes=13)
    desk.may_end.set()
    assert [desk.ask("one")[1], desk.ask("two")[1], desk.ask("one")[1]] == ["one 1", "two 2", "one 1"]
    assert desk.ask("six")[1] == "six 3"
    assert [desk.ask("one")[1], desk.ask("six")[1], desk.ask("two")[1]] == ["one 1", "six 3", "two 4"]


def test_nothing_is_shared_while_no_version_is_known() -> None:
    desk = Desk()
    desk.version = None
    desk.may_end.set()
    assert [desk.ask(), desk.ask()] == [(200, "tile 1"), (200, "tile 2")]


def test_a_failure_and_a_cookie_are_nobody_elses() -> None:
    for desk in (Desk(status=500), Desk(cookie="bupati")):
        desk.may_end.set()
        assert [desk.ask()[1], desk.ask()[1]] == ["tile 1", "tile 2"]
