"""The reader's SQL. Every question about cells walks `measure_by_key`; `OFFSET 0` keeps the planner from turning the
walk of a few keys into a join that reads the whole table.
"""

from __future__ import annotations

from psycopg.sql import SQL

_VISIBLE = SQL("from_version <= %(v)s AND (to_version IS NULL OR to_version > %(v)s)")
_FACTS = SQL("periode, value, state, vintage, snapshot, from_version")
_ASKED = SQL(
    "SELECT k.place, c.* FROM unnest(%(d)s::text[], %(m)s::text[], %(r)s::text[], %(var)s::text[], %(e)s::text[])"
    " WITH ORDINALITY AS k (dataset, measure, rincian, varian, entitas, place)"
)
_OF_KEY = SQL(
    "m.dataset = k.dataset AND m.measure = k.measure AND m.rincian = k.rincian AND m.varian = k.varian"
    " AND m.entitas = k.entitas"
)
_LINE = SQL("dataset = %(d)s AND measure = %(m)s AND rincian = %(r)s AND varian = %(var)s")

CELLS = SQL(
    "{asked} CROSS JOIN LATERAL (SELECT {facts}, NULL::bigint AS to_version FROM mart.measure AS m"
    " WHERE {of_key} AND {visible} OFFSET 0) AS c ORDER BY k.place, c.periode"
).format(asked=_ASKED, facts=_FACTS, of_key=_OF_KEY, visible=_VISIBLE)

LATEST = SQL(
    "{asked} CROSS JOIN LATERAL (SELECT {facts}, NULL::bigint AS to_version FROM mart.measure AS m"
    " WHERE {of_key} AND {visible} ORDER BY periode DESC, from_version DESC LIMIT 1) AS c ORDER BY k.place"
).format(asked=_ASKED, facts=_FACTS, of_key=_OF_KEY, visible=_VISIBLE)

FORMER = SQL(
    "{asked} CROSS JOIN LATERAL (SELECT {facts}, to_version FROM mart.measure AS m"
    " WHERE {of_key} AND to_version <= %(v)s OFFSET 0) AS c ORDER BY k.place, c.periode, c.from_version"
).format(asked=_ASKED, facts=_FACTS, of_key=_OF_KEY)

CELLS_AT = SQL(
    "SELECT k.kode, c.* FROM unnest(%(kodes)s::text[]) WITH ORDINALITY AS k (kode, place)"
    " CROSS JOIN LATERAL (SELECT {facts}, NULL::bigint AS to_version FROM mart.measure"
    " WHERE {line} AND entitas = k.kode AND periode = %(p)s AND {visible}"
    " ORDER BY from_version DESC LIMIT 1) AS c ORDER BY k.place"
).format(facts=_FACTS, line=_LINE, visible=_VISIBLE)

CELLS_AMONG = SQL(
    "SELECT k.place, c.* FROM unnest(%(d)s::text[], %(m)s::text[], %(r)s::text[], %(var)s::text[], %(p)s::text[])"
    " WITH ORDINALITY AS k (dataset, measure, rincian, varian, periode, place)"
    " CROSS JOIN LATERAL (SELECT entitas, {facts}, NULL::bigint AS to_version FROM mart.measure AS m"
    " WHERE m.dataset = k.dataset AND m.measure = k.measure AND m.rincian = k.rincian AND m.varian = k.varian"
    " AND m.entitas = ANY(%(kodes)s::text[]) AND m.periode = k.periode AND {visible} OFFSET 0) AS c"
    " ORDER BY k.place, c.entitas"
).format(facts=_FACTS, visible=_VISIBLE)

CELLS_BELOW = SQL(
    "SELECT entitas, {facts}, NULL::bigint AS to_version FROM mart.measure"
    " WHERE {line} AND entitas > %(low)s AND entitas < %(high)s"
    " AND length(entitas) - length(replace(entitas, '.', '')) = %(dots)s AND {visible} ORDER BY entitas, periode"
).format(facts=_FACTS, line=_LINE, visible=_VISIBLE)

DATASET = SQL(
    "SELECT measure, rincian, varian, entitas, {facts}, NULL::bigint AS to_version FROM mart.measure"
    " WHERE dataset = %(d)s AND {visible} ORDER BY measure, rincian, varian, entitas, periode"
).format(facts=_FACTS, visible=_VISIBLE)

CUT = SQL("""
WITH top AS (
    SELECT version, committed_at, catalogue FROM meta.version
    WHERE version = coalesce(%(v)s, (SELECT max(version) FROM meta.version))
), newest AS (
    SELECT v.dataset, max(v.version) AS version FROM meta.version AS v, top WHERE v.version <= top.version GROUP BY 1
), standing AS (
    SELECT DISTINCT ON (v.dataset) v.dataset, v.kind FROM meta.version AS v, top
    WHERE v.version <= top.version AND v.kind <> 'publish' ORDER BY v.dataset, v.version DESC
)
SELECT top.version, top.committed_at, top.catalogue, newest.dataset, newest.version,
    coalesce(standing.kind IN ('hold', 'rollback'), false)
FROM top CROSS JOIN newest LEFT JOIN standing USING (dataset) ORDER BY newest.dataset
""")

VERSION_BEFORE = SQL("SELECT coalesce(max(version), 0) FROM meta.version WHERE committed_at < %(at)s")

ENTITAS = SQL(
    "SELECT DISTINCT ON (kode) kode, nama, jenis, induk, NULLIF(kode_bps, '') FROM mart.entitas WHERE {visible}"
    " AND (%(d)s::text IS NULL OR dataset = %(d)s) ORDER BY kode, dataset"
).format(visible=_VISIBLE)

BATAS = SQL(
    "SELECT kode, level, induk, geometry, valid_from, valid_to, kind FROM mart.batas"
    " WHERE dataset = %(d)s AND (%(level)s::text IS NULL OR level = %(level)s) AND {visible} ORDER BY kode, valid_from"
).format(visible=_VISIBLE)

VERSIONS = SQL(
    "SELECT version FROM meta.version WHERE dataset = %(d)s AND kind IN ('publish', 'rollback') ORDER BY version DESC"
)

SNAPSHOTS = SQL(
    "SELECT id, source, name, url, sha256, byte_count, fetched_at FROM meta.snapshot"
    " WHERE id = ANY(%(ids)s::bigint[]) ORDER BY id"
)

_RUN = SQL(
    "SELECT r.id, r.source, r.started_at, r.finished_at, r.outcome, r.message, r.rows_read, r.rows_rejected, r.version"
    " FROM meta.run AS r"
)

RUNS = SQL("{run} WHERE %(source)s::text IS NULL OR source = %(source)s ORDER BY id DESC LIMIT %(limit)s").format(
    run=_RUN
)

# What a rollback put back is no longer what was read: the source is read anew.
CURSOR = SQL(
    "SELECT r.cursor FROM meta.run AS r WHERE r.source = %(source)s AND r.cursor <> ''"
    " AND r.outcome IN ('published', 'unchanged') AND NOT EXISTS (SELECT FROM meta.version AS v"
    " WHERE v.dataset = r.source AND v.kind = 'rollback' AND v.committed_at > r.started_at)"
    " ORDER BY r.id DESC LIMIT 1"
)

RUN_OF = SQL(
    "{run} JOIN meta.version AS v ON v.run = r.id WHERE v.dataset = %(d)s AND v.version <= %(v)s"
    " AND v.kind IN ('publish', 'rollback') ORDER BY v.version DESC LIMIT 1"
).format(run=_RUN)
