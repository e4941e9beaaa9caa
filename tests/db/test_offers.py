"""What one may choose to compare says truly where a figure is: as asking for each series by itself would."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import pytest

from data.domain.entitas import Kode
from data.domain.indicator import OffersQuery, SeriesQuery
from data.domain.provenance import Moment
from data.errors import UnknownError
from data.queries.offers import read_offers
from data.queries.series import read_series
from tests.db.line import Line, loaded_line
from tests.servers import Server

pytestmark = pytest.mark.db
KODES = (Kode("33.16"), Kode("32.11"), Kode("33"), Kode("00"))


@pytest.fixture(scope="module")
def line(server: Server, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Line]:
    with loaded_line(server, "tawaran", tmp_path_factory.mktemp("tawaran")) as found:
        yield found


def moment_of(line: Line) -> Moment:
    cut = line.cut
    return Moment(cut.version, date(2026, 11, 24), "", cut.datasets, cut.held, cut.committed_at)


def one_by_one(line: Line, name: str, kodes: tuple[Kode, ...]) -> tuple[Kode, ...]:
    found = [
        read_series(line.reader, line.catalogue, SeriesQuery(name, (kode,)), moment_of(line)).series[0]
        for kode in kodes
    ]
    values = {one.entitas: [r.value for part in one.lines for r in part.readings] for one in found}
    return tuple(kode for kode in kodes if any(value is not None for value in values[kode]))


@pytest.mark.parametrize("asked", [(), ("ipm",), ("spbe_indeks", "garis_kemiskinan", "mpp_pemohon_rincian")])
def test_the_regions_with_a_figure_are_those_whose_series_has_one(line: Line, asked: tuple[str, ...]) -> None:
    offers = read_offers(line.reader, line.catalogue, OffersQuery(KODES, asked), moment_of(line))
    names = asked or tuple(line.catalogue.indicators)
    assert dict(offers.found) == {name: one_by_one(line, name, KODES) for name in names}
    assert offers.count(KODES[0]) == sum(KODES[0] in kodes for kodes in offers.found.values()) > 0


def test_an_indicator_nobody_declared_is_refused(line: Line) -> None:
    with pytest.raises(UnknownError, match="tidak_ada"):
        read_offers(line.reader, line.catalogue, OffersQuery(KODES, ("tidak_ada",)), moment_of(line))
