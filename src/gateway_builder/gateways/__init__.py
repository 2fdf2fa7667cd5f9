"""Gateways to what the program does not own: the disk, ruff, Jinja, the catalogue of technologies."""
