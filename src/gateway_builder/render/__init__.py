"""Frozen views that templates read, and the texts made of them."""
