"""Arguments of addresses, looked for when the people of the showcase and their things exist."""

from collections.abc import Callable

from frenchimpact.calls.models import Application, CommitteeMember, Conflict, MeetingItem, Reading, Stage
from frenchimpact.community.models import (
    Collective,
    Engagement,
    Invitation,
    JoinRequest,
    Membership,
    Organisation,
    PageClaim,
    Territory,
)
from frenchimpact.labels.models import Label
from tests.showcase.letters import token_in_email_to

Arguments = dict[str, object]
Found = Callable[[], Arguments]


def fixed(**arguments: object) -> Found:
    return lambda: dict(arguments)


def application(place: str, **more: object) -> Found:
    return lambda: {"public_id": _application(place).public_id} | more


def decided(place: str) -> Found:
    """Find the application of a fictional collective to the call whose waves are decided, in its first wave."""

    def find() -> Arguments:
        read = Application.objects.filter(call__slug="appel-d-essai-decide", wave__number=1)
        return {"public_id": read.get(collective__name__startswith=place).public_id}

    return find


def support_application(name: str, **more: object) -> Found:
    """Find the application of a fictional organisation to the call for support structures."""
    return lambda: {"public_id": Application.objects.get(organisation__name__startswith=name).public_id} | more


def sheet(place: str, **more: object) -> Found:
    return lambda: {"public_id": _application(place).sheet.public_id} | more


def collective(place: str) -> Found:
    return lambda: {"public_id": _collective(place).public_id}


def member(place: str) -> Found:
    def find() -> Arguments:
        unsigned = _collective(place).members.order_by("-pk")[0]
        return {"public_id": _collective(place).public_id, "member": unsigned.public_id}

    return find


def seat(place: str) -> Found:
    def find() -> Arguments:
        taken = _collective(place).seats.exclude(person=None).order_by("-pk")[0]
        return {"public_id": _collective(place).public_id, "seat": taken.public_id}

    return find


def challenge(place: str) -> Found:
    def find() -> Arguments:
        return {
            "public_id": _collective(place).public_id,
            "challenge": _collective(place).challenges.earliest("pk").public_id,
        }

    return find


def organisation(name: str, **more: object) -> Found:
    return lambda: {"slug": _organisation(name).slug} | more


def colleague(name: str) -> Found:
    def find() -> Arguments:
        other = Membership.objects.filter(organisation=_organisation(name)).latest("pk")
        return {"slug": _organisation(name).slug, "pk": other.pk}

    return find


def request_to(name: str) -> Found:
    def find() -> Arguments:
        asked = JoinRequest.objects.filter(organisation=_organisation(name)).latest("pk")
        return {"slug": _organisation(name).slug, "pk": asked.pk}

    return find


def disputed() -> Arguments:
    disputed = PageClaim.objects.exclude(objection="").latest("pk")
    return {"slug": disputed.organisation.slug, "public_id": disputed.public_id}


def letter(place: str) -> Found:
    """Give the letter that a member has not signed yet."""

    def find() -> Arguments:
        waiting = Engagement.objects.get(member__collective=_collective(place), signed_at=None)
        return {"token": token_in_email_to(waiting.sent_to)}

    return find


def claim(**more: object) -> Found:
    return lambda: {"public_id": PageClaim.objects.latest("pk").public_id} | more


def token(of: type[Invitation] | str) -> Found:
    return lambda: {"token": token_in_email_to(of if isinstance(of, str) else of.objects.latest("pk").email)}


def public_id_of(model: type) -> Found:
    return lambda: {"public_id": model.objects.latest("pk").public_id}  # type: ignore[attr-defined]  # any model of ours


def pk_of(model: type) -> Found:
    return lambda: {"pk": model.objects.latest("pk").pk}  # type: ignore[attr-defined]  # any model of ours


def labelled() -> Arguments:
    return {"slug": Territory.objects.get(name__startswith="Val-d’Essai").slug}


def seat_on(name: str) -> Found:
    def find() -> Arguments:
        member = CommitteeMember.objects.get(person__name__startswith=name)
        return {"slug": member.committee.call.slug, "public_id": member.public_id}

    return find


def to_settle() -> Arguments:
    waiting = Conflict.objects.to_settle().latest("pk")
    return {"slug": waiting.member.committee.call.slug, "pk": waiting.pk}


def label(place: str) -> Found:
    return lambda: {"number": Label.objects.get(collective__name__startswith=place).number}


def in_review() -> Arguments:
    file = Application.objects.filter(stage=Stage.IN_REVIEW).latest("pk")
    return {"slug": file.call.slug, "public_id": file.public_id}


def meeting_item() -> Arguments:
    item = MeetingItem.objects.latest("pk")
    return {"slug": item.application.call.slug, "number": item.meeting.wave.number, "pk": item.pk}


def reading(*, handed_over: bool) -> Found:
    def find() -> Arguments:
        mine = Reading.objects.filter(member__person__name__startswith="Luc")
        found = mine.handed_over() if handed_over else mine.waiting()
        return {"public_id": found.latest("pk").public_id}

    return find


def reading_of_call() -> Arguments:
    return {"slug": "appel-d-essai-avec-comite"} | reading(handed_over=False)()


def sheet_of_reading() -> Arguments:
    mine = Reading.objects.waiting().filter(member__person__name__startswith="Luc").latest("pk")
    return {"public_id": mine.assessment.sheet.public_id}


def _application(place: str) -> Application:
    return Application.objects.select_related("sheet").get(
        call__slug="territoire-french-impact", collective__name__startswith=place
    )


def _collective(place: str) -> Collective:
    return Collective.objects.get(name__startswith=place)


def _organisation(name: str) -> Organisation:
    return Organisation.objects.get(name__startswith=name)


def label_of_organisation(name: str) -> Found:
    return lambda: {"number": Label.objects.get(organisation__name__startswith=name).number}
