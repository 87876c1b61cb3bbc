"""Labels as lists and pages show them: waves, territories, members, challenges."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Min, OuterRef, Q, Subquery

from frenchimpact.accounts.models import User
from frenchimpact.calls.queries.desk import last_submission
from frenchimpact.calls.queries.submitted import signed_members_of
from frenchimpact.community.models import (
    Collective,
    MemberRole,
    Organisation,
    OrganisationQuerySet,
    Territory,
    TerritoryQuerySet,
)
from frenchimpact.labels.models import Label, LabelChallenge, LabelQuerySet, wave_title

LONGEST_NUMBER = 4  # digits of the number of a wave


@dataclass(frozen=True)
class WaveOfLabels:
    """One wave of labels that the public sees: when it was announced, how many territories.

    `call` is empty for the waves of 2019; the others have the title of the call, and its address in `key`.
    """

    number: int
    announced_on: date
    precision: str
    count: int
    call: str = ""
    slug: str = ""

    @property
    def key(self) -> str:
        """Name it in an address: « 1 », or « territoire-french-impact.1 » for a wave of a call."""
        return f"{self.slug}.{self.number}" if self.slug else str(self.number)

    @property
    def title(self) -> str:
        return wave_title(self.number, self.announced_on, self.call)


def waves(labels: LabelQuerySet | None = None) -> list[WaveOfLabels]:
    """List the waves of which a label of a territory is shown, or one of these labels, the latest first."""
    by = ("wave", "application__call__title", "application__call__slug", "precision")
    held = (Label.objects.of_territories() if labels is None else labels).order_by().values(*by)
    rows = held.annotate(count=Count("pk"), since=Min("announced_on")).order_by("-since", "-wave")
    return [
        WaveOfLabels(
            row["wave"],
            row["since"],
            row["precision"],
            row["count"],
            row["application__call__title"] or "",
            row["application__call__slug"] or "",
        )
        for row in rows
    ]


def years_of(shown: list[WaveOfLabels]) -> str:
    """Say from when to when: « 2019 », « 2019 à 2026 »; empty without a wave."""
    years = sorted({wave.announced_on.year for wave in shown})
    return " à ".join(str(year) for year in dict.fromkeys([*years[:1], *years[-1:]]))


def in_wave(territories: TerritoryQuerySet, key: str) -> TerritoryQuerySet:
    """Keep the territories whose label is of this wave, named as `WaveOfLabels.key` names it."""
    return territories.filter(label__in=labels_in_wave(Label.objects.all(), key))


def labels_in_wave(labels: LabelQuerySet, key: str) -> LabelQuerySet:
    """Keep the labels of this wave, named as `WaveOfLabels.key` names it."""
    slug, _, number = key.rpartition(".")
    if not (number.isascii() and number.isdigit() and len(number) <= LONGEST_NUMBER):
        return labels.none()
    return labels.filter(wave=int(number), **{"application__call__slug": slug} if slug else {"application": None})


def labels_of_organisation(organisation: Organisation) -> list[Label]:
    """List the labels in force of the collectives that it leads, or whose letter it has signed.

    Only published ones: before that date, nothing says that the collective exists.
    """
    signed = Q(
        collective__members__organisation=organisation,
        collective__members__left_at=None,
        collective__members__engagements__signed_at__isnull=False,
    )
    held = Label.objects.shown().filter(Q(collective__lead=organisation) | signed, territory__isnull=False)
    rows = Label.objects.filter(pk__in=held.values("pk")).select_related("territory", "application__call")
    return list(rows.order_by("-announced_on", "-pk"))


def labels_held_by(person: User) -> LabelQuerySet:
    """Keep the public labels of the collectives and organisations for which this person works, the latest first."""
    own = Q(organisation__in=Organisation.objects.managed_by(person))
    held = Label.objects.shown().exclude(number=None).filter(own | Q(collective__in=Collective.objects.of(person)))
    return held.with_holder().order_by("-announced_on", "-pk")


def own_labels_of(organisation: Organisation, on: date) -> list[Label]:
    """List the labels that it holds itself, those of support structures, the latest first; only published ones."""
    held = Label.objects.held_by_organisations().in_force(on).filter(organisation=organisation)
    return list(held.select_related("application__call").order_by("-announced_on", "-pk"))


def with_held_label(organisations: OrganisationQuerySet, on: date) -> OrganisationQuerySet:
    """Add `held_label`: the name of the label that each organisation holds itself, without a question for each row."""
    held = Label.objects.held_by_organisations().in_force(on).filter(organisation=OuterRef("pk"))
    held = held.order_by("-announced_on", "-pk")
    return organisations.annotate(held_label=Subquery(held.values("application__call__label_name")[:1]))


def history_of(territory: Territory) -> list[Label]:
    """List all the labels that a territory has held and that are shown, the latest first."""
    held = Label.objects.shown().filter(Q(territory=territory) | Q(former_territory=territory))
    return list(held.select_related("application__call").order_by("-announced_on", "-pk"))


def labelled(territories: TerritoryQuerySet | None = None) -> TerritoryQuerySet:
    """Keep the territories that hold a label, with it; all of them when none are given."""
    every = Territory.objects.all() if territories is None else territories
    return every.filter(label__isnull=False).select_related("label__application__call")


@dataclass(frozen=True)
class SignedMember:
    """An organisation that had signed when the collective applied; people are not named in public."""

    name: str
    role: str


def challenges_of(label: Label) -> list[LabelChallenge]:
    """List the challenges as they stood at the award, in their order; none for the labels of 2019."""
    return list(label.challenges.order_by("position")) if label.application_id else []


def members_of(label: Label) -> list[SignedMember]:
    """List who had signed the lettre d’engagement, from what was submitted; none for the labels of 2019."""
    if label.application is None:
        return []
    signed = signed_members_of(last_submission(label.application))
    return [SignedMember(str(member.get("name", "")), _role(str(member.get("role", "")))) for member in signed]


def _role(code: str) -> str:
    return str(MemberRole(code).label) if code in MemberRole.values else code
