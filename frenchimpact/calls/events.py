"""What can happen to calls, waves and applications. The clock of an application is replayed from these lines."""

from frenchimpact.journal.kinds import Kind

# Calls and waves
CALL_CREATED = Kind("calls.call_created", "a créé l’appel")
CALL_CHANGED = Kind("calls.call_changed", "a modifié l’appel")
CALL_OPENED = Kind("calls.call_opened", "a ouvert l’appel")
RULES_CHANGED = Kind("calls.rules_changed", "a changé les règles d’éligibilité de l’appel")
CALL_CLOSED = Kind("calls.call_closed", "a clos l’appel")
WAVE_DRAFTED = Kind("calls.wave_drafted", "a préparé la vague")
WAVE_CHANGED = Kind("calls.wave_changed", "a changé les dates de la vague")
WAVE_PREVIEWED = Kind("calls.wave_previewed", "a annoncé la vague")
WAVE_PREVIEW_UNDONE = Kind("calls.wave_preview_undone", "a retiré l’annonce de la vague")
WAVE_OPENED = Kind("calls.wave_opened", "a ouvert la vague")
WAVE_PROROGUED = Kind("calls.wave_prorogued", "a prorogé la vague")
WAVE_DECIDED = Kind("calls.wave_decided", "a constaté que toute la vague est décidée")
PLACES_FIXED = Kind("calls.places_fixed", "a fixé le nombre de places de la vague")
WAVE_DELETED = Kind("calls.wave_deleted", "a supprimé le brouillon de la vague")

# The collective
APPLICATION_STARTED = Kind("calls.application_started", "a commencé la candidature")
APPLICATION_SUBMITTED = Kind("calls.application_submitted", "a déposé la candidature")
COMPLEMENTS_ANSWERED = Kind("calls.complements_answered", "a envoyé les compléments")
APPLICATION_WITHDRAWN = Kind("calls.application_withdrawn", "a retiré la candidature")
CUTOFF_REMINDED = Kind("calls.cutoff_reminded", "a rappelé la date limite")
DECISION_READ = Kind("calls.decision_read", "a ouvert la décision")

# The officers
OFFICER_ASSIGNED = Kind("calls.officer_assigned", "a confié la candidature")
OFFICER_RELEASED = Kind("calls.officer_released", "a retiré la candidature à qui la tenait")
HANDED_OVER = Kind("calls.handed_over", "a confié plusieurs candidatures")
HANDOVER_UNDONE = Kind("calls.handover_undone", "a annulé un lot de candidatures confiées")
EXCHANGE_NOTED = Kind("calls.exchange_noted", "a noté un échange avec le collectif")
EXCHANGE_STRUCK = Kind("calls.exchange_struck", "a rayé la note d’un échange")
VIEW_KEPT = Kind("calls.view_kept", "a enregistré une vue des candidatures")
VIEW_DROPPED = Kind("calls.view_dropped", "a supprimé une vue des candidatures")
FOUND_ADMISSIBLE = Kind("calls.found_admissible", "a jugé la candidature recevable")
FOUND_INADMISSIBLE = Kind("calls.found_inadmissible", "a jugé la candidature irrecevable")
FOUND_COMPLETE = Kind("calls.found_complete", "a déclaré le dossier complet")
COMPLEMENTS_ASKED = Kind("calls.complements_asked", "a demandé des compléments")
COMPLEMENTS_EXTENDED = Kind("calls.complements_extended", "a donné plus de temps pour les compléments")
COMPLEMENTS_REMINDED = Kind("calls.complements_reminded", "a rappelé la demande de compléments")
APPLICATION_LAPSED = Kind("calls.application_lapsed", "a déclaré la candidature caduque")
PROPOSED = Kind("calls.proposed", "a proposé une décision")

# The deciding authority
PROPOSAL_SENT_BACK = Kind("calls.proposal_sent_back", "a renvoyé la proposition")
DECIDED = Kind("calls.decided", "a décidé et notifié")

# The committee
COMMITTEE_SET_UP = Kind("calls.committee_set_up", "a constitué le comité de sélection")
COMMITTEE_CHANGED = Kind("calls.committee_changed", "a modifié les réglages du comité")
MEMBER_APPOINTED = Kind("calls.member_appointed", "a nommé une personne au comité")
MEMBER_CHANGED = Kind("calls.member_changed", "a modifié une place au comité")
SEAT_ENDED = Kind("calls.seat_ended", "a mis fin à une place au comité")
INTEREST_WRITTEN = Kind("calls.interest_written", "a modifié sa déclaration d’intérêts")
INTERESTS_DECLARED = Kind("calls.interests_declared", "a signé sa déclaration d’intérêts")
CONFLICTS_TO_SETTLE = Kind("calls.conflicts_to_settle", "a relevé des liens à apprécier")
CONFLICT_SETTLED = Kind("calls.conflict_settled", "a apprécié un lien")
SENT_TO_COMMITTEE = Kind("calls.sent_to_committee", "a transmis la candidature au comité")
ALLOTMENT_ASKED = Kind("calls.allotment_asked", "a demandé une répartition des lectures")
ALLOTMENT_COMPUTED = Kind("calls.allotment_computed", "a calculé une répartition des lectures")
ALLOTMENT_VALIDATED = Kind("calls.allotment_validated", "a validé la répartition des lectures")
READER_PINNED = Kind("calls.reader_pinned", "a imposé une lecture")
READER_UNPINNED = Kind("calls.reader_unpinned", "a renoncé à imposer une lecture")
FEWER_READERS = Kind("calls.fewer_readers", "a accepté moins de lecteurs")
READING_GIVEN = Kind("calls.reading_given", "a confié une lecture")
READING_SUBMITTED = Kind("calls.reading_submitted", "a transmis sa lecture")
READING_REVISED = Kind("calls.reading_revised", "a révisé sa lecture")
READING_RECUSED = Kind("calls.reading_recused", "a laissé une lecture")

# The site itself
SILENCE_NEAR = Kind("calls.silence_near", "a prévenu d’une décision implicite à venir")
SILENCE_SPOKEN = Kind("calls.silence_spoken", "a constaté une décision implicite")
DRAFT_PURGE_ANNOUNCED = Kind("calls.draft_purge_announced", "a annoncé l’effacement d’un brouillon de candidature")
DRAFT_PURGED = Kind("calls.draft_purged", "a effacé un brouillon de candidature jamais déposé")
