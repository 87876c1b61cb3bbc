"""What the machinery itself writes in the journal."""

from frenchimpact.journal.kinds import Kind

JOBS_RESTARTED = Kind("journal.jobs_restarted", "a relancé les tâches en échec")
