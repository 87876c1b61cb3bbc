"""Who is told of what happens to calls and applications: one file a subject, all read when the site starts."""

from frenchimpact.calls.notices import applications, committees, readings, waves

__all__ = ["applications", "committees", "readings", "waves"]
