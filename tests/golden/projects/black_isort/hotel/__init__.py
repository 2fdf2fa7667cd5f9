"""Runs a hotel."""
