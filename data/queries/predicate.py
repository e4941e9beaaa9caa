"""What is a value called: by its publication where it says so, else by the bands of its rule set?"""

from __future__ import annotations

from itertools import pairwise

from data.catalog.models import Catalogue, Indicator
from data.catalog.regulation import Band
from data.domain.entitas import Kode
from data.domain.indicator import Reading
from data.domain.provenance import CellKey
from data.warehouse.reader import Reader


def read_predicate(
    reader: Reader, catalogue: Catalogue, indicator: Indicator, line_id: str, kode: Kode, reading: Reading, version: int
) -> str | None:
    """The predicate of a region's reading, with the word its own publication printed where there is one."""
    printed = read_printed(reader, catalogue, indicator, line_id, kode, reading, version)
    return predicate_of(catalogue, indicator, line_id, reading.value, printed)


def predicate_of(
    catalogue: Catalogue, indicator: Indicator, line_id: str, value: float | None, printed: str = ""
) -> str | None:
    """The band's name. Near an edge a printed value cannot tell: 3.50 may stand for 3.4986. There the printed word
    decides, and without one both names are given. A printed word that fits no band near the value is shown as such.
    """
    names = _possible(catalogue, indicator, line_id, value)
    if printed:
        fits = not names or printed in names
        return printed if fits else f"{printed} (tercetak; menurut nilainya {' / '.join(names)})"
    if not names:
        return None
    return names[0] if len(names) == 1 else f"{' / '.join(names)} (di batas)"


def read_printed(
    reader: Reader, catalogue: Catalogue, indicator: Indicator, line_id: str, kode: Kode, reading: Reading, version: int
) -> str:
    """The word that the reading's own publication prints beside the value; '' where it prints none."""
    line = next((one for one in indicator.lines if one.id == line_id), None)
    source = catalogue.sources.get(reading.dataset)
    if line is None or line.printed is None or source is None:
        return ""
    words = source.words_of(line.printed)
    key = CellKey(reading.dataset, line.printed.measure, line.printed.rincian, reading.varian, kode)
    cells = reader.cells([key], version) if words else []
    at = next((cell.value for cell in cells if cell.periode == reading.periode and cell.value is not None), None)
    return "" if at is None else words[int(at) - 1]


def _possible(catalogue: Catalogue, indicator: Indicator, line_id: str, value: float | None) -> tuple[str, ...]:
    """Names the unrounded value may have: one, or two within half a printed unit of an edge."""
    line = next((one for one in indicator.lines if one.id == line_id), None)
    rule = catalogue.rules.get(line.rule_set or "") if line else None
    if rule is None or value is None or not rule.bands or indicator.predicate is None:
        return ()
    bands = sorted(rule.bands, key=lambda band: band.lower)
    doubt = 0.5 * 10**-indicator.decimals
    for below, above in pairwise(bands):
        if abs(value - above.lower) < doubt:
            return below.label, above.label
    return (_band_of(bands, value).label,)


def _band_of(bands: list[Band], value: float) -> Band:
    reached = [b for b in bands if value > b.lower or (b.is_lower_included and value == b.lower)]
    return reached[-1] if reached else bands[0]
