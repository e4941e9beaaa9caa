"""What the web process answers without Dash: the read API, the live stream, health, compressed files."""
