"""The site started for real, killed for real: processes, signals, sockets, disks."""
