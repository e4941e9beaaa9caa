"""Roles, schemas and the tables of the spine: versions, measures, regions, provenance of every row, commands."""

from __future__ import annotations

from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

_ROLES = """
DO $$
DECLARE
    name text;
BEGIN
    FOREACH name IN ARRAY ARRAY['cc_baca', 'cc_etl', 'cc_app'] LOOP
        IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = name) THEN
            EXECUTE format('CREATE ROLE %I NOLOGIN', name);
        END IF;
        IF NOT pg_has_role(current_user, name, 'MEMBER') THEN
            EXECUTE format('GRANT %I TO CURRENT_USER', name);
        END IF;
    END LOOP;
    EXECUTE format('GRANT CONNECT, TEMPORARY ON DATABASE %I TO cc_etl', current_database());
END
$$;
REVOKE CREATE ON SCHEMA public FROM PUBLIC;
"""

_META = """
CREATE TABLE meta.catalogue (
    hash text COLLATE "C" PRIMARY KEY,
    body text NOT NULL,
    seen_at timestamptz NOT NULL DEFAULT clock_timestamp()
);
CREATE TABLE meta.snapshot (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    source text COLLATE "C" NOT NULL,
    name text NOT NULL,
    url text NOT NULL,
    sha256 text COLLATE "C" NOT NULL CHECK (sha256 ~ '^[0-9a-f]{64}$'),
    byte_count bigint NOT NULL,
    path text NOT NULL,
    fetched_at timestamptz NOT NULL,
    is_restricted boolean NOT NULL,
    deleted_at timestamptz,
    UNIQUE (source, name, sha256)
);
CREATE TABLE meta.run (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    source text COLLATE "C" NOT NULL,
    started_at timestamptz NOT NULL DEFAULT clock_timestamp(),
    finished_at timestamptz,
    outcome text NOT NULL DEFAULT 'running'
        CHECK (outcome IN ('published', 'unchanged', 'held', 'failed', 'running')),
    error text NOT NULL DEFAULT '',
    message text NOT NULL DEFAULT '',
    rows_read bigint NOT NULL DEFAULT 0,
    rows_rejected bigint NOT NULL DEFAULT 0,
    rows_closed bigint NOT NULL DEFAULT 0,
    rows_inserted bigint NOT NULL DEFAULT 0,
    version bigint,
    snapshots bigint[] NOT NULL DEFAULT '{}'
);
CREATE INDEX run_by_source ON meta.run (source, id DESC);
CREATE TABLE meta.version (
    version bigint PRIMARY KEY CHECK (version > 0),
    dataset text COLLATE "C" NOT NULL,
    kind text NOT NULL CHECK (kind IN ('publish', 'rollback', 'hold', 'release')),
    run bigint REFERENCES meta.run,
    catalogue text COLLATE "C" NOT NULL REFERENCES meta.catalogue,
    of_version bigint REFERENCES meta.version,
    committed_at timestamptz NOT NULL DEFAULT clock_timestamp()
);
CREATE INDEX version_by_dataset ON meta.version (dataset, version DESC);
CREATE TABLE meta.reject (
    run bigint NOT NULL REFERENCES meta.run,
    file text NOT NULL,
    line bigint NOT NULL,
    column_name text NOT NULL,
    rule text NOT NULL,
    message text NOT NULL,
    shape text NOT NULL
);
CREATE INDEX reject_by_run ON meta.reject (run);
CREATE TABLE meta.finding (
    run bigint NOT NULL REFERENCES meta.run,
    check_name text NOT NULL,
    verdict text NOT NULL,
    message text NOT NULL
);
CREATE INDEX finding_by_run ON meta.finding (run);
"""

# One index only: a second, partial one on open rows costs a third of every publish. That a key has one open row rests
# on the unique staging table and the publish lock. Ascending, as files are: then a publish appends to the index, and
# the newest period is found by walking it backwards.
_MART = """
CREATE TABLE mart.measure (
    dataset text COLLATE "C" NOT NULL,
    measure text COLLATE "C" NOT NULL,
    entitas text COLLATE "C" NOT NULL,
    periode text COLLATE "C" NOT NULL,
    rincian text COLLATE "C" NOT NULL,
    varian text COLLATE "C" NOT NULL,
    value double precision CHECK (value > '-Infinity' AND value < 'Infinity'),
    state text COLLATE "C" NOT NULL CHECK (state IN ('value', 'zero', 'not_reported', 'not_due', 'suppressed')),
    vintage date NOT NULL,
    snapshot bigint NOT NULL,
    from_version bigint NOT NULL,
    to_version bigint CHECK (to_version > from_version),
    CHECK ((value IS NOT NULL) = (state IN ('value', 'zero')))
) WITH (fillfactor = 90);
CREATE UNIQUE INDEX measure_by_key
    ON mart.measure (dataset, measure, rincian, varian, entitas, periode, from_version);
CREATE TABLE mart.entitas (
    kode text COLLATE "C" NOT NULL,
    nama text NOT NULL,
    jenis text NOT NULL,
    induk text COLLATE "C",
    kode_bps text COLLATE "C",
    dataset text COLLATE "C" NOT NULL,
    snapshot bigint NOT NULL,
    from_version bigint NOT NULL,
    to_version bigint CHECK (to_version > from_version)
) WITH (fillfactor = 90);
CREATE UNIQUE INDEX entitas_by_key ON mart.entitas (dataset, kode, from_version);
"""

_APP = """
CREATE TABLE app.command (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    verb text NOT NULL CHECK (verb IN ('hold', 'release', 'rollback')),
    source text COLLATE "C" NOT NULL,
    version bigint,
    who text NOT NULL CHECK (who <> ''),
    why text NOT NULL CHECK (why <> ''),
    created_at timestamptz NOT NULL DEFAULT clock_timestamp(),
    state text NOT NULL DEFAULT 'waiting' CHECK (state IN ('waiting', 'done', 'failed')),
    executed_at timestamptz,
    message text NOT NULL DEFAULT '',
    CHECK ((verb = 'rollback') = (version IS NOT NULL))
);
CREATE INDEX command_waiting ON app.command (id) WHERE state = 'waiting';
CREATE FUNCTION app.announce_command() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM pg_notify('cc_command', NEW.id::text);
    RETURN NULL;
END
$$;
CREATE TRIGGER command_announced AFTER INSERT ON app.command
    FOR EACH ROW EXECUTE FUNCTION app.announce_command();
"""

# meta.version and the rest of meta but run and snapshot are append-only: not even the ETL may rewrite history.
_GRANTS = """
GRANT USAGE ON SCHEMA meta, mart TO cc_baca, cc_etl;
GRANT SELECT ON ALL TABLES IN SCHEMA meta, mart TO cc_baca, cc_etl;
GRANT INSERT ON meta.catalogue, meta.snapshot, meta.run, meta.version, meta.reject, meta.finding TO cc_etl;
GRANT INSERT ON mart.measure, mart.entitas TO cc_etl;
GRANT UPDATE ON meta.run, meta.snapshot, mart.measure, mart.entitas TO cc_etl;
GRANT USAGE ON SCHEMA app TO cc_app;
GRANT SELECT, INSERT, UPDATE ON app.command TO cc_app;
"""


def upgrade() -> None:
    """Create everything of the first version."""
    op.execute(_ROLES)
    op.execute("CREATE SCHEMA mart; CREATE SCHEMA app;")
    for statements in (_META, _MART, _APP, _GRANTS):
        op.execute(statements)
