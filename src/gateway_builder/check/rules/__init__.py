"""One file for each rule; its examples are its tests and its page in the reference."""
