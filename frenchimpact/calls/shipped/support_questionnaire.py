"""The questionnaire of the call « Structure d’accompagnement »: a common part, then one for each kind of structure."""

from decimal import Decimal

from frenchimpact.questionnaires.calculations.forms import FormFacts, QuestionFacts, SectionFacts
from frenchimpact.questionnaires.models import QuestionKind as Kind

SLUG = "structure-d-accompagnement"
TITLE = "Candidature Structure d’accompagnement"
LONG = 4000  # characters
MOST_PIECES = 5
KINDS = (
    ("incubateur", "Incubateur"),
    ("financeur", "Financeur"),
    ("ruche", "Ruche"),
    ("evaluateur", "Évaluateur"),
    ("ptce", "Pôle territorial de coopération économique (PTCE)"),
)
SUPPORTED = (
    ("idee", "Des personnes qui ont une idée"),
    ("amorcage", "Des projets qui démarrent"),
    ("developpement", "Des structures qui grandissent"),
    ("essaimage", "Des structures qui essaiment"),
)


def _long(key: str, label: str, help_: str = "", *, only: str = "", is_required: bool = True) -> QuestionFacts:
    return _question(key, Kind.LONG_TEXT, label, help_, only=only, is_required=is_required)


def _question(
    key: str, kind: Kind, label: str, help_: str = "", *, only: str = "", is_required: bool = True
) -> QuestionFacts:
    """Make a question, asked of one kind of structure only where `only` names it."""
    return QuestionFacts(
        key,
        kind,
        label,
        help_,
        is_required=is_required,
        condition_key="natures" if only else "",
        condition_values=(only,) if only else (),
        max_length=LONG if kind == Kind.LONG_TEXT else None,
        minimum=Decimal(0) if kind == Kind.NUMBER else None,
    )


COMMON = (
    SectionFacts(
        "structure",
        "La structure",
        help="Sa forme juridique, ses numéros et ses statuts sont sur sa page : il n’y a rien à recopier.",
        questions=(
            QuestionFacts(
                "natures",
                Kind.CHOICES,
                "Qu’êtes-vous ?",
                "Plusieurs réponses sont possibles. Elles ouvrent les parties qui vous concernent.",
                is_required=True,
                choices=KINDS,
            ),
            _question("creation", Kind.DATE, "Date de création", "Celle des statuts ou de la déclaration."),
            _long("mission", "Quelle est votre mission ?"),
            _question(
                "equipe", Kind.NUMBER, "Temps de travail consacré à l’accompagnement", "En équivalents temps plein."
            ),
        ),
    ),
    SectionFacts(
        "accompagnement",
        "Qui vous accompagnez, et comment",
        help="Ce que quelqu’un qui innove trouve chez vous.",
        questions=(
            QuestionFacts("publics", Kind.CHOICES, "Qui accompagnez-vous ?", is_required=True, choices=SUPPORTED),
            _long("innovation", "Quelle place l’innovation sociale a-t-elle dans votre activité ?"),
            _long("methode", "Comment accompagnez-vous ?", "Étapes, durée, ce que vous demandez en retour."),
            _question("projets", Kind.NUMBER, "Projets ou structures accompagnés l’an dernier", "Un décompte suffit."),
            _long("selection", "Comment choisissez-vous qui vous accompagnez ?"),
        ),
    ),
)
BY_KIND = (
    SectionFacts(
        "incubateur",
        "Incubateurs",
        help="Si vous êtes un incubateur.",
        questions=(
            _long("incubateur_parcours", "Décrivez le parcours d’incubation.", only="incubateur"),
            _long("incubateur_suites", "Que deviennent les projets ensuite ?", only="incubateur"),
        ),
    ),
    SectionFacts(
        "financeur",
        "Financeurs",
        help="Si vous êtes un financeur.",
        questions=(
            _long("financeur_outils", "Quels outils proposez-vous ?", "Dons, prêts, fonds propres…", only="financeur"),
            _question("financeur_montant", Kind.AMOUNT, "Montant engagé l’an dernier", only="financeur"),
            _long("financeur_regles", "À quelles conditions financez-vous ?", only="financeur"),
        ),
    ),
    SectionFacts(
        "ruche",
        "Ruches",
        help="Si vous êtes une ruche.",
        questions=(
            _long("ruche_lieu", "Décrivez le lieu, et qui y travaille.", only="ruche"),
            _long("ruche_communaute", "Comment la communauté vit-elle ?", only="ruche"),
        ),
    ),
    SectionFacts(
        "evaluateur",
        "Évaluateurs",
        help="Si vous évaluez l’impact.",
        questions=(
            _long("evaluateur_methodes", "Quelles méthodes employez-vous ?", "Citez-les.", only="evaluateur"),
            _long("evaluateur_independance", "Comment garantissez-vous votre indépendance ?", only="evaluateur"),
            _question("evaluateur_publication", Kind.YES_NO, "Publiez-vous vos évaluations ?", only="evaluateur"),
        ),
    ),
    SectionFacts(
        "ptce",
        "PTCE",
        help="Si vous êtes un pôle territorial de coopération économique.",
        questions=(
            _long("ptce_membres", "Qui coopère dans le pôle ?", only="ptce"),
            _long("ptce_activites", "Quelles activités économiques avez-vous développées ensemble ?", only="ptce"),
        ),
    ),
)
TOGETHER = (
    SectionFacts(
        "resultats",
        "Résultats",
        help="Comment vous savez que vous êtes utiles.",
        questions=(
            _long("resultats", "Quels résultats mesurez-vous, et comment ?", "Donnez l’année et la source."),
            _long("ameliorations", "Qu’avez-vous changé après un échec ?", is_required=False),
        ),
    ),
    SectionFacts(
        "communaute",
        "Dans la communauté French Impact",
        help="Ce que vous êtes prêts à partager.",
        questions=(
            _long("territoire", "Avec qui travaillez-vous sur votre territoire ?"),
            _long("partage", "Que partagerez-vous avec les autres structures ?"),
        ),
    ),
    SectionFacts(
        "pieces",
        "Pièces jointes",
        help="Facultatives : tout ce qui est nécessaire est dans vos réponses.",
        questions=(
            QuestionFacts(
                "pieces",
                Kind.FILES,
                "Documents utiles",
                "Rapport d’activité, évaluation… Pas de données personnelles.",
                is_required=False,
                max_files=MOST_PIECES,
            ),
        ),
    ),
)
FORM = FormFacts(SLUG, TITLE, (*COMMON, *BY_KIND, *TOGETHER))
