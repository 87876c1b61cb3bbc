"""Labels made of rows, to be quick."""

from datetime import timedelta

from django.utils import timezone
from django.utils.text import slugify

from frenchimpact.accounts.models import Capacity, User
from frenchimpact.accounts.tests.factories import make_appointed, make_person
from frenchimpact.calls.models import Application, Decision, Sense, Stage
from frenchimpact.calls.tests.decided import another_like
from frenchimpact.calls.tests.factories import collective_of
from frenchimpact.calls.tests.filed import make_filed_things
from frenchimpact.community.models import Collective, SeatRole
from frenchimpact.community.tests.factories import make_collective, make_seat, make_territory
from frenchimpact.geography.models import Commune
from frenchimpact.geography.tests.factories import make_commune
from frenchimpact.labels.actions import ActFacts, prepare_proofs, suspend_label, withdraw_label
from frenchimpact.labels.calculations.numbers import draw_number
from frenchimpact.labels.models import Label, Precision, State

PUBLIC = ("label", "qr", "certificate", "badge", "credential", "desk_label", "suspend", "lift", "withdraw", "replace")


def make_issued(name: str = "Pays d’Essai", *, like: Application | None = None, days: int = 30) -> Label:
    """Make a public label decided some days ago, for three years, of a territory of this name."""
    filed = like or make_filed_things(make_piloted(name), name).application
    application = another_like(collective_of(filed), filed, Stage.ACCEPTED)
    at = timezone.now() - timedelta(days=days)
    _decide(application, make_decider())
    return Label.objects.create(
        territory=make_territory(name, _commune()),
        collective=application.collective,
        application=application,
        wave=1,
        number=draw_number(),
        issued_at=at,
        publication_at=at,
        published_at=at,
        valid_until=timezone.localdate(at) + timedelta(days=3 * 365),
        announced_on=timezone.localdate(at),
        precision=Precision.DAY,
        state=State.ACTIVE,
        source="Décision d’essai",
    )


def public_arguments() -> dict[str, dict[str, object]]:
    label = make_issued("Pays du Label")
    prepare_proofs(timezone.now())
    where: dict[str, object] = {"number": label.number}
    return {f"labels:{name}": dict(where) for name in PUBLIC} | {"labels:status_list": {"purpose": "revocation"}}


def make_withdrawn(label: Label) -> Label:
    """Withdraw it after a suspension whose delay went by without a word."""
    now, decider = timezone.now(), make_decider()
    suspend_label(label, ActFacts("Le rapport manque."), days=15, by=decider, at=now - timedelta(days=29))
    withdraw_label(label, ActFacts("Il manque toujours."), by=decider, at=now)
    label.refresh_from_db()
    return label


def held_arguments(filed: Application, name: str) -> dict[str, dict[str, object]]:
    """Arguments of the pages of those who hold a label: one that is suspended, so that everything stands there."""
    label = make_issued(name, like=filed)
    at = timezone.now() - timedelta(days=1)
    decider = make_decider()
    act = suspend_label(label, ActFacts(f"Le rapport de {name} manque."), days=15, by=decider, at=at)
    where: dict[str, object] = {"number": label.number}
    return {"labels:follow": where, "labels:act_letter": where | {"pk": act.pk}}


def make_piloted(name: str) -> Collective:
    """Make a collective with its pilot, « Camille » and the name of the collective."""
    collective = make_collective(name)
    make_seat(collective, make_person(f"Camille {name}", email=f"pilote-{slugify(name)}@exemple.test"), SeatRole.LEAD)
    return collective


def _commune() -> Commune:
    return Commune.objects.filter(pk="01900").first() or make_commune("01900")


def make_decider() -> User:
    found = User.objects.filter(name="Solveig Signe").first()
    return found or make_appointed("Solveig Signe", Capacity.DECIDER, title="directrice")


def _decide(application: Application, decider: User) -> None:
    Decision.objects.create(
        application=application,
        sense=Sense.FAVOURABLE,
        reasons="Un collectif solide.",
        by=decider,
        appointment=decider.appointments.get(),
        signed_name=decider.name,
        signed_title="directrice",
        at=timezone.now(),
    )
