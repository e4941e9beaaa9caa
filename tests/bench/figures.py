"""How every bench prints: one figure, its aim and their ratio a line; nothing here judges a time."""

from __future__ import annotations

import math
import os
import statistics
from collections.abc import Sequence


def show(what: str, value: float, aim: float, unit: str) -> None:
    """One line: the figure, its aim, their ratio (below 1 is better than asked)."""
    print(f"{what:<58}{value:>10.2f} {unit:<3} aim {aim:>6.1f}  ratio {value / aim:5.2f}", flush=True)


def show_spread(what: str, values: Sequence[float], median_aim: float, p95_aim: float, unit: str) -> None:
    """Two lines: median and 95th percentile."""
    show(f"{what}: median of {len(values)}", statistics.median(values), median_aim, unit)
    show(f"{what}: p95", percentile(values, 95), p95_aim, unit)


def show_line(what: str, values: Sequence[float], aim: float, unit: str) -> None:
    """One line: median, 95th percentile, the aim in brackets and the median's ratio to it."""
    middle = statistics.median(values)
    ends = f"{middle:>9.1f} p95 {percentile(values, 95):>8.1f} {unit:<3} (aim {aim:g}) ratio {middle / aim:5.2f}"
    print(f"{what:<44}{ends}", flush=True)


def tell(what: str, value: float, unit: str) -> None:
    """A figure without an aim, that explains one with."""
    print(f"{what:<58}{value:>10.2f} {unit}", flush=True)


def percentile(values: Sequence[float], percent: int) -> float:
    """The nearest-rank percentile: a value that really occurred."""
    return sorted(values)[max(0, math.ceil(len(values) * percent / 100) - 1)]


def show_load() -> None:
    """What else kept the machine busy; a figure taken at a load above its cores tells little."""
    print(f"load average {os.getloadavg()[0]:.1f} on {os.cpu_count()} cores", flush=True)
