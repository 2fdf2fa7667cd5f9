"""Application logic."""
