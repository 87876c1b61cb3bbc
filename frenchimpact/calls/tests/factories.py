"""Calls with their waves, collectives that are ready, applications."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

from django.utils import timezone

from frenchimpact.accounts.models import User
from frenchimpact.accounts.tests.factories import make_person
from frenchimpact.calls.actions.applications import start_application
from frenchimpact.calls.actions.submissions import submit_application
from frenchimpact.calls.models import Application, Call, CallStage, RuleSet, Wave, WaveStage
from frenchimpact.calls.shipped.territory_rules import RULES
from frenchimpact.community.models import (
    Challenge,
    Collective,
    CollectiveMember,
    Engagement,
    EngagementText,
    SeatRole,
)
from frenchimpact.community.tests.factories import make_collective, make_seat
from frenchimpact.eligibility.calculations import written_rule
from frenchimpact.questionnaires.models import Answer, Form, FormVersion, Question, QuestionKind, Section

OPENS_AT = datetime(2027, 3, 1, 8, tzinfo=UTC)
CUTOFF_AT = datetime(2027, 3, 31, 21, 59, 59, tzinfo=UTC)  # 23 h 59 min 59 s in Paris, the summer hour has begun
IN_TIME = datetime(2027, 3, 20, 10, tzinfo=UTC)
KEY = "une-cle-de-formulaire"


def make_form(slug: str = "essai") -> Form:
    """Make a questionnaire of one question that must be answered, published."""
    form = Form.objects.create(slug=slug, title="Questionnaire d’essai")
    version = FormVersion.objects.create(form=form, number=1)
    section = Section.objects.create(version=version, position=1, key="projet", title="Le projet")
    Question.objects.create(
        version=version,
        section=section,
        position=1,
        key="besoins",
        kind=QuestionKind.LONG_TEXT,
        label="Quels sont les besoins ?",
        is_required=True,
    )
    FormVersion.objects.filter(pk=version.pk).update(published_at=timezone.now())
    return form


def make_call(
    title: str = "Territoire French Impact", *, slug: str = "tfi", stage: CallStage = CallStage.OPEN, members: int = 1
) -> Call:
    call = Call.objects.create(
        title=title,
        slug=slug,
        summary="Un label pour les collectifs qui agissent ensemble.",
        form=make_form(slug),
        stage=stage,
        service="Service d’essai",
        authority="Autorité d’essai",
        contact="appel@exemple.test",
        postal_address="1 rue de l’Exemple, 75000 Paris",
        phone="01 99 00 00 00",
        remedies="Recours gracieux dans les deux mois.",
        challenge_count=1,
        member_count=members,
        opened_at=OPENS_AT,
        closed_at=OPENS_AT + timedelta(days=30) if stage == CallStage.CLOSED else None,
    )
    RuleSet.objects.create(call=call, number=1, rules=[written_rule(rule) for rule in RULES])
    return call


def make_wave(
    call: Call, number: int = 1, *, cutoff_at: datetime = CUTOFF_AT, stage: WaveStage = WaveStage.OPENED
) -> Wave:
    return Wave.objects.create(
        call=call,
        number=number,
        stage=stage,
        opens_at=cutoff_at - timedelta(days=30),
        cutoff_at=cutoff_at,
        publication_at=cutoff_at + timedelta(days=90),
    )


def make_ready_collective(name: str = "Pays d’Essai", *, lead: User | None = None) -> Collective:
    """Make a collective that lacks nothing: perimeter, a member who signed, a challenge that says all."""
    collective = make_collective(name)
    perimeter = collective.perimeter
    perimeter.commune_count, perimeter.population = 2, 1200
    perimeter.save()
    collective.presentation = "Des habitants et des entreprises qui agissent ensemble."
    collective.save()
    make_seat(collective, lead or make_person("Camille Aubier"), SeatRole.LEAD)
    sign_for(collective)
    Challenge.objects.create(
        collective=collective,
        position=1,
        kinds=["social"],
        title="Rompre l’isolement",
        statement="Trop de personnes vivent seules.",
        indicator="Personnes isolées",
        unit="personnes",
        baseline=Decimal(120),
        baseline_source="Enquête locale",
        baseline_year=2025,
        target=Decimal(60),
        deadline=date(2029, 12, 31),
    )
    return collective


def make_draft(call: Call, collective: Collective, by: User, *, answered: bool = True) -> Application:
    application = start_application(call, collective, by=by)
    if answered:
        Answer.objects.create(sheet=application.sheet, key="besoins", value="Se rencontrer.", changed_by=by)
    return application


def make_submitted(call: Call, collective: Collective, by: User, *, at: datetime = IN_TIME) -> Application:
    application = make_draft(call, collective, by)
    submit_application(application, key=KEY, by=by, at=at)
    application.refresh_from_db()
    return application


def collective_of(application: Application) -> Collective:
    """Give the collective that applies; fails for an organisation."""
    assert application.collective
    return application.collective


def sign_for(collective: Collective) -> None:
    """Add a member whose letter is signed; the first is the organisation that leads."""
    is_first = not collective.members.exists()
    member = CollectiveMember.objects.create(
        collective=collective,
        organisation=collective.lead if is_first else None,
        name=collective.lead.name if is_first else "Café associatif",
        role="local_authority",
        contribution="Anime le collectif.",
        contact_name="Mme la maire",
        contact_email="mairie@exemple.test",
    )
    Engagement.objects.create(
        member=member,
        text=EngagementText.objects.latest("number"),
        token_hash=f"{member.pk:064}",
        sent_to="mairie@exemple.test",
        expires_at=OPENS_AT,
        signed_at=OPENS_AT,
        signatory="Mme la maire",
        capacity="maire",
    )
