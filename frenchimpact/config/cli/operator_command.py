"""`frenchimpact operator`: brings a person into the programme team, from the machine of the site."""

import os
from argparse import Namespace

from frenchimpact.config.cli.site import site
from frenchimpact.config.launch.ports import chosen_port


def run(arguments: Namespace) -> int:
    """Print a link that signs the person in, once, within the hour."""
    with site():
        from frenchimpact.config.cli import appointing  # noqa: PLC0415  # it imports models: only once Django is ready

        token = appointing.appoint(arguments.email, arguments.name)
    base = os.environ.get("FRENCHIMPACT_URL") or f"http://localhost:{chosen_port()}"
    print(f"Lien de connexion de {arguments.email} (une seule fois, valable une heure) :")
    print(f"{base.rstrip('/')}{appointing.link_path(token)}")
    return 0
