"""Settings, root addresses, the command line, the database launcher and the supervisor: no business."""
