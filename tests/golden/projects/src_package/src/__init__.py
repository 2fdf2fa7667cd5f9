"""Warns people of storms."""
