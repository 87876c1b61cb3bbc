"""An e-mail from one template, as plain text and as HTML.

The template is plain text with two blocks, `subject` and `text`, and perhaps a third, `button`: the words of the link.
Its words are escaped only in the HTML form, here.
"""

from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.template import Context, Template
from django.template.loader import get_template, render_to_string
from django.template.loader_tags import BlockNode
from django.urls import reverse
from django.utils.html import Urlizer, escape
from django.utils.http import http_date
from django.utils.safestring import SafeString

from frenchimpact.messaging.models import ALWAYS_AT_ONCE, Email, Topic

SUBJECT_LENGTH = Email._meta.get_field("subject").max_length


@dataclass(frozen=True)
class Letter:
    subject: str  # one line
    message: str  # what the template says, without the link and the foot
    text: str
    html: str


def render_letter(template: str, context: dict[str, Any], *, topic: Topic, link: str = "") -> Letter:
    """Write the letter; `link` is a path of this site, or a whole address.

    Without a `person` in its context it goes to an address alone, which may have no account, and so nothing to choose.
    """
    blocks = _blocks(template, {"contact": settings.CONTACT_EMAIL, **context})
    has_choice = topic not in ALWAYS_AT_ONCE and context.get("person") is not None
    subject = " ".join(blocks["subject"].split())[:SUBJECT_LENGTH]  # no line break: nobody adds a header
    message = blocks["text"].strip()
    around = {
        "subject": subject,
        "message": message,
        "button": blocks.get("button", "Ouvrir").strip(),
        "link": absolute(link) if link else "",
        "site_name": settings.SITE_NAME,
        "site": absolute("/"),
        "preferences": preferences_address() if has_choice else "",
        "is_to_address": context.get("person") is None,
    }
    return Letter(
        subject=subject,
        message=message,
        text=render_to_string("messaging/emails/layout.txt", around),
        html=render_to_string("messaging/emails/layout.html", around | {"message": _links_of_ours(message)}),
    )


class _OurLinks(Urlizer):
    """Make links of our own addresses only: people write their names, and a letter of ours leads nowhere else."""

    def handle_word(self, word: str, **options: Any) -> str:  # noqa: ANN401  # those of Django
        if word.startswith(absolute("/")):
            return str(super().handle_word(word, **options))
        return escape(word)


def message_of(email: Email) -> EmailMultiAlternatives:
    """Return what the mail server is given: the same, byte for byte but for its borders, however often it is sent."""
    headers = {
        "Message-ID": email.message_id,
        "Date": http_date(email.created_at.timestamp()).replace("GMT", "+0000"),
        "Auto-Submitted": "auto-generated",
    }
    if email.topic not in ALWAYS_AT_ONCE and email.person_id:
        headers["List-Unsubscribe"] = f"<{preferences_address()}>"
    message = EmailMultiAlternatives(email.subject, email.text, to=[email.to], headers=headers)
    message.attach_alternative(email.html, "text/html")
    return message


def absolute(path: str) -> str:
    return path if path.startswith(("http://", "https://")) else settings.SITE_URL.rstrip("/") + path


def preferences_address() -> str:
    return absolute(reverse("messaging:preferences"))


def _links_of_ours(message: str) -> SafeString:
    return SafeString(_OurLinks()(message, autoescape=True))


def _blocks(name: str, context: dict[str, Any]) -> dict[str, str]:
    template: Template = get_template(name).template  # type: ignore[attr-defined]  # of Django's own engine
    values = Context(context, autoescape=False)
    with values.bind_template(template), values.render_context.push_state(template):
        return {block.name: block.render(values) for block in template.nodelist if isinstance(block, BlockNode)}
