"""Pages of organisations: the directory, the public page, its creation and its edition."""
