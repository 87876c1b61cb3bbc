"""What a module adds from a file of its own is found when the site starts: nobody has to import it."""

import json
import subprocess
import sys

from django.conf import settings

from frenchimpact.journal.listeners import notices, reactions
from tests.architecture.reading import ROOT, SOURCES, functions_in, short

FOUND_AT_START = {"events", "facts", "notices", "personal_data", "purges", "reactions", "search_documents", "tasks"}
START = """
import json, sys, django
django.setup()
from procrastinate.contrib.django import app
print(json.dumps([sorted(sys.modules), sorted(app.tasks)]))
"""


def test_every_file_that_registers_something_is_read_at_start_and_every_task_is_known() -> None:
    asked = [path for path in SOURCES if path.stem in FOUND_AT_START and path.parent.name in settings.DOMAIN_APPS]
    shown = subprocess.run([sys.executable, "-c", START], capture_output=True, text=True, check=True)  # noqa: S603  # ours
    read, tasks = json.loads(shown.stdout)

    assert {f"frenchimpact.{path.parent.name}.{path.stem}" for path in asked} - set(read) == set()
    assert {"journal.run_reaction", "messaging.send_email", "documents.scan_document"} - set(tasks) == set()


def test_every_public_function_of_notices_and_reactions_follows_an_event() -> None:
    following = {
        f"{listener.__module__}.{listener.__name__}"
        for listeners in (*notices.values(), *(named.values() for named in reactions.values()))
        for listener in listeners
    }
    written = {
        f"{'.'.join(('frenchimpact', *path.relative_to(ROOT).with_suffix('').parts))}.{node.name}"
        for path in SOURCES
        if path.stem in {"notices", "reactions"} or (path.parent.name == "notices" and path.stem != "telling")
        for node in functions_in(path.read_text())
        if not node.name.startswith("_")
    }

    assert written - following == set()


def test_every_module_is_installed() -> None:
    with_models = {path.parent.name for path in SOURCES if short(path).count("/") == 2 and path.stem in FOUND_AT_START}

    assert with_models - set(settings.DOMAIN_APPS) == set()
