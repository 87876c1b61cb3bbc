"""What an organisation's page may say, and who may change it."""

from urllib.parse import urlsplit

from django.core.exceptions import ValidationError
from django.core.validators import URLValidator

from frenchimpact.accounts.models import User
from frenchimpact.community.calculations.identifiers import WrongNumberError, normalised
from frenchimpact.community.models import FormerSlug, Identifier, IdentifierScheme, Organisation
from frenchimpact.community.rules.memberships import may_edit
from frenchimpact.documents.models import Document
from frenchimpact.shared.errors import Refusal

PICTURES = {"image/png", "image/jpeg", "image/webp", "image/gif"}
LARGEST_LOGO = 2 * 1024 * 1024  # bytes
RESERVED_SLUGS = {"nouvelle"}  # addresses of pages about all of them
MOST_PLACES = 30
MOST_LINKS = 12
MOST_PAGES_WAITING = 10  # of one person: the operators read each


class StaleVersionError(Refusal):
    """Somebody else has changed the page since this person opened it."""


def require_editor(organisation: Organisation, by: User) -> None:
    if not may_edit(organisation, by):
        raise Refusal(
            "Seules les personnes responsables ou contributrices changent cette page\u00a0: demandez-leur ce rôle."
        )


def require_version(organisation: Organisation, section: str, version: int) -> None:
    """Refuse a section that somebody changed after the version that this person read; other sections do not count."""
    if not organisation.section_versions.get(section, 1) <= version <= organisation.version:
        raise StaleVersionError(
            "Quelqu’un a modifié cette partie pendant que vous écriviez\u00a0: comparez, puis enregistrez de nouveau."
        )


def require_number(scheme: IdentifierScheme, text: str) -> str:
    """Give the number as its register writes it, or refuse it in one sentence."""
    try:
        return normalised(scheme, text)
    except WrongNumberError as error:
        raise Refusal(str(error)) from error


def require_free_number(scheme: str, value: str, *, of: Organisation) -> None:
    """Refuse a number that another page bears: there is one page an organisation."""
    taken = Identifier.objects.filter(scheme=scheme, value=value).exclude(organisation_id=of.pk or 0)
    if taken.exists():
        raise Refusal(
            "Une page porte déjà ce numéro\u00a0: cherchez-la dans l’annuaire pour la rejoindre ou la revendiquer, "
            "ou écrivez à l’équipe du programme si elle n’y est pas encore."
        )


def is_free_slug(slug: str, *, of: Organisation) -> bool:
    if slug in RESERVED_SLUGS or not slug:
        return False
    elsewhere = Organisation.objects.filter(slug=slug).exclude(pk=of.pk).exists()
    return not (elsewhere or FormerSlug.objects.filter(slug=slug).exclude(organisation_id=of.pk or 0).exists())


def require_https(url: str) -> None:
    parts = urlsplit(url)
    if parts.scheme != "https" or not parts.hostname or parts.username:
        raise Refusal("Le lien doit commencer par https://\u00a0: copiez-le depuis la barre d’adresse.")
    try:
        URLValidator(schemes=["https"])(url)
    except ValidationError as error:
        raise Refusal("Ce n’est pas une adresse de site\u00a0: copiez-la depuis la barre d’adresse.") from error


def require_logo(document: Document) -> None:
    if document.media_type not in PICTURES:
        raise Refusal("Ce logo n’est pas une image PNG, JPEG, WebP ou GIF\u00a0: convertissez-le, puis déposez-le.")
    if document.size > LARGEST_LOGO:
        raise Refusal("Ce logo dépasse 2\u00a0Mo\u00a0: réduisez-le, puis déposez-le.")
