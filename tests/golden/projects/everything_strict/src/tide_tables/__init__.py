"""Predicts the tides."""
