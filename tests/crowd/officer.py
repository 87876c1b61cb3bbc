"""An officer who takes each application as it comes; run as a program in the site's environment, until it is ended.

Finds it admissible, asks its text again, and tries once more when the database is away. Says « ready » first.
"""

import os
import time
from contextlib import suppress

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "frenchimpact.config.settings.local")
django.setup()

from django.db import connection  # noqa: E402
from django.utils import timezone  # noqa: E402

from frenchimpact.accounts.models import Capacity, User  # noqa: E402
from frenchimpact.accounts.tests.factories import make_appointed  # noqa: E402
from frenchimpact.calls.actions.examination import ask_complements, check_admissibility  # noqa: E402
from frenchimpact.calls.models import Application, Outcome, Stage  # noqa: E402
from frenchimpact.shared.errors import Refusal  # noqa: E402
from frenchimpact.shared.failures import AWAY  # noqa: E402
from tests.crowd.seed import TEXT  # noqa: E402

NAME = "Octave Essai"
PAUSE = 0.2  # seconds
AT_ONCE = 8  # applications between two looks at who came


def main() -> None:
    officer = User.objects.filter(name=NAME).first() or make_appointed(NAME, Capacity.OFFICER)
    print("ready", flush=True)  # noqa: T201
    while True:
        try:
            examine_all(officer)
        except AWAY:
            connection.close()
        time.sleep(PAUSE)


def examine_all(officer: User) -> None:
    """Take those who came last first: what another crowd left behind on the same site keeps nobody waiting."""
    mine = Application.objects.filter(call__slug__startswith="essai-").order_by("-submitted_at")
    for application in mine.filter(stage=Stage.SUBMITTED)[:AT_ONCE]:
        with suppress(Refusal):
            check_admissibility(application, Outcome.PASSED, "", by=officer, at=timezone.now())
    for application in mine.filter(stage=Stage.COMPLETENESS, complements=None)[:AT_ONCE]:
        with suppress(Refusal):
            ask_complements(application, {TEXT: "Précisez."}, "Merci.", by=officer, at=timezone.now())


if __name__ == "__main__":
    main()
