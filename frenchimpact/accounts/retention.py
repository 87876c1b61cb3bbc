"""How long each kind of personal data is kept: what the site starts with, and what the operators made of it.

No law fixes most of these delays: whoever answers for the processing confirms or changes them on the team’s page.
"""

from dataclasses import dataclass

from frenchimpact.accounts.models import Retention

TO_CONFIRM = "Durée proposée, à confirmer par le responsable de traitement."


@dataclass(frozen=True)
class Starting:
    """A line of `Retention` as the site starts with it; see the fields there."""

    code: str
    title: str
    days: int
    counted_from: str
    why: str
    recipients: str
    notice_days: int = 0


TEAM = "l’équipe du programme"
STARTING = (
    Starting(
        "account",
        "Comptes et fonctions",
        1095,
        "votre dernière connexion",
        f"Un programme vit par vagues de plusieurs années. {TO_CONFIRM}",
        f"vous ; {TEAM}",
        notice_days=30,
    ),
    Starting(
        "draft",
        "Candidatures commencées et jamais déposées",
        730,
        "la dernière écriture",
        f"Laisser passer deux vagues avant d’effacer un brouillon. {TO_CONFIRM}",
        "les personnes du collectif",
        notice_days=30,
    ),
    Starting(
        "application",
        "Candidatures déposées et leurs pièces",
        3650,
        "la décision",
        f"Répondre d’une décision publique et en permettre le recours et l’archivage. {TO_CONFIRM}",
        f"les personnes du collectif ; {TEAM} ; l’instruction ; l’autorité de décision",
    ),
    Starting(
        "organisation",
        "Pages d’organisations et leurs équipes",
        1095,
        "la fermeture de la page ou le départ de la personne",
        f"Savoir qui a parlé au nom d’une organisation. {TO_CONFIRM}",
        f"les responsables de la page ; {TEAM} ; tout le monde, pour ce que la page publie",
    ),
    Starting(
        "collective",
        "Collectifs, engagements et défis",
        3650,
        "la fin du label ou la clôture du collectif",
        f"Prouver les engagements signés tant que le label peut être discuté. {TO_CONFIRM}",
        f"les personnes du collectif ; {TEAM} ; l’instruction ; l’autorité de décision",
    ),
    Starting(
        "moderation",
        "Signalements et décisions de modération",
        365,
        "la décision",
        f"Répondre d’une décision contestée. {TO_CONFIRM}",
        TEAM,
    ),
    Starting(
        "security",
        "Connexions, liens et essais",
        14,
        "l’ouverture de la session (une heure pour un essai, un jour pour un lien)",
        "Protéger les comptes ; ne sert à rien d’autre.",
        "vous, pour vos sessions ; personne pour le reste",
    ),
    Starting(
        "message",
        "Notifications et courriels",
        365,
        "l’envoi, ou la lecture sur le site",
        f"Retrouver ce qui vous a été dit. {TO_CONFIRM}",
        f"vous ; {TEAM}, pour les courriels",
    ),
    Starting(
        "label",
        "Labels délivrés",
        36500,
        "la délivrance",
        "Un label est un acte public : il reste dans l’histoire du programme.",
        "tout le monde",
    ),
    Starting(
        "journal",
        "Journal des faits",
        3650,
        "le fait",
        f"Prouver qui a fait quoi ; une personne n’y est qu’un numéro. {TO_CONFIRM}",
        TEAM,
    ),
)


def retention_of(code: str) -> Retention:
    """Return the line of this code, as the site starts with it where the table has none."""
    return Retention.objects.filter(code=code).first() or Retention(**vars(_STARTING[code]))


_STARTING = {line.code: line for line in STARTING}
