"""Boundaries, versioned like everything else in mart. The shape is GeoJSON text, as the browser gets it.

The first day of validity is part of the key, as text with '' for unknown: a file for later days leaves today's alone.
"""

from __future__ import annotations

from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

_BATAS = """
CREATE TABLE mart.batas (
    dataset text COLLATE "C" NOT NULL,
    kode text COLLATE "C" NOT NULL,
    level text COLLATE "C" NOT NULL CHECK (level IN ('kabupaten', 'kecamatan', 'desa')),
    induk text COLLATE "C" NOT NULL,
    geometry text NOT NULL,
    valid_from text COLLATE "C" NOT NULL CHECK (valid_from = '' OR valid_from ~ '^\\d{4}-\\d{2}-\\d{2}$'),
    valid_to date CHECK (valid_from = '' OR valid_to::text >= valid_from),
    kind text COLLATE "C" NOT NULL CHECK (kind IN ('indikatif', 'resmi')),
    snapshot bigint NOT NULL,
    from_version bigint NOT NULL,
    to_version bigint CHECK (to_version > from_version)
) WITH (fillfactor = 90);
CREATE UNIQUE INDEX batas_by_key ON mart.batas (dataset, kode, valid_from, from_version);
GRANT SELECT ON mart.batas TO cc_baca, cc_etl;
GRANT INSERT, UPDATE ON mart.batas TO cc_etl;
"""


def upgrade() -> None:
    """Add the table; nothing that was there changes."""
    op.execute(_BATAS)
