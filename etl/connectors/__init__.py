"""Ways to read what is not ours: databases, drop folders, HTTP services. A source declares which one, and how."""
