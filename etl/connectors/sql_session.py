"""A reading session at somebody else's MariaDB, MySQL or PostgreSQL: read only, one consistent view, never for ever.

No message carries what the driver says: it may quote the address, a row or a parameter.
"""

from __future__ import annotations

import math
import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import Connection, Engine, create_engine, make_url
from sqlalchemy.engine import URL
from sqlalchemy.exc import ArgumentError, DBAPIError, SQLAlchemyError
from sqlalchemy.pool import NullPool

from data.catalog.connector import Politeness, SqlConnector
from data.errors import ConfigError, FetchError
from data.settings import Settings
from etl.connectors.retry import PassingError, patiently

_DRIVERS = {"postgresql": "postgresql+psycopg", "mysql": "mysql+pymysql", "mariadb": "mysql+pymysql"}
_CONNECTING = Politeness(attempts=3, first_wait_s=0.2, longest_wait_s=2, deadline_s=15)
_CONNECT_S = 5
_GRACE_S = 2.0
# SQLSTATE classes or states of PostgreSQL, error numbers of MariaDB and MySQL.
_TOLD: tuple[tuple[frozenset[str], str], ...] = (
    (frozenset({"28", "28000", "28P01", "1044", "1045", "1698"}), "nama pengguna atau sandi ditolak"),
    (frozenset({"42501", "1142", "1143", "1227"}), "pengguna itu tidak berhak membaca tabel ini"),
    (frozenset({"3D000", "1049"}), "basis data itu tidak ada"),
    (frozenset({"42P01", "3F000", "1146"}), "tabel itu tidak ada"),
    (frozenset({"42703", "1054"}), "kolom itu tidak ada"),
    (frozenset({"57014", "1969", "3024"}), "kueri terlalu lama dan dibatalkan"),
)
_LOST = frozenset({"2003", "2006", "2013", "1053", "1927", "4031", "1040", "53300", "57P01", "57P02", "57P03"})
_REFUSALS = (
    ("authentication failed", "28P01"),
    ("pg_hba.conf", "28000"),
    ("too many", "53300"),
    ("does not exist", "3D000"),
)
NO_COLUMN = frozenset({"42703", "1054"})


@contextmanager
def reading(connector: SqlConnector, settings: Settings, source_id: str) -> Iterator[Connection]:
    """A connection in one read-only transaction of repeatable reads. Raises FetchError, ConfigError."""
    zone = connector.cursor.zone if connector.cursor else "UTC"
    engine = _engine(_url_of(connector, settings), connector.timeout_s, zone)
    try:
        with patiently(lambda: _connected(engine, connector), _CONNECTING, source_id) as connection:
            if connection.dialect.name == "postgresql":
                connection.exec_driver_sql("SET TRANSACTION READ ONLY")
            yield connection
    except SQLAlchemyError as error:
        told = translated(error, connector.dsn)
    else:
        return
    finally:
        engine.dispose()
    raise told


@contextmanager
def deadline(connection: Connection, timeout_s: float) -> Iterator[None]:
    """End a question that is not answered: a server that stopped, or a line that was cut, says nothing for ever."""
    driver: Any = connection.connection.driver_connection
    if connection.dialect.name != "postgresql":
        yield  # pymysql has a time limit of its own for every read
        return
    handle = socket.socket(fileno=socket.dup(driver.fileno()))
    timer = threading.Timer(timeout_s + _GRACE_S, handle.shutdown, (socket.SHUT_RDWR,))
    timer.daemon = True
    timer.start()
    try:
        yield
    finally:
        timer.cancel()
        timer.join()
        handle.close()


def translated(error: SQLAlchemyError, dsn: str) -> FetchError:
    """What the database refused, in our words; PassingError when it is away."""
    state = state_of(error)
    where = f"Basis data '{dsn}'"
    for states, told in _TOLD:
        if state in states:
            return FetchError(f"{where}: {told} ({state})")
    if not state or state in _LOST or state.startswith("08"):
        return PassingError(f"{where} tidak menjawab atau terputus ({state or 'tanpa kode'})")
    return FetchError(f"{where} menolak pertanyaan ini ({state})")


def state_of(error: SQLAlchemyError) -> str:
    """SQLSTATE or error number; '' when the database said nothing at all."""
    cause = error.orig if isinstance(error, DBAPIError) else None
    if cause is None:
        return type(error).__name__
    number = cause.args[0] if cause.args and isinstance(cause.args[0], int) else None
    return str(number or getattr(cause, "sqlstate", None) or _state_said(str(cause)))


def _state_said(words: str) -> str:
    """PostgreSQL refuses a connection before there is a state: only its words tell a wrong password from no answer."""
    return next((state for said, state in _REFUSALS if said in words), "")


def _url_of(connector: SqlConnector, settings: Settings) -> URL:
    """The address from the settings. Raises ConfigError that names the setting, never its value."""
    secret = settings.dsn.get(connector.dsn)
    if secret is None:
        raise ConfigError(f"Alamat basis data '{connector.dsn}' belum diberikan: isi CC_DSN")
    try:
        url = make_url(secret.get_secret_value())
    except (ArgumentError, ValueError):
        url = None
    driver = _DRIVERS.get(url.get_backend_name()) if url is not None else None
    if url is None or driver is None:
        raise ConfigError(f"CC_DSN '{connector.dsn}': harus alamat postgresql://, mysql:// atau mariadb://")
    return url.set(drivername=driver)


def _engine(url: URL, timeout_s: float, zone: str) -> Engine:
    if url.get_backend_name() == "postgresql":
        options = f"-c statement_timeout={math.ceil(1000 * timeout_s)} -c TimeZone={zone}"
        arguments: dict[str, Any] = {
            "connect_timeout": _CONNECT_S, "keepalives_idle": 5, "keepalives_interval": 5, "keepalives_count": 3,
            "tcp_user_timeout": math.ceil(1000 * timeout_s), "options": options,
        }  # fmt: skip
    else:
        offset = datetime.now(ZoneInfo(zone)).strftime("%z")
        arguments = {
            "connect_timeout": _CONNECT_S, "read_timeout": math.ceil(timeout_s), "write_timeout": math.ceil(timeout_s),
            "init_command": f"SET SESSION time_zone = '{offset[:3]}:{offset[3:]}'", "charset": "utf8mb4",
        }  # fmt: skip
    return create_engine(url, poolclass=NullPool, connect_args=arguments, isolation_level="REPEATABLE READ")


def _connected(engine: Engine, connector: SqlConnector) -> Connection:
    try:
        connection = engine.connect()
        if connection.dialect.name != "postgresql":
            connection.exec_driver_sql("SET SESSION TRANSACTION READ ONLY")
            connection.commit()
        return connection
    except SQLAlchemyError as error:
        told = translated(error, connector.dsn)
    raise told
