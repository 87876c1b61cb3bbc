"""What can happen to a file."""

from frenchimpact.journal.kinds import Kind

STORED = Kind("documents.stored", "a déposé un document")
CLEARED = Kind("documents.cleared", "a contrôlé un document")
INFECTED = Kind("documents.infected", "a écarté un document dangereux")
RELEASED = Kind("documents.released", "a ouvert un document aux autres")
