"""What keeps the site from starting is said in one sentence, without a traceback."""

import socket
import subprocess
import sys
from pathlib import Path

from tests.launch.site import PROJECT, Site, environment, free_port, run_command


def test_a_port_in_use_is_said(data: Path) -> None:
    with socket.socket() as other_program:
        other_program.bind(("127.0.0.1", 0))
        other_program.listen()
        port = other_program.getsockname()[1]

        answer = run_command(data, "up", port=port)

    assert answer.returncode == 1
    assert answer.stderr == (
        f"Le port {port} est déjà utilisé par un autre programme : arrêtez-le, "
        f"ou choisissez un autre port, par exemple « PORT={port + 1000} make run ».\n"
    )


def test_a_port_that_is_no_number_is_said(data: Path) -> None:
    variables = environment(data, 1) | {"PORT": "neuf mille"}

    answer = subprocess.run(
        [sys.executable, "-m", "frenchimpact", "up"],
        cwd=PROJECT,
        env=variables,
        capture_output=True,
        text=True,
        check=False,
    )

    assert answer.returncode == 1
    assert answer.stderr == "PORT vaut « neuf mille » : donnez un nombre entre 1 et 65535, par exemple 9000.\n"


def test_a_second_site_on_the_same_data_is_said(site: Site) -> None:
    answer = run_command(site.data, "up", port=free_port())

    assert answer.returncode == 1
    assert answer.stderr == (
        f"Le site est déjà lancé avec le dossier « {site.data} » : arrêtez-le (Ctrl-C dans son terminal), "
        "ou choisissez un autre dossier avec FRENCHIMPACT_DATA.\n"
    )
    assert site.answers()


def test_a_database_of_a_newer_version_is_said_and_left_alone(site: Site) -> None:
    with site.connect() as connection:
        connection.execute("INSERT INTO django_migrations VALUES (9999, 'labels', '0999_from_the_future', now())")
    site.stop()

    answer = run_command(site.data, "up", port=site.port)

    assert answer.returncode == 1
    assert answer.stderr == (
        "La base de données vient d’une version plus récente du logiciel (labels 0999_from_the_future) : "
        "mettez le logiciel à jour, ou restaurez une sauvegarde de cette version.\n"
    )
    _forget_the_future(site)


def test_data_of_another_postgresql_are_said_and_left_alone(tmp_path: Path) -> None:
    cluster = tmp_path / "data" / "postgres" / "cluster"
    cluster.mkdir(parents=True)
    (cluster / "PG_VERSION").write_text("99\n")

    answer = run_command(tmp_path / "data", "up")

    assert answer.returncode == 1
    assert answer.stderr[:56] == "La base de données vient de PostgreSQL 99, mais seul Pos"
    assert [path.name for path in cluster.iterdir()] == ["PG_VERSION"]


def test_a_command_that_does_not_exist_is_said_in_french(data: Path) -> None:
    answer = run_command(data, "demolish")

    assert answer.returncode == 2
    assert answer.stderr.splitlines()[-1] == (
        "Cette commande est incomplète ou inconnue : voyez « frenchimpact --help »."
    )


def _forget_the_future(site: Site) -> None:
    from frenchimpact.config.launch.postgres import database_server

    with database_server(site.data), site.connect() as connection:
        connection.execute("DELETE FROM django_migrations WHERE id = 9999")
