"""Frozen values that travel between the layers; no I/O happens here."""
