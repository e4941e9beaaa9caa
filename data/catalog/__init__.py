"""Declarations: indicators, sources, rule sets, targets and playlists, each one TOML file."""
