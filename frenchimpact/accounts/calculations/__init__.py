"""What proves a person, as pure functions: one-time codes of an application, codes that are easy to copy."""
