"""Builders of questionnaires, and a minimal owner of sheets: who may write is who is named in its list."""

from frenchimpact.accounts.models import User
from frenchimpact.questionnaires import owners
from frenchimpact.questionnaires.actions import (
    FormFacts,
    QuestionFacts,
    SectionFacts,
    publish_form,
    start_sheet,
)
from frenchimpact.questionnaires.models import AnswerSheet, Form
from frenchimpact.questionnaires.models import QuestionKind as Kind

OWNER = "questionnaires.tests"
writers: set[tuple[int, int]] = set()  # sheet and person

owners.register(
    owners.Owner(
        OWNER,
        may_read=lambda sheet, person: (sheet.pk, person.pk) in writers,
        may_write=lambda sheet, person, _at: (sheet.pk, person.pk) in writers,
        title_of=lambda _: "Dossier d’essai",
        address_of=lambda _: "/",
    )
)


def form_facts(slug: str = "essai") -> FormFacts:
    """Describe a form with one question of each kind that rules treat apart, and one that depends on another."""
    project = (
        QuestionFacts("resume", Kind.LONG_TEXT, "Résumez le projet", is_required=True, max_length=20),
        QuestionFacts("budget", Kind.AMOUNT, "Budget", is_required=True, minimum=None),
        QuestionFacts("soutien", Kind.YES_NO, "Avez-vous un soutien ?"),
        QuestionFacts(
            "lequel", Kind.SHORT_TEXT, "Lequel ?", is_required=True, condition_key="soutien", condition_values=("oui",)
        ),
    )
    pieces = (
        QuestionFacts("axes", Kind.CHOICES, "Axes", choices=(("a", "Emploi"), ("b", "Santé"))),
        QuestionFacts("debut", Kind.DATE, "Début"),
        QuestionFacts("lettre", Kind.FILES, "Lettres", is_required=True, max_files=2),
    )
    return FormFacts(
        slug, "Essai", (SectionFacts("projet", "Le projet", project), SectionFacts("pieces", "Les pièces", pieces))
    )


def make_form(slug: str = "essai") -> Form:
    return publish_form(form_facts(slug), by=None).form


def table_facts(slug: str = "tableau") -> FormFacts:
    """Describe a form with one table: what is spent, line by line."""
    columns = (("Dépense", Kind.SHORT_TEXT), ("Montant", Kind.AMOUNT))
    table = QuestionFacts("depenses", Kind.TABLE, "Dépenses", is_required=True, columns=columns)
    return FormFacts(slug, "Tableau", (SectionFacts("budget", "Budget", (table,)),))


def make_sheet(*people: User, slug: str = "essai", facts: FormFacts | None = None) -> AnswerSheet:
    """Begin a sheet that these people may write."""
    form = publish_form(facts, by=None).form if facts else make_form(slug)
    sheet = start_sheet(form, owner=OWNER, by=None)
    writers.update((sheet.pk, person.pk) for person in people)
    return sheet
