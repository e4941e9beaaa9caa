"""How a source of boundaries is worked up."""

from __future__ import annotations

from pydantic import Field

from data.catalog.declared import Declared
from data.domain.batas import BatasKind


class BatasRule(Declared):
    """How boundaries are made: `epsg` is the plane in which metres are counted, `simplify_m` the side
    of the smallest area for which a vertex stays (topological simplification, Visvalingam).

    Overlaps and gaps up to `tolerance_m2` are mended in silence, larger ones are told; beyond `max_error_ratio` of the
    area in all they hold the file. Gaps narrower than `gap_m` are closed, wider ones stay.
    """

    kind: BatasKind
    epsg: int
    simplify_m: float = Field(gt=0)
    tolerance_m2: float = Field(default=10_000, ge=0)
    max_error_ratio: float = Field(default=0.01, ge=0, le=1)
    gap_m: float = Field(default=20, ge=0)
