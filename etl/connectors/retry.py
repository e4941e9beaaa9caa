"""Once more, after a random wait that grows: for what fails in passing. What is wrong for good fails at once."""

from __future__ import annotations

import logging
from collections.abc import Callable
from typing import TypeVar

from tenacity import RetryCallState, Retrying, retry_if_exception_type, stop_after_attempt, stop_before_delay
from tenacity.wait import wait_random_exponential

from data.catalog.connector import Politeness
from data.errors import FetchError
from data.log import event

T = TypeVar("T")
_LOG = logging.getLogger(__name__)


class PassingError(FetchError):
    """A failure that may be over in a moment. `wait_s`: how long the other side asks to be left alone."""

    def __init__(self, message: str, wait_s: float = 0) -> None:
        super().__init__(message)
        self.wait_s = wait_s


def patiently(work: Callable[[], T], polite: Politeness, source: str) -> T:
    """The answer of `work`, tried as `polite` says while it raises PassingError. Raises its last one."""
    grown = wait_random_exponential(multiplier=polite.first_wait_s, max=polite.longest_wait_s)

    def wait(state: RetryCallState) -> float:
        error = state.outcome.exception() if state.outcome else None
        asked = error.wait_s if isinstance(error, PassingError) else 0
        return max(asked, grown(state))

    def tell(state: RetryCallState) -> None:
        event(_LOG, "fetch-again", logging.WARNING, source=source, attempt=state.attempt_number)

    retrying = Retrying(
        retry=retry_if_exception_type(PassingError),
        stop=stop_after_attempt(polite.attempts) | stop_before_delay(polite.deadline_s),
        wait=wait,
        before_sleep=tell,
        reraise=True,
    )
    return retrying(work)
