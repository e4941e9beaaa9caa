"""How far a run read its source, as the source's connector writes it; empty for sources that are read whole."""

from __future__ import annotations

from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the column; runs of earlier releases read nothing by cursor."""
    op.execute("ALTER TABLE meta.run ADD COLUMN cursor text COLLATE \"C\" NOT NULL DEFAULT ''")
    op.execute("CREATE INDEX run_by_cursor ON meta.run (source, id DESC) WHERE cursor <> ''")
