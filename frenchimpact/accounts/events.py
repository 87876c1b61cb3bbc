"""What can happen to people and to the capacities they are appointed to."""

from frenchimpact.journal.kinds import Kind

FIRST_OPERATOR = Kind("accounts.first_operator", "a ouvert le premier accès de l’équipe du programme")
APPOINTED = Kind("accounts.appointed", "a nommé une personne dans l’équipe du programme")
APPOINTMENT_ENDED = Kind("accounts.appointment_ended", "a mis fin à une nomination")
LINK_ISSUED = Kind("accounts.link_issued", "a émis un lien de connexion")
SIGNED_IN = Kind("accounts.signed_in", "s’est connecté·e")
SESSIONS_CLOSED = Kind("accounts.sessions_closed", "a fermé des sessions de son compte")
