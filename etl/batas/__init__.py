"""Boundaries are computed here, and only here shapely is imported: nothing else of the ETL waits for it."""
