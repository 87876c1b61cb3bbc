"""Starting and stopping what the site needs: PostgreSQL, the web server, the worker. Only the standard library."""
