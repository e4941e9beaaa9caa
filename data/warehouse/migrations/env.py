"""Alembic's entry: runs on the connection that `data.warehouse.migrate` opened, inside its transaction."""

from __future__ import annotations

from alembic import context

context.configure(connection=context.config.attributes["connection"], version_table_schema="meta")
context.run_migrations()
