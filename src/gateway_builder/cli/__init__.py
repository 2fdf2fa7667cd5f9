"""One thin module per command; the only user of Typer and Rich."""
