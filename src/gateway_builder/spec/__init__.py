"""Spec files: text of TOML to values, every mistake with its line."""
