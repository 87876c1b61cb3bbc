"""The eligibility rules of the call « Territoire French Impact », as it ships."""

from decimal import Decimal

from frenchimpact.eligibility.calculations import Comparison, Rule, Setting

RULES = (
    Rule(
        "membres",
        "Membres engagés",
        Comparison("collective.signed_letters", "at_least", Setting("member_count")),
        "Faites signer les lettres d’engagement qui manquent.",
    ),
    Rule(
        "perimetre",
        "Périmètre",
        Comparison("collective.communes", "at_least", Decimal(1)),
        "Dites de quels lieux le territoire est fait, avec leurs codes officiels.",
    ),
    Rule(
        "defis",
        "Défis",
        Comparison("collective.challenges", "at_least", Setting("challenge_count")),
        "Décrivez chaque défi en entier : indicateur, valeur de départ, cible, échéance.",
    ),
    Rule(
        "chef-de-file",
        "Chef de file",
        Comparison("lead.is_registered", "is_yes"),
        "Ajoutez à la page du chef de file son numéro SIREN, RNA ou équivalent.",
    ),
)
