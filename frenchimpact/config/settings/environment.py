"""What the environment decides, read once and typed."""

import hashlib
import os
import secrets
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, unquote, urlsplit

from frenchimpact.shared.errors import Refusal


def data_folder(project: Path) -> Path:
    """Where database, files and secrets are: FRENCHIMPACT_DATA, or `.data` beside the code."""
    return Path(os.environ.get("FRENCHIMPACT_DATA") or project / ".data").absolute()


def choice(name: str, *, default: str, among: set[str]) -> str:
    value = os.environ.get(name) or default
    if value not in among:
        raise Refusal(f"{name} vaut « {value} » : choisissez parmi {', '.join(sorted(among))}.")
    return value


def text(name: str, *, default: str) -> str:
    return os.environ.get(name) or default


def require(name: str, meaning: str) -> str:
    """Read a variable that nothing can replace."""
    if value := os.environ.get(name, "").strip():
        return value
    raise Refusal(f"{name} manque dans l’environnement : {meaning}.")


def flag(name: str) -> bool:
    return os.environ.get(name, "").lower() in {"1", "true", "yes", "oui"}


def count(name: str) -> int:
    """Read a whole number; 0 when nothing is said."""
    given = os.environ.get(name, "").strip() or "0"
    if not (given.isascii() and given.isdecimal()):
        raise Refusal(f"{name} vaut « {given} » : donnez un nombre entier, par exemple 1.")
    return int(given)


@dataclass(frozen=True)
class ProConnect:
    """An OpenID Connect provider, and as whom this site knocks at its door."""

    issuer: str
    client_id: str
    client_secret: str

    @property
    def origin(self) -> str:
        parts = urlsplit(self.issuer)
        return f"{parts.scheme}://{parts.netloc}"


def proconnect(name: str) -> ProConnect | None:
    """Read « issuer client-id client-secret », separated by spaces; None when nothing is said."""
    given = os.environ.get(name, "").split()
    if not given:
        return None
    is_address = urlsplit(given[0]).scheme in {"https", "http"}
    if len(given) != len(fields(ProConnect)) or not is_address:
        raise Refusal(f"{name} : donnez l’adresse du fournisseur, l’identifiant et le secret, séparés par des espaces.")
    return ProConnect(*given)


def secret_key(data: Path) -> str:
    """FRENCHIMPACT_SECRET_KEY, or a secret made once and kept in the data folder."""
    if given := os.environ.get("FRENCHIMPACT_SECRET_KEY"):
        return given
    path = data / "secrets" / "secret_key"
    if not path.exists():
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        data.chmod(0o700)
        draft = path.with_suffix(f".{os.getpid()}")
        draft.touch(mode=0o600)
        draft.write_text(secrets.token_urlsafe(48))
        try:
            os.link(draft, path)  # the first of two processes wins, and both read the same secret
        except FileExistsError:
            pass
        finally:
            draft.unlink()
    return path.read_text()


def database(data: Path) -> dict[str, Any]:
    """DATABASE_URL, or the embedded server of the data folder, whose socket the launcher makes."""
    options = {"pool": {"min_size": 0, "max_size": 8, "timeout": 3}, "connect_timeout": 5}
    common = {
        "ENGINE": "django.db.backends.postgresql",
        "OPTIONS": options,
        "DISABLE_SERVER_SIDE_CURSORS": flag("FRENCHIMPACT_PGBOUNCER"),
    }
    if url := os.environ.get("DATABASE_URL"):
        parts = urlsplit(url)
        query = {name: values[-1] for name, values in parse_qs(parts.query).items()}
        return common | {
            "NAME": unquote(parts.path.lstrip("/")),
            "USER": unquote(parts.username or ""),
            "PASSWORD": unquote(parts.password or ""),
            "HOST": query.pop("host", None) or parts.hostname or "",
            "PORT": str(parts.port or ""),
            "OPTIONS": options | query,
        }
    return common | {"NAME": "frenchimpact", "USER": "frenchimpact", "HOST": socket_folder(data), "PORT": "5432"}


def storages(data: Path) -> dict[str, Any]:
    """Files in the data folder; static files as they are found (`production.py` gives them hashed names)."""
    return {
        "default": {"BACKEND": "django.core.files.storage.FileSystemStorage", "OPTIONS": {"location": data / "files"}},
        "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
    }


def socket_folder(data: Path) -> str:
    """Name the folder of the embedded server's socket: the path must stay under 100 characters, so not in `.data`."""
    mark = hashlib.sha256(str(data).encode()).hexdigest()[:12]
    return f"/tmp/frenchimpact-{os.getuid()}-{mark}"  # noqa: S108  # made 0700 by the launcher
