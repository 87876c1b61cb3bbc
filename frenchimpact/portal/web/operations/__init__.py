"""The space of the programme team: health, journal, e-mails, people."""
