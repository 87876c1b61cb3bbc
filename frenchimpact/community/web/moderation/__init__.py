"""Pages by which the operators watch over pages of organisations."""
