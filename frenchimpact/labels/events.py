"""What can happen to labels."""

from frenchimpact.journal.kinds import Kind

HISTORY_LOADED = Kind("labels.history_loaded", "a chargé les labels de 2019")
WRITTEN_DOWN = Kind("labels.written_down", "a inscrit le label")
ISSUED = Kind("labels.issued", "a délivré le label")
PUT_OFF = Kind("labels.put_off", "a repoussé la publication du label")
PUBLISHED = Kind("labels.published", "a publié le label")
REPLACED = Kind("labels.replaced", "a remplacé le label")
EXPIRED = Kind("labels.expired", "a constaté la fin du label")
SUSPENDED = Kind("labels.suspended", "a suspendu le label")
OBSERVED = Kind("labels.observed", "a présenté des observations sur la suspension du label")
LIFTED = Kind("labels.lifted", "a levé la suspension du label")
MERGED = Kind("labels.merged", "a remplacé le label, dont le territoire en rejoint un autre")
WITHDRAWN = Kind("labels.withdrawn", "a retiré le label")
KEY_MADE = Kind("labels.key_made", "a fait une clé qui signe les labels")
KEY_RETIRED = Kind("labels.key_retired", "a retiré une clé qui signait les labels")
TERM_NEAR = Kind("labels.term_near", "a annoncé que le label arrive à son terme")
RECORD_WRITTEN = Kind("labels.record_written", "a écrit le relevé public de la vague")
