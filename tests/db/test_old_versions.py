"""What the read API said about a version it says for ever: after publishes, new declarations, a deploy, another day."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import psycopg
import pytest
from flask import Flask
from flask.testing import FlaskClient

from data.cache import Cache
from data.catalog.loader import catalogue_hash, load_catalogue
from data.serve.api import api
from data.serve.seats import Seats
from data.serve.services import Services
from data.serve.unduh import unduh
from data.settings import Settings
from data.store import Store
from data.warehouse.engine import Role, conninfo, make_engine
from data.warehouse.listen import Listener
from data.warehouse.reader import Reader
from tests.db.line import SOURCE_COUNT, Line

pytestmark = pytest.mark.db
SPBE, SAKIP = "/api/v1/seri/spbe_indeks?kode=33.16", "/api/v1/seri/sakip_nilai?kode=33.16"
# What the first run of everything ends with.
OLD = SOURCE_COUNT
ASKED = (
    f"{SPBE}&versi={OLD}",
    f"{SPBE}&versi={OLD}&format=csv",
    f"{SAKIP}&versi={OLD}",
    f"/api/v1/seri/spbe_hitung_ulang?versi={OLD}",
    f"/unduh/seri/spbe_indeks.csv?kode=33.16&versi={OLD}",
    f"/unduh/kartu/spbe_indeks.xlsx?versi={OLD}",
)
BLORA_2024 = "33.16,Pemerintah Kab. Blora,2024,"


@pytest.fixture
def line(warehouse: Settings, tmp_path: Path) -> Iterator[Line]:
    """Everything loaded once."""
    one = Line(warehouse, tmp_path)
    assert all(outcome.exit_code == 0 for outcome in one.run().values())
    yield one
    one.close()


class Web:
    """The read API of one process: its own build, cache and declarations, on the line's database."""

    def __init__(self, line: Line, build: str = "bangun-1") -> None:
        catalogue = load_catalogue(line.catalog)
        name = catalogue_hash(catalogue)
        self._engine = make_engine(line.settings, Role.BACA)
        reader = Reader(self._engine)
        server = Flask("uji")
        cache = Cache(reader, catalogue, name, build, Store(server, line.settings))
        self._listener = Listener(conninfo(line.settings, Role.BACA), reader)
        server.extensions["cc"] = Services(line.settings, name, build, reader, cache, self._listener, Seats(1))
        server.register_blueprint(api)
        server.register_blueprint(unduh)
        self.client: FlaskClient = server.test_client()

    def close(self) -> None:
        """Give back the connections."""
        self._listener.stop()
        self._engine.dispose()

    def body(self, path: str) -> bytes:
        """The bytes of an answer that must be 200."""
        answer = self.client.get(path)
        assert answer.status_code == 200, answer.text
        return bytes(answer.data)

    def tag(self, path: str) -> str:
        """The ETag of an answer."""
        return self.client.get(path).headers["ETag"]


Start = Callable[[str], Web]


@pytest.fixture
def web(line: Line) -> Iterator[Web]:
    """The first process."""
    one = Web(line)
    yield one
    one.close()


@pytest.fixture
def start(line: Line) -> Iterator[Callable[[str], Web]]:
    """start(build) -> another process."""
    started: list[Web] = []

    def make(build: str) -> Web:
        started.append(Web(line, build))
        return started[-1]

    yield make
    for one in started:
        one.close()


def test_later_publishes_leave_an_old_version_as_it_was(line: Line, web: Web, start: Start) -> None:
    before = [web.body(path) for path in ASKED]
    correct(line, "3.28", "3.29")
    assert line.run("spbe")["spbe"].result.version == OLD + 1
    line.publisher.hold("spbe", None)
    assert line.cut.version == OLD + 2
    assert [web.body(path) for path in ASKED] == [start("bangun-1").body(path) for path in ASKED] == before
    assert web.body(SPBE) != before[0]
    assert b"3.29" in web.body(SPBE) and b"3.29" not in before[0]


def test_later_declarations_and_a_deploy_leave_an_old_version_as_it_was(line: Line, web: Web, start: Start) -> None:
    before = [web.body(path) for path in ASKED]
    listed = web.body(f"/api/v1/indikator?versi={OLD}")
    indicators = line.catalog / "indicators"
    rename(indicators / "spbe_indeks.toml", 'title = "Indeks SPBE"', 'title = "Indeks SPBE yang baru"')
    rename(
        indicators / "spbe_indeks.toml",
        'varian = ["kemenpanrb_2024", "kemenpanrb_2023"]',
        'varian = ["kemenpanrb_2023"]',
    )
    rename(indicators / "sakip_nilai.toml", 'last_periode = "2021"', 'last_periode = "2020"')
    rename(indicators / "spbe_hitung_ulang.toml", 'rule_set = "spbe-2020"', 'rule_set = "pemdi-2026"')
    text = (indicators / "sakip_nilai.toml").read_text().replace('id = "sakip_nilai"', 'id = "sakip_baru"', 1)
    (indicators / "sakip_baru.toml").write_text(text)
    correct(line, "3.28", "3.29")
    line.publisher.declare(load_catalogue(line.catalog))
    line.run("spbe")
    later = start("bangun-2")
    assert [later.body(path) for path in ASKED] == before
    assert later.body(f"/api/v1/indikator?versi={OLD}") == listed
    assert b"sakip_baru" in later.body("/api/v1/indikator") and b"sakip_baru" not in listed
    assert "Indeks SPBE yang baru" in later.body(SPBE).decode()
    assert later.client.get(f"/api/v1/seri/sakip_baru?versi={OLD}").status_code == 404


def test_an_old_version_is_judged_on_its_own_day_in_jakarta(line: Line, web: Web, start: Start) -> None:
    now = web.client.get(SAKIP).json
    assert now is not None and "stale" in {row["keadaan"] for row in now["data"]}
    move_commit(line, OLD, "2024-06-30T17:30:00+00:00")
    then = start("bangun-1").client.get(f"{SAKIP}&versi={OLD}").json
    assert then is not None and then["dinilai_pada"] == "2024-07-01"
    assert {row["keadaan"] for row in then["data"]} == {"value"}
    assert [row["nilai"] for row in then["data"]] == [row["nilai"] for row in now["data"]]


def test_an_unchanged_answer_costs_nothing_and_only_its_own_dataset_changes_the_tag(line: Line, web: Web) -> None:
    paths = (SPBE, f"{SPBE}&format=csv", SAKIP, f"{SPBE}&versi={OLD}", "/api/v1/indikator")
    before = {path: web.tag(path) for path in paths}
    assert before[paths[0]] != before[paths[1]]
    for path, tag in before.items():
        answer = web.client.get(path, headers={"If-None-Match": tag})
        assert (answer.status_code, answer.data, answer.headers["ETag"]) == (304, b"", tag), path
        assert web.client.get(path, headers={"If-None-Match": '"lain"'}).status_code == 200
    correct(line, "3.28", "3.29")
    line.run("spbe")
    after = {path: web.tag(path) for path in paths}
    assert {path for path in paths if after[path] != before[path]} == {paths[0], paths[1]}
    assert web.client.get(SPBE, headers={"If-None-Match": before[SPBE]}).status_code == 200


def test_an_unknown_version_is_refused_in_indonesian(web: Web) -> None:
    for versi in (str(OLD + 1), "0", "999999", "9" * 30, "-1", "enam", "6.0", "٦"):
        for path in ("/api/v1/seri/spbe_indeks", "/api/v1/indikator"):
            answer = web.client.get(path, query_string={"versi": versi})
            assert (answer.status_code, answer.json and answer.json["galat"]) == (404, "Tidak dikenal"), versi
            assert answer.json and answer.json["pesan"].startswith("Versi ")
            assert "Deklarasi" not in answer.json["pesan"]


def test_an_unknown_region_and_indicator_are_refused_in_indonesian(web: Web) -> None:
    for path in ("/api/v1/seri/tidak_ada", "/api/v1/seri/spbe_indeks?kode=3316", "/api/v1/seri/spbe_indeks?kode="):
        answer = web.client.get(path)
        assert (answer.status_code, answer.json and answer.json["galat"]) == (404, "Tidak dikenal"), answer.text


def correct(line: Line, old: str, new: str) -> None:
    """A correction of Blora's index of 2024."""
    line.replace("spbe.csv", f"{BLORA_2024}{old},", f"{BLORA_2024}{new},")


def rename(path: Path, old: str, new: str) -> None:
    """Another declaration."""
    text = path.read_text(encoding="utf-8")
    assert old in text, f"{old!r} tidak ada di {path.name}"
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


def move_commit(line: Line, version: int, instant: str) -> None:
    """Let a version have been committed at another instant."""
    with psycopg.connect(conninfo(line.settings, Role.ADMIN)) as connection:
        connection.execute("UPDATE meta.version SET committed_at = %s WHERE version = %s", (instant, version))
