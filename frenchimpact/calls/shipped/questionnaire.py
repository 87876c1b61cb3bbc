"""The questionnaire of the call « Territoire French Impact »; the challenges themselves hang on the collective."""

from decimal import Decimal

from frenchimpact.questionnaires.calculations.forms import FormFacts, QuestionFacts, SectionFacts
from frenchimpact.questionnaires.models import QuestionKind as Kind

SLUG = "territoire-french-impact"
TITLE = "Candidature Territoire French Impact"
LONG = 4000  # characters
MIDDLE = 2000
SHORT = 200
MOST_PIECES = 5
AXES = (
    ("strategie", "La stratégie territoriale d’innovation sociale et l’animation de l’écosystème"),
    ("financement", "Le financement : amorçage, changement d’échelle"),
    ("freins", "La levée des freins réglementaires"),
    ("synergies", "Les synergies du territoire et la coopération"),
    ("impact", "La mesure et l’évaluation de l’impact"),
    ("entreprises", "Les liens avec les entreprises engagées"),
)


def _long(key: str, label: str, help_: str = "", *, is_required: bool = True) -> QuestionFacts:
    return QuestionFacts(key, Kind.LONG_TEXT, label, help_, is_required=is_required, max_length=LONG)


def _other(key: str, kind: Kind, label: str, help_: str = "") -> QuestionFacts:
    return QuestionFacts(key, kind, label, help_, is_required=True)


def _table(key: str, label: str, help_: str, line: str) -> QuestionFacts:
    columns = ((line, Kind.SHORT_TEXT), ("Montant annuel", Kind.AMOUNT))
    return QuestionFacts(key, Kind.TABLE, label, help_, columns=columns)


PARTS = (
    SectionFacts(
        "territoire",
        "Le territoire et ses besoins",
        help="Ce que quelqu’un doit savoir de votre territoire pour comprendre votre candidature.",
        questions=(
            _long("presentation", "Présentez votre territoire", "Qui y vit, ce qui le tient ensemble, ce qui change."),
            _long("besoins", "À quels besoins sociaux mal couverts voulez-vous répondre ?", "Citez vos sources."),
            _long("existant", "Qu’est-ce qui existe déjà, et qu’est-ce qui manque ?"),
        ),
    ),
    SectionFacts(
        "gouvernance",
        "Gouvernance et animation",
        help="Comment le collectif décide et travaille.",
        questions=(
            _long(
                "gouvernance",
                "Comment le collectif prend-il ses décisions ?",
                "Instances, rythme.",
            ),
            _other("animation", Kind.YES_NO, "Une personne est-elle chargée d’animer le collectif ?"),
            QuestionFacts(
                "animation_temps",
                Kind.SHORT_TEXT,
                "Qui, et pour quel temps de travail ?",
                "La fonction suffit : pas de nom.",
                is_required=True,
                max_length=SHORT,
                condition_key="animation",
                condition_values=("oui",),
            ),
        ),
    ),
    SectionFacts(
        "acteurs",
        "Acteurs mobilisés",
        help="Les membres et leurs lettres d’engagement sont sur la page du collectif.",
        questions=(
            _long("acteurs", "Avec qui travaillez-vous au-delà des membres engagés ?"),
            _long("projets", "Quels projets d’innovation sociale le collectif soutient-il déjà ?", is_required=False),
        ),
    ),
    SectionFacts(
        "defis",
        "Défis",
        help="Les défis et leurs indicateurs s’écrivent sur la page du collectif.",
        questions=(
            _long("choix_defis", "Pourquoi ces défis ?", "Dites comment ils ont été choisis, et par qui."),
            _long("actions_defis", "Que ferez-vous pour les relever, la première année ?"),
        ),
    ),
    SectionFacts(
        "accompagnement",
        "Accompagnement attendu",
        help="Le label ouvre un plan d’accompagnement sur six axes.",
        questions=(
            QuestionFacts(
                "axes", Kind.CHOICES, "Sur quels axes attendez-vous un appui ?", is_required=True, choices=AXES
            ),
            _long("attentes", "Qu’attendez-vous, axe par axe ?"),
            _other("freins", Kind.YES_NO, "Une règle vous empêche-t-elle d’agir ?"),
            QuestionFacts(
                "freins_lesquels",
                Kind.LONG_TEXT,
                "Laquelle, et qu’empêche-t-elle ?",
                "Citez le texte si vous le connaissez.",
                is_required=True,
                max_length=MIDDLE,
                condition_key="freins",
                condition_values=("oui",),
            ),
        ),
    ),
    SectionFacts(
        "moyens",
        "Moyens",
        help="Ce que le collectif réunit déjà. Une estimation suffit.",
        questions=(
            _other("budget", Kind.AMOUNT, "Budget annuel de l’animation du collectif", "Hors projets soutenus."),
            _table("depenses", "Comment ce budget se répartit-il ?", "Salaires, locaux, déplacements…", "Dépense"),
            _table("ressources", "D’où viennent les ressources ?", "Acquises ou demandées.", "Ressource"),
            QuestionFacts(
                "equipe",
                Kind.NUMBER,
                "Temps de travail réuni",
                "En équivalents temps plein\u00a0: 1,5 pour une personne à plein temps et une à mi-temps.",
                is_required=True,
                minimum=Decimal(0),
                unit="ETP",
            ),
            _long("financeurs", "Qui finance, et jusqu’à quand ?"),
        ),
    ),
    SectionFacts(
        "habitants",
        "Participation des habitantes et des habitants",
        help="Les premières personnes concernées.",
        questions=(
            _long("participation", "Comment les personnes concernées ont-elles pris part à cette candidature ?"),
            _long("participation_suite", "Quelle place auront-elles ensuite ?"),
        ),
    ),
    SectionFacts(
        "impact",
        "Mesure d’impact",
        help="Comment vous saurez si les choses changent.",
        questions=(
            _long(
                "mesure",
                "Comment mesurerez-vous les progrès sur vos défis ?",
                "Qui, à quel rythme.",
            ),
            _long(
                "partage", "Comment partagerez-vous ce que vous apprenez avec d’autres territoires ?", is_required=False
            ),
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
                "Étude, carte, délibération… Pas de données personnelles.",
                is_required=False,
                max_files=MOST_PIECES,
            ),
        ),
    ),
)
FORM = FormFacts(SLUG, TITLE, PARTS)
