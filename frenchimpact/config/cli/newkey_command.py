"""`frenchimpact newkey`: another key signs the labels from now on; what the former one signed still verifies."""

from argparse import Namespace

from frenchimpact.config.cli.site import site


def run(_arguments: Namespace) -> int:
    """Print the name of the key: its private half is in `.data/secrets`, to be saved again."""
    with site():
        from django.utils import timezone  # noqa: PLC0415  # Django is ready only now

        from frenchimpact.labels.actions import change_key  # noqa: PLC0415  # it imports models

        key = change_key(by=None, at=timezone.now())
    print(f"La clé « {key.name} » signe désormais les labels. Faites une sauvegarde : « frenchimpact backup ».")
    return 0
