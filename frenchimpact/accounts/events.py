"""What can happen to people and to the capacities they are appointed to."""

from frenchimpact.journal.kinds import Kind

FIRST_OPERATOR = Kind("accounts.first_operator", "a ouvert le premier accès de l’équipe du programme")
APPOINTED = Kind("accounts.appointed", "a nommé une personne à une fonction")
APPOINTMENT_ENDED = Kind("accounts.appointment_ended", "a mis fin à une nomination")
LINK_ISSUED = Kind("accounts.link_issued", "a émis un lien de connexion")
SIGNED_IN = Kind("accounts.signed_in", "s’est connecté·e")
SESSIONS_CLOSED = Kind("accounts.sessions_closed", "a fermé des sessions de son compte")
DATA_EXPORTED = Kind("accounts.data_exported", "a téléchargé ses données")
ERASED = Kind("accounts.erased", "a effacé son compte")
PURGED = Kind("accounts.purged", "a effacé un compte inutilisé")
PURGE_ANNOUNCED = Kind("accounts.purge_announced", "a annoncé l’effacement d’un compte inutilisé")
RETENTION_CHANGED = Kind("accounts.retention_changed", "a changé une durée de conservation")
