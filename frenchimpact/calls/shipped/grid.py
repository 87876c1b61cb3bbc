"""The grid with which a committee begins, written for this project after the six axes of the label.

All of it is a default, which the programme team changes on the pages of the call.
"""

from frenchimpact.assessments.rules import CriterionFacts

TITLE = "Grille de lecture"
CRITERIA = (
    CriterionFacts(
        "defis",
        "Défis du territoire",
        "Les défis répondent-ils à des besoins établis, avec un point de départ sourcé et une cible mesurable ?",
        20,
        (
            "Aucun défi n’est formulé.",
            "Des thèmes généraux, sans besoin établi.",
            "Des besoins décrits, des cibles absentes ou invérifiables.",
            "Des défis clairs ; une partie seulement a un point de départ sourcé.",
            "Des défis clairs, sourcés et mesurables.",
            "Des défis sourcés, ambitieux et choisis avec les personnes concernées.",
        ),
    ),
    CriterionFacts(
        "gouvernance",
        "Gouvernance du collectif",
        "Qui décide, comment, et le collectif tient-il sans une seule personne ou une seule structure ?",
        15,
        (
            "Pas de collectif : une structure seule.",
            "Des partenaires cités, sans engagement.",
            "Un chef de file qui décide seul.",
            "Des instances prévues, encore peu éprouvées.",
            "Des décisions partagées entre familles d’acteurs.",
            "Une gouvernance éprouvée, ouverte aux habitantes et habitants.",
        ),
    ),
    CriterionFacts(
        "strategie",
        "Stratégie d’innovation sociale",
        "Le territoire a-t-il une stratégie partagée et une animation qui la porte ?",
        15,
        (
            "Aucune stratégie.",
            "Une intention, sans étapes.",
            "Des actions juxtaposées.",
            "Une stratégie écrite, une animation à trouver.",
            "Une stratégie partagée et une animation en place.",
            "Une stratégie partagée, animée, et déjà suivie d’effets.",
        ),
    ),
    CriterionFacts(
        "moyens",
        "Moyens et financement",
        "Les moyens annoncés sont-ils réalistes et équilibrés ?",
        15,
        (
            "Aucun moyen annoncé.",
            "Des moyens sans rapport avec le projet.",
            "Un budget déséquilibré ou incomplet.",
            "Un budget équilibré, des financements à confirmer.",
            "Un budget équilibré, l’essentiel est confirmé.",
            "Des moyens confirmés sur plusieurs années et plusieurs financeurs.",
        ),
    ),
    CriterionFacts(
        "experimentation",
        "Expérimentation et levée des freins",
        "Le collectif nomme-t-il ce qui l’empêche d’avancer, et prend-il le risque d’essayer ?",
        10,
        (
            "Rien n’est à essayer.",
            "Des freins évoqués sans précision.",
            "Des freins nommés, aucune piste.",
            "Des freins précis et une première piste.",
            "Des essais prévus, avec leur évaluation.",
            "Des essais déjà menés, dont les leçons sont partagées.",
        ),
    ),
    CriterionFacts(
        "cooperations",
        "Coopérations et synergies",
        "Collectivités, ESS, entreprises, État et recherche agissent-ils ensemble, et avec d’autres territoires ?",
        15,
        (
            "Aucune coopération.",
            "Des lettres de soutien seulement.",
            "Des coopérations au cas par cas.",
            "Plusieurs familles d’acteurs agissent ensemble.",
            "Des engagements signés de toutes les familles utiles.",
            "Des coopérations installées, partagées avec d’autres territoires.",
        ),
    ),
    CriterionFacts(
        "impact",
        "Mesure de l’impact",
        "Saura-t-on ce qui a changé, pour qui, et qui le constate ?",
        10,
        (
            "Aucune mesure prévue.",
            "Une mesure de l’activité seulement.",
            "Des indicateurs sans méthode.",
            "Une méthode simple, confiée à quelqu’un.",
            "Une méthode et des relevés réguliers, publiés.",
            "Une évaluation indépendante, associant les personnes concernées.",
        ),
    ),
)
