"""What others may ask about territories, in figures and on a map."""
