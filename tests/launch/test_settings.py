"""Which settings are refused, and what production asks for."""

import subprocess
import sys

import pytest
from pytest_django.fixtures import Settings

from frenchimpact.config.checks import refuse_unsafe_settings
from frenchimpact.config.settings.mail import Mail, parse_mail
from frenchimpact.shared.errors import Refusal
from tests.launch.site import PROJECT, environment

PRODUCTION = {
    "DJANGO_SETTINGS_MODULE": "frenchimpact.config.settings.production",
    "DATABASE_URL": "postgres://somebody@nowhere.invalid/site",
    "FRENCHIMPACT_HOSTS": "frenchimpact.exemple.fr",
    "FRENCHIMPACT_MAIL": "smtp+tls://compte:secret@smtp.exemple.fr",
    "FRENCHIMPACT_FROM": "French Impact <contact@exemple.fr>",
    "FRENCHIMPACT_SECRET_KEY": "a-key-0f-t3sts-" * 5,
}


@pytest.fixture
def demo(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> Settings:
    """Turn the demo on, as safely as it may be."""
    settings.DEMO = settings.DEVELOPMENT_MAILBOX = True
    settings.ALLOWED_HOSTS = ["localhost", "127.0.0.1"]
    monkeypatch.delenv("DATABASE_URL", raising=False)
    monkeypatch.delenv("FRENCHIMPACT_BIND", raising=False)
    return settings


def test_the_demo_starts_on_this_machine_alone(demo: Settings) -> None:
    assert demo.DEMO
    refuse_unsafe_settings()


@pytest.mark.usefixtures("demo")
def test_the_demo_does_not_start_where_other_machines_reach_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FRENCHIMPACT_BIND", "0.0.0.0")  # noqa: S104  # that is the danger

    assert _refusal() == "La démonstration ne peut pas démarrer ainsi : FRENCHIMPACT_BIND ouvre "


def test_the_demo_does_not_start_under_a_public_name(demo: Settings) -> None:
    demo.ALLOWED_HOSTS = ["localhost", "frenchimpact.exemple.fr"]

    assert _refusal() == "La démonstration ne peut pas démarrer ainsi : ALLOWED_HOSTS accepte un"


@pytest.mark.usefixtures("demo")
def test_the_demo_does_not_start_on_a_named_database(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATABASE_URL", "postgres://production/site")

    assert _refusal() == "La démonstration ne peut pas démarrer ainsi : DATABASE_URL désigne une"


def test_the_development_mailbox_does_not_start_on_a_named_database(
    demo: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    demo.DEMO = False
    monkeypatch.setenv("DATABASE_URL", "postgres://production/site")

    assert _refusal() == "Le mode de développement ne peut pas démarrer ainsi : DATABASE_URL dés"


@pytest.mark.parametrize("missing", ["DATABASE_URL", "FRENCHIMPACT_HOSTS", "FRENCHIMPACT_MAIL", "FRENCHIMPACT_FROM"])
def test_production_says_what_it_misses(missing: str) -> None:
    answer = _python("import django; django.setup()", {**PRODUCTION, missing: ""})

    assert answer.returncode == 1
    assert f"{missing} manque dans l’environnement" in answer.stderr.splitlines()[-1]


@pytest.mark.parametrize(
    ("variables", "address"),
    [
        (PRODUCTION, "https://frenchimpact.exemple.fr"),
        (PRODUCTION | {"FRENCHIMPACT_URL": "https://www.exemple.fr"}, "https://www.exemple.fr"),
        ({"DJANGO_SETTINGS_MODULE": "frenchimpact.config.settings.local", "PORT": "9123"}, "http://localhost:9123"),
    ],
)
def test_links_in_letters_lead_to_the_address_at_which_the_site_answers(
    variables: dict[str, str], address: str
) -> None:
    answer = _python("from django.conf import settings; print(settings.SITE_URL)", variables)

    assert answer.stdout == f"{address}\n", answer.stderr


def test_production_passes_the_deployment_checks_of_django() -> None:
    check = "from django.core.management import execute_from_command_line as run; run(['', 'check', '--deploy'])"

    answer = _python(check, PRODUCTION)

    assert answer.stdout == "System check identified no issues (2 silenced).\n", answer.stderr


def test_production_logs_an_error_in_one_line_of_json_without_local_variables() -> None:
    code = """
import django, logging
django.setup()
def fail():
    password = "hunter" + "2"
    raise ValueError("no")
try:
    fail()
except ValueError:
    logging.getLogger("site").exception("it failed")
"""

    answer = _python(code, PRODUCTION)

    assert len(answer.stdout.splitlines()) == 1, answer.stderr
    assert "hunter2" not in answer.stdout


def test_production_logs_nothing_by_which_one_could_sign_in() -> None:
    code = """
import django, logging
django.setup()
from django.test import Client
client = Client(HTTP_HOST="frenchimpact.exemple.fr", raise_request_exception=False)
for address in ("/connexion/TOKEN/", "/equipe/premier-acces/TOKEN/", "/connexion/TOKEN/x?y=/connexion/TOKEN/"):
    client.get(address, secure=True)
logging.getLogger("site").error("lost: %s", ["http://localhost/connexion/TOKEN/"])
"""

    answer = _python(code, PRODUCTION)

    assert answer.stdout.count("GET /connexion/…/") > 0, answer.stderr
    assert (answer.stdout.count("TOKEN"), answer.stderr.count("TOKEN")) == (0, 0)


def test_mail_leaves_by_smtp_or_by_a_provider() -> None:
    assert parse_mail("smtp+tls://ann:p%40ss@smtp.exemple.fr") == Mail(
        host="smtp.exemple.fr",
        port=587,
        user="ann",
        password="p@ss",  # noqa: S106  # nobody's
        starttls=True,
    )
    assert parse_mail("brevo://KEY@") == Mail(
        backend="anymail.backends.brevo.EmailBackend", anymail={"BREVO_API_KEY": "KEY"}
    )


@pytest.mark.parametrize("wrong", ["", "smtp.exemple.fr", "pigeon://roof", "brevo://", "smtp://exemple.fr:port"])
def test_an_address_of_mail_that_cannot_be_read_is_refused(wrong: str) -> None:
    with pytest.raises(Refusal):
        parse_mail(wrong)


def _refusal() -> str:
    with pytest.raises(Refusal) as refusal:
        refuse_unsafe_settings()
    return refusal.value.message[:70]


def _python(code: str, variables: dict[str, str]) -> subprocess.CompletedProcess[str]:
    env = environment(PROJECT / ".data", 8000) | variables
    return subprocess.run(
        [sys.executable, "-c", code], cwd=PROJECT, env=env, capture_output=True, text=True, check=False
    )
