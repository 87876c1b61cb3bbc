"""Open sessions, and what is forgotten of links, codes and tries."""

from datetime import datetime

from django.contrib.sessions.models import Session
from django.db import transaction

from frenchimpact.accounts import events, rules
from frenchimpact.accounts.models import OpenSession, SignInCode, SignInLink, SignInTry, User
from frenchimpact.journal.actions import record


@transaction.atomic
def remember_session(session_key: str, *, device: str, by: User) -> OpenSession:
    """Write down whose this session is, so that this person may see and close it."""
    record(events.SIGNED_IN, by, by=by)
    return OpenSession.objects.create(person=by, session_id=session_key, device=device)


@transaction.atomic
def keep_session(session: OpenSession | None, session_key: str, *, by: User) -> None:
    """Write down that this person proved again who they are: their session goes on under another key."""
    record(events.PROVED_AGAIN, by, by=by)
    if session is None:
        return
    since = session.since
    session.pk, session.session_id = None, session_key
    session.save(force_insert=True)
    OpenSession.objects.filter(pk=session.pk).update(since=since)


@transaction.atomic
def note_session_seen(session_key: str, at: datetime) -> None:
    """Note, once an hour, that a session is alive."""
    OpenSession.objects.filter(session=session_key).update(seen_at=at)


@transaction.atomic
def close_other_sessions(*, keep: str | None, by: User) -> int:
    """Close all sessions of this person but the one of this key; return how many."""
    others = Session.objects.filter(opensession__person=by).exclude(session_key=keep or "")
    count = len(others)
    others.delete()
    if count:
        record(events.SESSIONS_CLOSED, by, by=by, count=count)
    return count


@transaction.atomic
def close_session(session: OpenSession, *, by: User) -> None:
    """Close one session of this person; nothing happens to somebody else’s."""
    count, _ = Session.objects.filter(opensession=session, opensession__person=by).delete()
    if count:
        record(events.SESSION_CLOSED, by, by=by)


@transaction.atomic
def forget_dead_links(at: datetime) -> None:
    """Delete links and codes that opened nothing a day ago already, old tries, and sessions that have expired."""
    SignInLink.objects.dead_since(at - rules.LINKS_KEPT).delete()
    SignInCode.objects.filter(expires_at__lt=at - rules.LINKS_KEPT).delete()
    SignInTry.objects.filter(at__lt=at - rules.TRIES_KEPT).delete()
    Session.objects.filter(expire_date__lt=at).delete()
