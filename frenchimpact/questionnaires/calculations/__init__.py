"""Forms as plain data, and what can be said of an answer from its text alone."""
