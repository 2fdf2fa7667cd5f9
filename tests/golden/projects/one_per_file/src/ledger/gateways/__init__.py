"""Implementations of the interfaces."""
