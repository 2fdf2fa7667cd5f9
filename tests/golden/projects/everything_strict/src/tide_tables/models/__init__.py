"""Business data."""
