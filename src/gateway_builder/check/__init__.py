"""Holds code that people wrote to the gateway standard: rules, and the codebase as rules see it."""
