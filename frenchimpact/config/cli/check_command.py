"""`frenchimpact check`: whether this installation is sound."""

import sys
from argparse import Namespace

import django

from frenchimpact.config.cli.site import running_database
from frenchimpact.shared.errors import Refusal


def run(_: Namespace) -> int:
    """Print one line a point; the exit code is 1 when one of them is not right."""
    django.setup()
    from frenchimpact.config.cli import inspections  # noqa: PLC0415  # it imports models: only once Django is ready

    sound = True
    with running_database():
        for name, inspect in inspections.INSPECTIONS:
            try:
                print(f"✓ {name} : {inspect()}")
            except Refusal as refusal:
                sound = False
                print(f"✗ {name} : {refusal.message}", file=sys.stderr)
    return 0 if sound else 1
