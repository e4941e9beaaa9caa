"""One line per event, the event noun first: `publish source=spbe rows=74 version=12 ms=84`. Never a row value."""

from __future__ import annotations

import logging
import sys
import time


def event(logger: logging.Logger, noun: str, level: int = logging.INFO, **facts: object) -> None:
    """Log an event with its facts as key=value; text with spaces is quoted."""
    parts = [f'{k}="{v}"' if " " in str(v) else f"{k}={v}" for k, v in facts.items() if v is not None]
    logger.log(level, "%s", " ".join([noun, *parts]))


def configure(level: int = logging.INFO) -> None:
    """Send every log line to stderr with its UTC time."""
    logging.basicConfig(
        stream=sys.stderr, level=level, format="%(asctime)sZ %(levelname)s %(name)s %(message)s", force=True
    )
    logging.Formatter.converter = time.gmtime
