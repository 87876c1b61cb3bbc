"""Writing down ties where committees read them: whoever makes one (funds, mentors, employs) declares it here."""

from datetime import date, datetime

from django.db import transaction

from frenchimpact.accounts.models import User
from frenchimpact.community import events
from frenchimpact.community.models import Organisation, Relation, RelationKind
from frenchimpact.journal.actions import record


@transaction.atomic
def declare_relation(  # one argument a column
    kind: RelationKind,
    of: User | Organisation,
    to: Organisation,
    *,
    source: str,
    since: date | None = None,
    by: User | None,
) -> Relation:
    """Write that somebody, or an organisation, is tied to an organisation; an open tie of this kind is given back."""
    person, organisation = (of, None) if isinstance(of, User) else (None, of)
    relation, is_new = Relation.objects.get_or_create(
        person=person, organisation=organisation, to=to, kind=kind, until=None, defaults={"source": source}
    )
    if is_new:
        relation.since, relation.by = since, by
        relation.save(update_fields=["since", "by"])
        record(events.RELATION_DECLARED, relation, by=by, tie=kind)
    return relation


@transaction.atomic
def end_relation(relation: Relation, *, on: date, by: User | None) -> Relation:
    """Say that a tie lasted until this day; ended already: nothing."""
    relation = Relation.objects.select_for_update(of=["self"]).get(pk=relation.pk)
    if relation.until is None:
        relation.until = on
        relation.save(update_fields=["until"])
        record(events.RELATION_ENDED, relation, by=by)
    return relation


@transaction.atomic
def forget_relations_of(person: User, at: datetime) -> int:
    """Delete the ties of somebody who is erased, and their name from those that they declared. Return how many."""
    Relation.objects.filter(by=person).exclude(person=person).update(by=None, source=f"déclaré avant {at:%Y}")
    gone = Relation.objects.filter(person=person)
    count = gone.count()
    gone.delete()
    return count
