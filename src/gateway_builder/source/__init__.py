"""Python text to values, and text to text; the only user of LibCST."""
