"""What a form must be, what an answer must be, and when a sheet may be written."""
