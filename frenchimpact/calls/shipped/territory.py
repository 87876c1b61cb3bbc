"""The call « Territoire French Impact »: what it is, who applies, how it is decided.

Written for this project after the public facts on the call of 2018 and 2019. What only the programme team knows is
marked « à compléter »: the call does not open before.
"""

SLUG = "territoire-french-impact"
TITLE = "Territoire French Impact"
SUMMARY = (
    "Un appel permanent aux collectifs qui, sur leur territoire, veulent faire grandir l’innovation sociale ensemble."
)
SERVICE = "à compléter : le service qui instruit les candidatures"
AUTHORITY = "à compléter : l’autorité qui décide"
CONTACT = "a-completer@frenchimpact.invalid"
REMEDIES = (
    "à compléter : l’autorité et le tribunal compétents. Une décision peut être contestée dans les deux mois qui "
    "suivent sa notification, par un recours gracieux devant son autorité ou un recours devant le tribunal "
    "administratif."
)
TEXT = """\
Qui peut candidater

Un collectif : un chef de file et des membres qui s’engagent ensemble pour un territoire. Collectivités, \
structures de l’économie sociale et solidaire, entreprises, financeurs, structures d’accompagnement, \
recherche, citoyennes et citoyens y ont leur place. Chaque membre signe une lettre d’engagement.

Ce qui est demandé

Le collectif décrit son territoire et ses besoins, dit comment il travaille et avec qui, et choisit des défis \
sociaux, environnementaux ou citoyens. Chaque défi a un indicateur, une valeur de départ avec sa source, une \
cible et une échéance. La valeur de départ est figée à l’attribution du label.

Ce que le label ouvre

Un plan d’accompagnement sur mesure, sur six axes : la stratégie territoriale d’innovation sociale ; le \
financement ; la levée des freins réglementaires ; les synergies du territoire ; la mesure de l’impact ; les \
liens avec les entreprises engagées.

Comment c’est décidé

Une personne chargée de l’instruction vérifie la recevabilité, puis que le dossier est complet ; elle peut \
demander des compléments sur des points précis. Elle propose une décision à l’autorité, qui décide avec des \
motifs. Un collectif dont la candidature n’est pas retenue reçoit les motifs et, s’il y a lieu, les conditions \
à remplir pour une prochaine fois.

L’appel est permanent : il reçoit les candidatures par vagues. Ce qui arrive après une date limite va à la \
vague suivante. Les labels sont rendus publics à la date de publication de la vague.
"""
