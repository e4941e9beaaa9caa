"""The schema's history; Alembic runs it, `data.warehouse.migrate` starts it."""
