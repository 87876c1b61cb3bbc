"""What can happen to a grid and to an assessment; scores never stand in the journal."""

from frenchimpact.journal.kinds import Kind

GRID_WRITTEN = Kind("assessments.grid_written", "a modifié la grille de critères")
GRID_FROZEN = Kind("assessments.grid_frozen", "a figé la grille de critères")
ASSESSMENT_STARTED = Kind("assessments.assessment_started", "a préparé une évaluation")
ASSESSMENT_SEALED = Kind("assessments.assessment_sealed", "a transmis une évaluation")
ASSESSMENT_REVISED = Kind("assessments.assessment_revised", "a révisé une évaluation")
ASSESSMENT_LOCKED = Kind("assessments.assessment_locked", "a verrouillé une évaluation")
