"""Findings as text for people and programs: one module for each format, each a function from a report to a string."""
