"""One question per file; each answers at one version."""
