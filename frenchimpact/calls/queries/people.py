"""An application in hand, and who is told of it."""

from datetime import datetime

from frenchimpact.accounts.models import Appointment, Capacity, User
from frenchimpact.calls.models import Applicant, Application, Call, Committee, CommitteeMember, Wave
from frenchimpact.calls.queries import applicants
from frenchimpact.community.models import Collective, Organisation


def people_of(application: Application) -> list[User]:
    """Return all who work on the application, whatever their role in the collective."""
    return applicants.people_of(application.applicant)


def officers_of(application: Application, at: datetime) -> list[User]:
    """Return who examines it: the officer in charge, or all the officers as long as there is none."""
    return [application.officer] if application.officer else appointed(Capacity.OFFICER, at)


def appointed(capacity: Capacity, at: datetime) -> list[User]:
    """Return the people who hold this capacity at this instant."""
    held = Appointment.objects.to(capacity).in_force(at).values("person")
    return list(User.objects.filter(pk__in=held, is_active=True).order_by("pk"))


def chairs_of(committee: Committee) -> list[User]:
    """Return who presides the committee, if anybody does."""
    seats = CommitteeMember.objects.filter(committee=committee, is_chair=True, ended_at=None)
    return [one.person for one in seats.select_related("person")]


def drafters_of(call: Call) -> list[User]:
    """Return all who work on a draft for this call."""
    drafts = Application.objects.drafts().filter(call=call).select_related("collective", "organisation").order_by("pk")
    people = {person.pk: person for draft in drafts for person in applicants.people_of(draft.applicant)}
    return list(people.values())


def applicants_in(wave: Wave) -> list[User]:
    """Return all whose application to this wave is submitted and under way."""
    waiting = (
        Application.objects.submitted()
        .under_way()
        .filter(wave=wave)
        .select_related("collective", "organisation")
        .order_by("pk")
    )
    people = {person.pk: person for each in waiting for person in applicants.people_of(each.applicant)}
    return list(people.values())


def held(application: Application) -> Application:
    """Return it as it is now, with whoever applies, both held until the end of the transaction."""
    locked = Application.objects.select_for_update(of=["self"])
    found = locked.select_related("collective", "organisation", "call", "sheet").get(pk=application.pk)
    held_applicant(found.applicant)
    return found


def held_applicant(applicant: Applicant) -> Applicant:
    """Hold whoever applies until the end of the transaction: nothing of it changes meanwhile."""
    if isinstance(applicant, Collective):
        return Collective.objects.select_for_update().get(pk=applicant.pk)
    return Organisation.objects.select_for_update().get(pk=applicant.pk)
