"""What may be stored, and who may open it."""

from frenchimpact.accounts.models import User
from frenchimpact.documents.calculations import MIB
from frenchimpact.documents.models import Document, Scan
from frenchimpact.shared.errors import Refusal

MAX_SIZE = 50 * MIB
OFFICE = "application/vnd.openxmlformats-officedocument."
OPEN_DOCUMENT = "application/vnd.oasis.opendocument."
ACCEPTED = (
    "application/pdf",
    "application/zip",
    "image/png",
    "image/jpeg",
    "image/webp",
    "image/gif",
    "text/plain",
    "text/csv",
    OFFICE,
    OPEN_DOCUMENT,
)
# What a browser proposes to choose among; a telephone then gives its pictures as JPEG.
CHOOSABLE = ".pdf,.docx,.xlsx,.pptx,.odt,.ods,.odp,.csv,.txt,.zip,image/jpeg,image/png,image/webp,image/gif"
# The only types that a browser may show in the page: none of them runs anything.
SHOWN_INLINE = {"application/pdf", "image/png", "image/jpeg", "image/webp", "image/gif"}


def require_size(size: int) -> None:
    if size > MAX_SIZE:
        raise Refusal(f"Ce fichier dépasse {MAX_SIZE // MIB} Mo : allégez-le, ou partagez-le en plusieurs.")
    if not size:
        raise Refusal("Ce fichier est vide : choisissez-en un autre.")


def require_accepted(media_type: str) -> None:
    if not media_type.startswith(ACCEPTED):
        raise Refusal(
            "Ce type de fichier n’est pas accepté : déposez un PDF, une image (JPEG, PNG), un texte, "
            "ou un document de bureautique récent (.docx, .xlsx, .pptx, .odt, .ods, .odp)."
        )


def require_harmless(fault: str | None) -> None:
    if fault:
        raise Refusal(f"Ce fichier ne peut pas être accepté : {fault}.")


def may_open(document: Document, person: User | None) -> bool:
    """Clean for everyone; before that, for who gave it; found infected, for nobody.

    Whether a person may see what the document hangs on is asked of its owner, each time.
    """
    if document.scan == Scan.CLEAN:
        return True
    return document.scan == Scan.WAITING and person is not None and document.added_by_id == person.pk


def require_releasable(document: Document) -> None:
    if document.scan == Scan.INFECTED:
        raise Refusal("Ce document est dangereux : demandez-en une version saine à la personne qui l’a déposé.")
