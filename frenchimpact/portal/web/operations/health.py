"""How the site is: what an operator reads before calling for help."""

import shutil
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal

from django.conf import settings
from django.contrib import messages
from django.db import connection
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from frenchimpact.accounts.models import SignedInRequest
from frenchimpact.accounts.rules import OPERATORS
from frenchimpact.geography.models import Dataset
from frenchimpact.journal.actions import restart_failed_jobs
from frenchimpact.journal.queries import JobsHealth, failed_jobs, jobs_health
from frenchimpact.messaging.queries import outbox_health
from frenchimpact.portal.web.operations.crumbs import crumbs_to
from frenchimpact.shared.access import open_to
from frenchimpact.ui.words import number

SILENT_AFTER = timedelta(minutes=1)
LATE_AFTER = timedelta(minutes=5)
DISK_LOW = 1024**3  # bytes
GIGABYTE = 1000**3


@dataclass(frozen=True)
class Check:
    """One thing looked at: well or not, in words."""

    name: str
    is_well: bool
    says: str
    tone: str = "green"

    @classmethod
    def of(cls, name: str, *, is_well: bool, says: str) -> "Check":
        return cls(name, is_well, says, "green" if is_well else "coral")


@open_to(OPERATORS, "read health")
@require_safe
def health(request: HttpRequest) -> HttpResponse:
    page = {
        "checks": checks(timezone.now()),
        "datasets": Dataset.objects.order_by("name"),
        "failed": failed_jobs()[:20],
        "crumbs": crumbs_to("Santé du site"),
    }
    return render(request, "portal/operations/health.html", page)


@open_to(OPERATORS, "restart failed jobs")
@require_POST
def restart(request: SignedInRequest) -> HttpResponse:
    count = restart_failed_jobs(at=timezone.now(), by=request.user)
    messages.success(request, f"Travaux relancés : {number(count)}." if count else "Aucun travail à relancer.")
    return redirect("portal:health")


def checks(at: datetime) -> list[Check]:
    """All that is looked at, the worst consequences first."""
    jobs = jobs_health(at)
    return [_database(), _worker(jobs, at), _queue(jobs, at), _failures(jobs), _outbox(at), _seals(jobs, at), _disk()]


def _database() -> Check:
    version = connection.pg_version  # type: ignore[attr-defined]  # only PostgreSQL is served
    return Check.of("Base de données", is_well=True, says=f"PostgreSQL {version // 10000}.{version % 10000} répond.")


def _worker(jobs: JobsHealth, at: datetime) -> Check:
    if jobs.last_heartbeat is None:
        return Check.of("Travaux de fond", is_well=False, says="Aucun travailleur ne s’est encore annoncé.")
    silence = at - jobs.last_heartbeat
    says = f"Dernier signe de vie il y a {number(int(silence.total_seconds()))} s."
    return Check.of("Travaux de fond", is_well=silence < SILENT_AFTER, says=says)


def _queue(jobs: JobsHealth, at: datetime) -> Check:
    is_late = jobs.oldest_waiting is not None and at - jobs.oldest_waiting > LATE_AFTER
    says = f"{number(jobs.waiting)} en attente, {number(jobs.doing)} en cours."
    return Check.of("File d’attente", is_well=not is_late, says=says)


def _failures(jobs: JobsHealth) -> Check:
    return Check.of("Travaux en échec", is_well=not jobs.failed, says=f"{number(jobs.failed)} en échec.")


def _outbox(at: datetime) -> Check:
    outbox = outbox_health(at)
    is_late = outbox.oldest_waiting is not None and at - outbox.oldest_waiting > LATE_AFTER
    says = f"{number(outbox.waiting)} en attente, {number(outbox.given_up)} abandonnés."
    return Check.of("Courriels", is_well=not is_late and not outbox.given_up, says=says)


def _seals(jobs: JobsHealth, at: datetime) -> Check:
    says = "Le journal n’a pas encore été scellé."
    if jobs.last_seal is not None:
        moment = f"{timezone.localtime(jobs.last_seal):%d/%m/%Y à %H h %M}"
        says = f"Dernier sceau le {moment}, jusqu’à la ligne {number(jobs.last_sealed_line or 0)}."
    return Check.of("Sceaux du journal", is_well=not jobs.is_seal_late(at), says=says)


def _disk() -> Check:
    folder = next(folder for folder in (settings.DATA, *settings.DATA.parents) if folder.exists())
    free = shutil.disk_usage(folder).free
    return Check.of("Disque", is_well=free > DISK_LOW, says=f"{number(Decimal(free) / GIGABYTE, 1)} Go libres.")
