"""What is a value called under its rule set?"""

from __future__ import annotations

from itertools import pairwise

from data.catalog.models import Band, Catalogue, Indicator


def predicate_of(catalogue: Catalogue, indicator: Indicator, line_id: str, value: float | None) -> str | None:
    """The band's name. Near an edge a printed value cannot tell: 3.50 may stand for 3.4986, so both names are given."""
    line = next((one for one in indicator.lines if one.id == line_id), None)
    rule = catalogue.rules.get(line.rule_set or "") if line else None
    if rule is None or value is None or not rule.bands or indicator.predicate is None:
        return None
    bands = sorted(rule.bands, key=lambda band: band.lower)
    doubt = 0.5 * 10**-indicator.decimals
    for below, above in pairwise(bands):
        if abs(value - above.lower) < doubt:
            return f"{below.label} / {above.label} (di batas)"
    return _band_of(bands, value).label


def _band_of(bands: list[Band], value: float) -> Band:
    reached = [b for b in bands if value > b.lower or (b.is_lower_included and value == b.lower)]
    return reached[-1] if reached else bands[0]
