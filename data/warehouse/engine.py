"""How to reach PostgreSQL: one connection string per role, one pool per process, one translation of its errors."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from enum import StrEnum
from typing import Any, cast

import psycopg
from psycopg import errors as pg
from psycopg.conninfo import conninfo_to_dict, make_conninfo
from sqlalchemy import Engine, create_engine
from sqlalchemy.exc import DBAPIError, SQLAlchemyError

from data.errors import ConfigError, StorageError, WarehouseError
from data.settings import Settings
from data.warehouse.cluster import ClusterFiles

Connection = psycopg.Connection[tuple[Any, ...]]
_REACH = {
    "connect_timeout": 5,
    "keepalives_idle": 15,
    "keepalives_interval": 5,
    "keepalives_count": 3,
    "tcp_user_timeout": 20_000,
}


class Role(StrEnum):
    """What a process may do; the value is the PostgreSQL role it takes on. ADMIN keeps the rights of the login."""

    BACA = "cc_baca"
    ETL = "cc_etl"
    APP = "cc_app"
    ADMIN = "admin"


_OPTIONS = {
    Role.BACA: "-c default_transaction_read_only=on -c statement_timeout=20s",
    Role.ETL: "-c client_connection_check_interval=500ms",
    Role.APP: "-c statement_timeout=20s",
    Role.ADMIN: "",
}


def conninfo(settings: Settings, role: Role) -> str:
    """libpq connection string for a role, embedded or CC_DATABASE_URL. Raises ConfigError on a faulty address."""
    base = _base(settings)
    options = f"{base.pop('options', '')} -c timezone=UTC -c jit=off {_OPTIONS[role]}"
    if role is not Role.ADMIN:
        options += f" -c role={role}"
    return make_conninfo("", **{**_REACH, **base}, options=options.strip(), application_name=f"command-center {role}")


def make_engine(settings: Settings, role: Role) -> Engine:
    """A pool of connections for a role. It connects at first use, so it can be made before the server is up.

    The reader's connections commit by themselves: each of its questions is one statement, hence one snapshot. The ETL's
    prepare nothing: its statements are about tables that live for one transaction, each with statistics of its own.
    Only writers ask before each use whether a connection still lives; the reader asks its question again instead.
    """
    address = conninfo(settings, role)
    prepare_after = None if role is Role.ETL else 5
    return create_engine(
        "postgresql+psycopg://",
        creator=lambda: psycopg.connect(address, autocommit=role is Role.BACA, prepare_threshold=prepare_after),
        pool_pre_ping=role is not Role.BACA,
        pool_size=8,
        max_overflow=8,
        pool_timeout=10,
    )


def is_lost(error: WarehouseError) -> bool:
    """True when the connection broke, and not the question: a server that came back would answer it."""
    cause = error.__cause__.orig if isinstance(error.__cause__, DBAPIError) else error.__cause__
    return isinstance(cause, psycopg.OperationalError) and not isinstance(cause, pg.QueryCanceled)


@contextmanager
def guarded() -> Iterator[None]:
    """Translate what PostgreSQL and the pool raise. Raises StorageError (disk full) or WarehouseError, in Indonesian.

    The driver's own text stays out of the message: its DETAIL quotes row values.
    """
    try:
        yield
    except (psycopg.Error, SQLAlchemyError) as error:
        raise _translated(error) from error


@contextmanager
def session(engine: Engine) -> Iterator[Connection]:
    """A plain psycopg connection from the pool; committed at the end, rolled back on any error. Raises as `guarded`."""
    with guarded():
        pooled = engine.raw_connection()
        connection = cast(Connection, pooled.driver_connection)
        try:
            yield connection
            pooled.commit()
        finally:
            if connection.closed:
                pooled.invalidate()
            pooled.close()


def _base(settings: Settings) -> dict[str, Any]:
    if settings.database_url is None:
        return dict(conninfo_to_dict(ClusterFiles(settings.data_dir).conninfo))
    url = settings.database_url.get_secret_value().replace("postgresql+psycopg://", "postgresql://", 1)
    try:
        return dict(conninfo_to_dict(url))
    except psycopg.ProgrammingError as error:
        raise ConfigError("CC_DATABASE_URL bukan alamat PostgreSQL; contoh: postgresql://nama@host/basis") from error


_MESSAGES: tuple[tuple[type[psycopg.Error], str], ...] = (
    (pg.UniqueViolation, "ada kunci ganda dalam baris yang dimuat"),
    (pg.IntegrityError, "baris melanggar aturan tabel"),
    (pg.DataError, "nilai tidak sesuai tipe kolom"),
    (pg.InsufficientPrivilege, "hak akses kurang untuk pekerjaan ini"),
    (pg.UndefinedTable, "skema belum disiapkan; jalankan python -m data.warehouse.migrate"),
    (pg.InvalidSchemaName, "skema belum disiapkan; jalankan python -m data.warehouse.migrate"),
    (pg.QueryCanceled, "kueri terlalu lama dan dibatalkan"),
    (pg.OperationalError, "PostgreSQL tidak dapat dihubungi, terputus, atau belum dimigrasi"),
)


def _translated(error: psycopg.Error | SQLAlchemyError) -> WarehouseError | StorageError:
    cause = error.orig if isinstance(error, DBAPIError) else error
    if _is_storage(cause):
        return StorageError("Disk tempat PostgreSQL menyimpan data penuh atau tidak dapat ditulis")
    known = [text for kind, text in _MESSAGES if isinstance(cause, kind)]
    state = getattr(cause, "sqlstate", None) or type(cause).__name__
    return WarehouseError(f"{known[0] if known else 'PostgreSQL menolak pekerjaan ini'} ({state})")


def _is_storage(cause: BaseException | None) -> bool:
    """A file that may not grow (quota, size limit) has no code of its own, only its words."""
    if isinstance(cause, pg.InternalError_):
        return (cause.diag.message_primary or "").startswith(("could not extend file", "could not write"))
    return isinstance(cause, pg.DiskFull | pg.IoError)
