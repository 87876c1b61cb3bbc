"""Labels of territories and structures; the 27 of 2019. Face: Label, load_historical_labels."""
