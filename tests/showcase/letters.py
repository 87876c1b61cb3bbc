"""Links that only an e-mail bears."""

import re

from frenchimpact.messaging.models import Email

LINK = re.compile(r"/([\w-]{20,})/")


def token_in_email_to(address: str) -> str:
    """Read the token in the link of the last e-mail to this address, as its addressee would."""
    return str(LINK.findall(Email.objects.filter(to=address).latest("pk").text)[-1])
