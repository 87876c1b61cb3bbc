"""What can happen to the map of France."""

from frenchimpact.journal.kinds import Kind

GEOGRAPHY_LOADED = Kind("geography.loaded", "a chargé la géographie officielle")
INDICATORS_LOADED = Kind("geography.indicators_loaded", "a chargé des indicateurs")
OUTLINES_LOADED = Kind("geography.outlines_loaded", "a chargé des contours")
PERIMETER_CREATED = Kind("geography.perimeter_created", "a tracé un périmètre")
PERIMETER_CHANGED = Kind("geography.perimeter_changed", "a changé un périmètre")
