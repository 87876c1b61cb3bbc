"""The one stylesheet of the site, put together from `styles/*.css`: `python -m frenchimpact.ui.stylesheet` writes it.

Written by hand in a few files, served in one request. A test fails when the served file is older than its parts.
"""

import re
from pathlib import Path

PARTS = Path(__file__).parent / "styles"
SERVED = Path(__file__).parent / "static" / "ui" / "site.css"
_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
_INDENT = re.compile(r"\n\s*")


def assembled() -> str:
    """Join the parts in the order of their names, without comments and indentation."""
    text = "\n".join(part.read_text(encoding="utf-8") for part in sorted(PARTS.glob("*.css")))
    return _INDENT.sub("\n", _COMMENT.sub("", text)).strip() + "\n"


if __name__ == "__main__":
    SERVED.write_text(assembled(), encoding="utf-8")
