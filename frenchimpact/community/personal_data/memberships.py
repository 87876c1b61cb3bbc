"""What the site holds about who acts for an organisation."""
