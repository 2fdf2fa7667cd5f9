"""Simulates the air around a shape."""
