"""The mark of an organisation that has no logo: two letters on one of our tints."""

from hashlib import sha256
from html import escape

TINTS = ("#1b4d5c", "#7a3b2e", "#3d5a2b", "#5b3a6b", "#8a5a00", "#2b4a7a")


def mark_of(name: str) -> str:
    """Draw the first letters of the first two words; the same name always has the same tint."""
    words = [word for word in "".join(c if c.isalnum() else " " for c in name).split() if word]
    letters = "".join(word[0] for word in words[:2]).upper() or "?"
    tint = TINTS[sha256(name.encode()).digest()[0] % len(TINTS)]
    return (
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 96 96" width="96" height="96" role="img">'
        f'<rect width="96" height="96" rx="12" fill="{tint}"/><text x="48" y="62" font-family="sans-serif" '
        f'font-size="40" text-anchor="middle" fill="#fff">{escape(letters)}</text></svg>'
    )
