"""The only doors to PostgreSQL: server, engine, schema, reader, writer, listener."""
