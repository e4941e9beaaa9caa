"""The one transaction that makes a version. The order of its statements is measured: measure again to change it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from psycopg import sql

from data.errors import ConfigError, HeldError, UnknownError, WarehouseError
from data.warehouse.engine import Connection
from data.warehouse.records import Batch, Load, Published, Table

Kind = Literal["publish", "rollback", "hold", "release"]
Holder = Literal["quality", "operator"]
CHANNEL = "cc_version"
_LOCK = 3_316_000_002


@dataclass(frozen=True, slots=True)
class Versioned:
    """A table whose rows live from version to version. `columns` are those of a staged row, in order.

    `key` stands in the order of the table's index. `facts` decide whether a row changed; the snapshot does not.
    """

    name: str
    columns: tuple[str, ...]
    key: tuple[str, ...]
    facts: tuple[str, ...]


TABLES: dict[Table, Versioned] = {
    "measure": Versioned(
        name="measure",
        columns=("measure", "entitas", "periode", "rincian", "varian", "value", "state", "vintage", "snapshot"),
        key=("measure", "rincian", "varian", "entitas", "periode"),
        facts=("value", "state", "vintage"),
    ),
    "entitas": Versioned(
        name="entitas",
        columns=("kode", "nama", "jenis", "induk", "kode_bps", "snapshot"),
        key=("kode",),
        facts=("nama", "jenis", "induk", "kode_bps"),
    ),
    "batas": Versioned(
        name="batas",
        columns=("kode", "level", "induk", "geometry", "valid_from", "valid_to", "kind", "snapshot"),
        key=("kode", "valid_from"),
        facts=("level", "induk", "geometry", "valid_to", "kind"),
    ),
}


def publish_batch(connection: Connection, batch: Batch) -> Published:
    """Stage, lock, close, insert, announce; the session commits. Raises HeldError for a dataset on hold.

    A held lock never waits for a file: all rows are staged before it is taken.
    """
    table = TABLES[batch.table]
    if batch.load == "partition" and "periode" not in table.key:
        raise ConfigError(f"Sumber '{batch.dataset}': load = \"partition\" hanya untuk tabel dengan periode")
    _stage_rows(connection, table, batch.rows)
    _check_snapshots(connection, table)
    version = _take_version(connection)
    if holder_of(connection, batch.dataset) is not None:
        raise HeldError(f"Sumber '{batch.dataset}' sedang ditahan; lepaskan dahulu dengan python -m etl release")
    closed, inserted = _merge(connection, table, batch.dataset, batch.load, version)
    if not closed and not inserted:
        connection.rollback()
        return Published(None)
    _announce(connection, version, batch.dataset, "publish", batch.run, batch.catalogue, None)
    return Published(version, inserted, closed)


def roll_back(connection: Connection, dataset: str, to_version: int, run: int | None, catalogue: str) -> Published:
    """Publish the rows visible at `to_version` again and hold the dataset. Raises UnknownError for no such version."""
    _check_version(connection, dataset, to_version)
    for table in TABLES.values():
        _stage_visible(connection, table, dataset, to_version)
    version = _take_version(connection)
    closed = inserted = 0
    for table in TABLES.values():
        counts = _merge(connection, table, dataset, "full", version)
        closed, inserted = closed + counts[0], inserted + counts[1]
    if not closed and not inserted and _standing(connection, dataset)[:2] == ("rollback", to_version):
        connection.rollback()
        return Published(None)
    _announce(connection, version, dataset, "rollback", run, catalogue, to_version)
    return Published(version, inserted, closed)


def set_hold(connection: Connection, dataset: str, kind: Kind, run: int | None, catalogue: str) -> Published:
    """Write a hold or a release as a version of its own; nothing when it stands already.

    With a run it is the word of that run's quality check, which neither replaces nor lifts an operator's hold.
    Without one it is an operator's: it takes over a hold by quality, so that no later run lifts it.
    """
    version = _take_version(connection)
    by: Holder = "operator" if run is None else "quality"
    if holder_of(connection, dataset) not in _REPLACED[kind, by]:
        connection.rollback()
        return Published(None)
    _announce(connection, version, dataset, kind, run, catalogue, None)
    return Published(version)


_REPLACED: dict[tuple[Kind, Holder], tuple[Holder | None, ...]] = {
    ("hold", "quality"): (None,),
    ("hold", "operator"): (None, "quality"),
    ("release", "quality"): ("quality",),
    ("release", "operator"): ("quality", "operator"),
}


def holder_of(connection: Connection, dataset: str) -> Holder | None:
    """Who holds a dataset: the quality check of a run, or an operator (by a hold or a rollback). None: nobody."""
    kind, _, run = _standing(connection, dataset)
    if kind == "release":
        return None
    return "quality" if kind == "hold" and run is not None else "operator"


def accepted_files(connection: Connection, dataset: str) -> tuple[int, ...]:
    """Snapshots that a quality check held and an operator released since: what the operator looked at and let pass."""
    query = (
        "SELECT r.snapshots FROM (SELECT kind, run, lag(run) OVER (ORDER BY version) AS held_run FROM meta.version"
        " WHERE dataset = %s AND kind <> 'publish' ORDER BY version DESC LIMIT 1) AS standing"
        " JOIN meta.run AS r ON r.id = standing.held_run WHERE standing.kind = 'release' AND standing.run IS NULL"
    )
    row = connection.execute(query, (dataset,)).fetchone()
    return tuple(row[0]) if row else ()


def _standing(connection: Connection, dataset: str) -> tuple[str, int | None, int | None]:
    """Kind, version gone back to, and run of what was last said about publishing; never held is as good as released."""
    query = (
        "SELECT kind, of_version, run FROM meta.version WHERE dataset = %s AND kind <> 'publish'"
        " ORDER BY version DESC LIMIT 1"
    )
    row = connection.execute(query, (dataset,)).fetchone()
    return (row[0], row[1], row[2]) if row else ("release", None, None)


def _check_version(connection: Connection, dataset: str, version: int) -> None:
    query = "SELECT max(version) >= %(v)s, min(version) FILTER (WHERE dataset = %(d)s) <= %(v)s FROM meta.version"
    row = connection.execute(query, {"v": version, "d": dataset}).fetchone()
    if row is None or not all(row):
        raise UnknownError(f"Sumber '{dataset}' tidak mempunyai versi {version}")


def _take_version(connection: Connection) -> int:
    """Wait for the lock, then read: under READ COMMITTED the next statement sees all that was committed meanwhile."""
    connection.execute("SELECT pg_advisory_xact_lock(%s)", (_LOCK,))
    row = connection.execute("SELECT coalesce(max(version), 0) + 1 FROM meta.version").fetchone()
    if row is None:
        raise WarehouseError("PostgreSQL tidak memberi nomor versi")
    return int(row[0])


def _join_by(connection: Connection, method: Literal["hash", "merge"]) -> None:
    """Leave the planner one way to join. Before it has statistics of mart.measure it takes a dataset for a dozen rows
    and joins 200,000 by nested loop (version 15) or by merging on one column (18): minutes instead of a second.
    """
    connection.execute(
        "SELECT set_config('enable_nestloop', 'off', true), set_config('enable_hashjoin', %s, true),"
        " set_config('enable_mergejoin', %s, true), set_config('work_mem', '64MB', true)",
        ("on" if method == "hash" else "off", "on" if method == "merge" else "off"),
    )


def _stage_rows(connection: Connection, table: Versioned, rows: Iterable[tuple[object, ...]]) -> None:
    _create_staging(connection, table)
    copy = sql.SQL("COPY {staging} ({columns}) FROM STDIN").format(
        staging=_staging(table), columns=_list(table.columns)
    )
    with connection.cursor() as cursor, cursor.copy(copy) as sink:
        for row in rows:
            sink.write_row(row)
    _seal_staging(connection, table)


def _stage_visible(connection: Connection, table: Versioned, dataset: str, version: int) -> None:
    _create_staging(connection, table)
    query = sql.SQL(
        "INSERT INTO {staging} SELECT {columns} FROM {target} WHERE dataset = %(d)s AND from_version <= %(v)s"
        " AND (to_version IS NULL OR to_version > %(v)s)"
    ).format(staging=_staging(table), columns=_list(table.columns), target=_target(table))
    connection.execute(query, {"d": dataset, "v": version})
    _seal_staging(connection, table)


def _create_staging(connection: Connection, table: Versioned) -> None:
    query = sql.SQL("CREATE TEMP TABLE {staging} ON COMMIT DROP AS SELECT {columns} FROM {target} WITH NO DATA")
    connection.execute(
        query.format(staging=_staging(table), columns=_list(table.columns), target=_target(table)),
    )


def _seal_staging(connection: Connection, table: Versioned) -> None:
    """One row per key, checked after loading since that is faster; statistics, or the joins are planned blindly."""
    unique = sql.SQL("CREATE UNIQUE INDEX ON {staging} ({key})")
    connection.execute(unique.format(staging=_staging(table), key=_list(table.key)))
    connection.execute(sql.SQL("ANALYZE {staging}").format(staging=_staging(table)))


def _check_snapshots(connection: Connection, table: Versioned) -> None:
    """Every row must lead back to an archived file."""
    query = sql.SQL(
        "SELECT count(*) FROM (SELECT DISTINCT snapshot FROM {staging}) AS used"
        " LEFT JOIN meta.snapshot AS kept ON kept.id = used.snapshot WHERE kept.id IS NULL"
    )
    row = connection.execute(query.format(staging=_staging(table))).fetchone()
    if row is None or row[0]:
        raise WarehouseError("Ada baris tanpa berkas arsip; muat ulang dari sumbernya")


def _merge(connection: Connection, table: Versioned, dataset: str, load: Load, version: int) -> tuple[int, int]:
    """Close open rows, then insert what has no open row; (closed, inserted).

    Inserted in the order of the index, which a merge along the staging index hands out for nothing: in any other order
    200,000 insertions cost 0.3 to 1 s more and leave a larger index.
    """
    parts = {
        "target": _target(table),
        "staging": _staging(table),
        "columns": _list(table.columns),
        "staged": sql.SQL(", ").join(sql.Identifier("s", name) for name in table.columns),
        "order": sql.SQL(", ").join(sql.Identifier("s", name) for name in table.key),
        "same_key": _same(table.key, sql.SQL("=")),
        "stands": sql.SQL("s.state <> 'deleted'" if "state" in table.columns else "true"),
        "same_facts": _same(table.facts, sql.SQL("IS NOT DISTINCT FROM")),
    }
    facts = {"d": dataset, "v": version}
    _join_by(connection, "hash")
    closed = connection.execute(_CLOSE[load].format(**parts), facts).rowcount
    _join_by(connection, "merge")
    inserted = connection.execute(_INSERT.format(**parts), facts).rowcount
    return closed, inserted


_CLOSE: dict[Load, sql.SQL] = {
    "full": sql.SQL(
        "UPDATE {target} AS m SET to_version = %(v)s WHERE m.dataset = %(d)s AND m.to_version IS NULL"
        " AND NOT EXISTS (SELECT FROM {staging} AS s WHERE {same_key} AND {same_facts})"
    ),
    "partition": sql.SQL(
        "UPDATE {target} AS m SET to_version = %(v)s WHERE m.dataset = %(d)s AND m.to_version IS NULL"
        " AND m.periode IN (SELECT DISTINCT periode FROM {staging})"
        " AND NOT EXISTS (SELECT FROM {staging} AS s WHERE {same_key} AND {same_facts})"
    ),
    "append": sql.SQL(
        "UPDATE {target} AS m SET to_version = %(v)s FROM {staging} AS s WHERE m.dataset = %(d)s"
        " AND m.to_version IS NULL AND {same_key} AND NOT ({same_facts})"
    ),
}
_INSERT = sql.SQL(
    "INSERT INTO {target} (dataset, {columns}, from_version) SELECT %(d)s, {staged}, %(v)s FROM {staging} AS s"
    " WHERE NOT EXISTS (SELECT FROM {target} AS m WHERE m.dataset = %(d)s AND m.to_version IS NULL AND {same_key})"
    " AND {stands} ORDER BY {order}"
)


def _announce(
    connection: Connection,
    version: int,
    dataset: str,
    kind: Kind,
    run: int | None,
    catalogue: str,
    of_version: int | None,
) -> None:
    """The version row and its notification become visible with the commit, together with the rows."""
    connection.execute(
        "INSERT INTO meta.version (version, dataset, kind, run, catalogue, of_version) VALUES (%s, %s, %s, %s, %s, %s)",
        (version, dataset, kind, run, catalogue, of_version),
    )
    connection.execute("SELECT pg_notify(%s, %s)", (CHANNEL, str(version)))


def _target(table: Versioned) -> sql.Identifier:
    return sql.Identifier("mart", table.name)


def _staging(table: Versioned) -> sql.Identifier:
    return sql.Identifier("pg_temp", f"staging_{table.name}")


def _list(names: tuple[str, ...]) -> sql.Composed:
    return sql.SQL(", ").join(map(sql.Identifier, names))


def _same(names: tuple[str, ...], operator: sql.SQL) -> sql.Composed:
    return sql.SQL(" AND ").join(
        sql.SQL("{} {} {}").format(sql.Identifier("s", name), operator, sql.Identifier("m", name)) for name in names
    )
