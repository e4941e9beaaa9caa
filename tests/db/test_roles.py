"""What each role may not do, whatever the code asks for."""

from __future__ import annotations

import psycopg
import pytest
from psycopg import errors

from data.settings import Settings
from data.warehouse.engine import Role, conninfo
from data.warehouse.migrate import upgrade
from tests.db.desk import Desk
from tests.servers import Server, create_database, drop_database, url_of

COMMAND = "INSERT INTO app.command (verb, source, who, why) VALUES ('hold', 'spbe', 'Uji', 'uji')"
REFUSED = [
    (Role.BACA, "INSERT INTO meta.run (source) VALUES ('spbe')"),
    (Role.BACA, "UPDATE mart.measure SET value = 0"),
    (Role.BACA, "DELETE FROM mart.entitas"),
    (Role.BACA, "SELECT * FROM app.command"),
    (Role.BACA, "CREATE TABLE public.titipan (n int)"),
    (Role.BACA, "CREATE TABLE mart.titipan (n int)"),
    (Role.ETL, COMMAND),
    (Role.ETL, "SELECT * FROM app.command"),
    (Role.ETL, "UPDATE meta.version SET kind = 'publish'"),
    (Role.ETL, "DELETE FROM meta.version"),
    (Role.ETL, "DELETE FROM mart.measure"),
    (Role.ETL, "UPDATE meta.catalogue SET body = ''"),
    (Role.ETL, "TRUNCATE mart.measure"),
    (Role.ETL, "CREATE TABLE public.titipan (n int)"),
    (Role.APP, "SELECT * FROM mart.measure"),
    (Role.APP, "SELECT * FROM meta.version"),
    (Role.APP, "DELETE FROM app.command"),
]


@pytest.mark.parametrize(("role", "statement"), REFUSED)
def test_role_is_refused(warehouse: Settings, role: Role, statement: str) -> None:
    with psycopg.connect(conninfo(warehouse, role)) as connection:
        connection.execute("SET default_transaction_read_only = off")
        connection.commit()
        with pytest.raises(errors.InsufficientPrivilege):
            connection.execute(statement.encode())


def test_command_row_is_announced_with_its_commit(warehouse: Settings) -> None:
    with (
        psycopg.connect(conninfo(warehouse, Role.BACA), autocommit=True) as ear,
        psycopg.connect(conninfo(warehouse, Role.APP)) as desk,
    ):
        ear.execute("LISTEN cc_command")
        row = desk.execute(f"{COMMAND} RETURNING id".encode()).fetchone()
        assert list(ear.notifies(timeout=0.1)) == []
        desk.commit()
        heard = list(ear.notifies(timeout=5, stop_after=1))
    assert row is not None
    assert [notice.payload for notice in heard] == [str(row[0])]


def test_a_login_without_special_rights_is_enough(server: Server, warehouse: Settings) -> None:
    with psycopg.connect(server.conninfo, autocommit=True) as admin:
        admin.execute("CREATE ROLE pemilik LOGIN PASSWORD 'rahasia-pemilik'")
        admin.execute("GRANT cc_baca, cc_etl, cc_app TO pemilik")
    create_database(server, "milik_sendiri")
    try:
        with psycopg.connect(server.conninfo, autocommit=True) as admin:
            admin.execute("ALTER DATABASE milik_sendiri OWNER TO pemilik")
        url = url_of(server, "milik_sendiri", user="pemilik", password="rahasia-pemilik")
        own = warehouse.model_copy(update={"database_url": url})
        upgrade(own)
        with Desk(own) as desk:
            assert desk.publish("spbe", {("33.16", "2024"): 1.0}).version == 1
            assert desk.read("spbe") == {("33.16", "2024"): 1.0}
    finally:
        drop_database(server, "milik_sendiri")
        with psycopg.connect(server.conninfo, autocommit=True) as admin:
            admin.execute("DROP ROLE pemilik")
