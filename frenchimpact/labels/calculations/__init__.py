"""Numbers of labels, without the database."""
