"""Many people at once on a site that runs in processes of its own: the load and the fault tests stand on it."""
