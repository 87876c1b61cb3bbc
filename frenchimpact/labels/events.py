"""What can happen to labels."""

from frenchimpact.journal.kinds import Kind

HISTORY_LOADED = Kind("labels.history_loaded", "a chargé les labels de 2019")
WRITTEN_DOWN = Kind("labels.written_down", "a inscrit le label")
ISSUED = Kind("labels.issued", "a délivré le label")
PUT_OFF = Kind("labels.put_off", "a repoussé la publication du label")
PUBLISHED = Kind("labels.published", "a publié le label")
REPLACED = Kind("labels.replaced", "a remplacé le label")
EXPIRED = Kind("labels.expired", "a constaté la fin du label")
