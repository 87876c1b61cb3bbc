"""`frenchimpact up`: the whole site on this machine."""

import os
import time
import urllib.error
import urllib.request
from argparse import Namespace
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

import django
from django.conf import settings

from frenchimpact.config.checks import refuse_unsafe_settings
from frenchimpact.config.cli.site import data_folder
from frenchimpact.config.cli.steps import say_done, step
from frenchimpact.config.launch import disk, locks, supervisor
from frenchimpact.config.launch.cluster import Cluster
from frenchimpact.config.launch.ports import chosen_host, chosen_port, require_free_port
from frenchimpact.config.launch.postgres import database_server, ensure_started, listens
from frenchimpact.shared.errors import Refusal

READY_SECONDS = 60
PATIENCE = 3  # ends of the web server before its first page


def run(_: Namespace) -> int:
    """Start everything, say where, keep it alive; Ctrl-C stops everything."""
    begun = time.monotonic()
    supervisor.stop_on_signals()
    host, port = chosen_host(), chosen_port()
    data = data_folder()
    require_free_port(host, port)
    disk.require_space(data)
    os.environ["FRENCHIMPACT_DATA"] = str(data)  # the children run from another folder
    with ExitStack() as open_things:
        open_things.enter_context(locks.the_only_site(data))
        with step("Base de données démarrée"):
            open_things.enter_context(database_server(data))
        first_link = _prepare()
        children = open_things.enter_context(_started_children(host, port))
        say_done("Prêt", time.monotonic() - begun)
        _welcome(settings.SITE_URL, first_link)
        supervisor.supervise(children, watch_database=lambda: _keep_database(data), say=print)
    return 0


def _prepare() -> str | None:
    django.setup()
    refuse_unsafe_settings()
    from frenchimpact.config.cli import preparation  # noqa: PLC0415  # it imports models, which django.setup() allows

    preparation.prepare()
    return preparation.issue_first_operator_link()


@contextmanager
def _started_children(host: str, port: int) -> Iterator[list[supervisor.Child]]:
    web = supervisor.Child("Le serveur web", supervisor.site_command("web"))
    worker = supervisor.Child("Le processus des tâches de fond", supervisor.site_command("worker"))
    try:
        with step("Site démarré"):
            web.start()
            _wait_until_it_answers(host, port, web)
        worker.start()  # afterwards: a person waits for pages, nobody yet for jobs
        yield [web, worker]
    finally:
        supervisor.stop([web, worker])
        print("Tout est arrêté.")


def _wait_until_it_answers(host: str, port: int, web: supervisor.Child) -> None:
    give_up_at = time.monotonic() + READY_SECONDS
    address = f"http://{'127.0.0.1' if host in {'0.0.0.0', '::'} else host}:{port}/"  # noqa: S104  # compared only
    while time.monotonic() < give_up_at and web.ends < PATIENCE:
        web.restart_if_ended()
        try:
            urllib.request.urlopen(address, timeout=10).close()
        except urllib.error.HTTPError:
            return  # an answer, if only "not found"
        except OSError:
            time.sleep(0.05)
        else:
            return
    raise Refusal("Le serveur web ne répond pas : les lignes ci-dessus disent pourquoi.")


def _keep_database(data: Path) -> None:
    cluster = Cluster(data)
    if os.environ.get("DATABASE_URL") or listens(cluster):
        return
    with step("La base de données s’était arrêtée : redémarrée"):
        ensure_started(cluster)


def _welcome(address: str, first_link: str | None) -> None:
    print(f"\n  French Impact : {address}")
    if settings.DEMO:
        print("  Démonstration : personnes et contenus fictifs.")
    if first_link:
        print("  Première connexion de l’équipe (une seule fois, valable 15 minutes) :")
        print(f"  {address}/equipe/premier-acces/{first_link}/")
    print("\n  Ctrl-C arrête tout.\n")
