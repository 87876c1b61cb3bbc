"""What happens to the outbox that the programme team must see."""

from frenchimpact.journal.kinds import Kind

EMAIL_GIVEN_UP = Kind("messaging.email_given_up", "n’a pas pu remettre un courriel")
EMAIL_TRIED_AGAIN = Kind("messaging.email_tried_again", "a relancé l’envoi d’un courriel")
FREQUENCY_CHOSEN = Kind("messaging.frequency_chosen", "a choisi comment être informé·e")
