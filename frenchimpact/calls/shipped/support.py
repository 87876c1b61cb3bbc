"""The call « Structure d’accompagnement »: what it is, who applies, how it is decided.

Written for this project after the announcement of 18 January 2018, which says that support structures (incubators,
funders, ruches, evaluators, PTCE…) are labelled through a permanent call. What only the programme team knows is marked
« à compléter »: the call does not open before.
"""

from frenchimpact.calls.shipped.territory import AUTHORITY, CONTACT, REMEDIES, SERVICE

__all__ = ["AUTHORITY", "CONTACT", "LABEL", "REMEDIES", "SERVICE", "SLUG", "SUMMARY", "TEXT", "TITLE"]

SLUG = "structure-d-accompagnement"
TITLE = "Structure d’accompagnement"
LABEL = "Structure d’accompagnement French Impact"
SUMMARY = (
    "Un appel permanent aux incubateurs, financeurs, ruches, évaluateurs et PTCE qui font grandir l’innovation sociale."
)
TEXT = """\
Qui peut candidater

Une organisation qui accompagne celles et ceux qui innovent : incubateur, financeur, ruche, évaluateur, pôle \
territorial de coopération économique (PTCE). Une même organisation peut être plusieurs choses à la fois : le \
questionnaire n’ouvre que les parties qui la concernent.

Ce qui est demandé

L’organisation a sa page sur le site, qui dit ce qu’elle est, où elle est et sous quel numéro. Elle décrit qui elle \
accompagne, comment, avec quels moyens et quels résultats, et ce qu’elle est prête à partager.

Ce que le label dit

Qu’une structure a été examinée sur pièces et reconnue comme structure d’accompagnement de l’innovation sociale. Il \
figure sur sa page, dans l’annuaire et dans les données ouvertes, avec sa date et sa durée.

Comment c’est décidé

Une personne chargée de l’instruction vérifie la recevabilité, puis que le dossier est complet ; elle peut demander \
des compléments sur des points précis. Elle propose une décision à l’autorité, qui décide avec des motifs. Une \
organisation dont la candidature n’est pas retenue reçoit les motifs et, s’il y a lieu, les conditions à remplir pour \
une prochaine fois.

L’appel est permanent : il reçoit les candidatures par vagues. Ce qui arrive après une date limite va à la vague \
suivante. Les labels sont rendus publics à la date de publication de la vague.
"""
