"""FRENCHIMPACT_MAIL: by which way letters leave, as one address."""

from dataclasses import dataclass, field
from urllib.parse import unquote, urlsplit

from frenchimpact.shared.errors import Refusal

PROVIDERS = {"brevo", "mailjet", "mailgun", "mandrill", "postmark", "resend", "scaleway", "sendgrid", "sparkpost"}
SMTP_PORTS = {"smtp": 25, "smtp+tls": 587, "smtps": 465}
EXAMPLE = "par exemple « smtp+tls://compte:mot-de-passe@smtp.exemple.fr:587 » ou « brevo://CLÉ@ »"


@dataclass(frozen=True)
class Mail:
    """Django's and anymail's settings for one way of sending."""

    backend: str = "django.core.mail.backends.smtp.EmailBackend"
    host: str = "localhost"
    port: int = 25
    user: str = ""
    password: str = ""
    starttls: bool = False
    tls: bool = False
    anymail: dict[str, str] = field(default_factory=dict)


def parse_mail(url: str) -> Mail:
    """Read `smtp://`, `smtp+tls://` (STARTTLS), `smtps://`, or a provider of anymail: `brevo://KEY@`."""
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError as error:
        raise Refusal(f"FRENCHIMPACT_MAIL ne se lit pas : {EXAMPLE}.") from error
    user, password = unquote(parts.username or ""), unquote(parts.password or "")
    if parts.scheme in SMTP_PORTS and parts.hostname:
        return Mail(
            host=parts.hostname,
            port=port or SMTP_PORTS[parts.scheme],
            user=user,
            password=password,
            starttls=parts.scheme == "smtp+tls",
            tls=parts.scheme == "smtps",
        )
    if parts.scheme in PROVIDERS and user:
        name = parts.scheme.upper()
        keys = {f"{name}_API_KEY": user} | ({f"{name}_SECRET_KEY": password} if password else {})
        return Mail(backend=f"anymail.backends.{parts.scheme}.EmailBackend", anymail=keys)
    raise Refusal(f"FRENCHIMPACT_MAIL ne se lit pas : {EXAMPLE}.")
