"""The public number of a label: short enough to be typed, drawn at random, and told from a slip of the finger.

Seven signs drawn among 32 (Crockford’s base 32: no I, L, O or U), and an eighth that the others give (Luhn’s formula,
which notices any one wrong sign and two neighbours that changed places): « FI-7K4M-Q2XD ».
"""

import re
import secrets
from enum import StrEnum

from stdnum import luhn

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
PREFIX = "FI"
DRAWN = 7
LENGTH = DRAWN + 1
TAKEN_FOR = str.maketrans("ILO", "110")  # what people read in place of a digit
AN_ADDRESS = re.compile(r"/labels/([^/?#\s]+)", re.IGNORECASE)


class Slip(StrEnum):
    """What is wrong with a number as it was typed."""

    LENGTH = "length"
    SIGN = "sign"


def draw_number() -> str:
    drawn = "".join(secrets.choice(ALPHABET) for _ in range(DRAWN))
    return _written(drawn + luhn.calc_check_digit(drawn, alphabet=ALPHABET))


def read_number(typed: str) -> str | Slip:
    """Give the number as it is written, whatever the spaces, dashes, capitals, or the address around it."""
    found = AN_ADDRESS.search(typed)
    signs = re.sub(r"[\W_]", "", found[1] if found else typed).upper()
    if len(signs) == LENGTH + len(PREFIX) and signs[:2].replace("1", "I").replace("L", "I") == PREFIX:
        signs = signs[len(PREFIX) :]
    signs = signs.translate(TAKEN_FOR)
    if len(signs) != LENGTH:
        return Slip.LENGTH
    if not luhn.is_valid(signs, alphabet=ALPHABET):
        return Slip.SIGN
    return _written(signs)


def _written(signs: str) -> str:
    return f"{PREFIX}-{signs[:4]}-{signs[4:]}"
