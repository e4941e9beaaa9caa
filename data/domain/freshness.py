"""Age judged against a source's own cadence: which period should be here by now, and since when is it missing?"""

from __future__ import annotations

from datetime import date, timedelta

from data.domain.indicator import Freshness
from data.domain.periode import Cadence, end_on, following, periode_of, previous


def freshness(newest: str | None, cadence: Cadence, due_days: int, as_of: date) -> Freshness:
    """Judge the newest period on a day. A period is due `due_days` days after its last day, whenever it was loaded.

    Late is counted from the first period that is missing, so that it grows by a day each day until a figure comes.
    """
    expected = periode_of(as_of, cadence)
    while due_on(expected, due_days) > as_of:
        expected = previous(expected)
    is_missing = newest is None or newest < expected
    since = due_on(following(newest) if newest is not None and is_missing else expected, due_days)
    return Freshness(newest, expected, since, (as_of - since).days if is_missing else 0)


def due_on(periode: str, due_days: int) -> date:
    """The day by which a period's figure should be here."""
    return end_on(periode) + timedelta(days=due_days)
