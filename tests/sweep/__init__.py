"""A fixed sample of the sweep."""
