"""What can happen in the community."""

from frenchimpact.journal.kinds import Kind

TERRITORY_DESCRIBED = Kind("community.territory_described", "a décrit le territoire")
TERRITORY_GIVEN = Kind("community.territory_given", "a rattaché le collectif à son territoire")

INVITED = Kind("community.invited", "a invité une personne dans l’équipe")
INVITED_AGAIN = Kind("community.invited_again", "a renvoyé une invitation à rejoindre l’équipe")
INVITATION_REVOKED = Kind("community.invitation_revoked", "a annulé une invitation à rejoindre l’équipe")
JOINED = Kind("community.joined", "a rejoint l’équipe")
ROLE_CHANGED = Kind("community.role_changed", "a changé un rôle dans l’équipe")
MEMBER_REMOVED = Kind("community.member_removed", "a retiré une personne de l’équipe")
MEMBER_LEFT = Kind("community.member_left", "a quitté l’équipe")
LEAD_TRANSFERRED = Kind("community.lead_transferred", "a transmis la responsabilité de l’organisation")
ASKED_TO_JOIN = Kind("community.asked_to_join", "a demandé à rejoindre l’équipe")
JOIN_ACCEPTED = Kind("community.join_accepted", "a accepté une demande à rejoindre l’équipe")
JOIN_REFUSED = Kind("community.join_refused", "a refusé une demande à rejoindre l’équipe")
JOIN_WITHDRAWN = Kind("community.join_withdrawn", "a retiré sa demande à rejoindre l’équipe")

PAGE_CLAIMED = Kind("community.page_claimed", "a revendiqué la page")
CLAIM_OBJECTED = Kind("community.claim_objected", "s’est opposé·e à la reprise de la page")
CLAIM_ACCEPTED = Kind("community.claim_accepted", "a accepté la revendication de la page")
CLAIM_REFUSED = Kind("community.claim_refused", "a refusé la revendication de la page")
CLAIM_WITHDRAWN = Kind("community.claim_withdrawn", "a retiré sa revendication de la page")

PAGE_PUBLISHED = Kind("community.page_published", "a publié la page")
PAGE_REFUSED = Kind("community.page_refused", "a refusé la page")
PAGE_CLOSED = Kind("community.page_closed", "a fermé la page")
DECISION_UNDONE = Kind("community.decision_undone", "a annulé une décision de modération")
PAGE_ASKED_AGAIN = Kind("community.page_asked_again", "a demandé une nouvelle vérification de la page")
ABUSE_REPORTED = Kind("community.abuse_reported", "a signalé la page")
ABUSE_UPHELD = Kind("community.abuse_upheld", "a donné suite à un signalement")
ABUSE_DISMISSED = Kind("community.abuse_dismissed", "a classé un signalement sans suite")
