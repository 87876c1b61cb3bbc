"""Maintainer's tool: make the two TTF files with which preview pictures are drawn (Pillow reads no WOFF2).

    npm pack @fontsource-variable/bricolage-grotesque@5.3.0 @fontsource/atkinson-hyperlegible-next@5.3.0
    uv run --with fonttools --with brotli python scripts/derive_picture_fonts.py BRICOLAGE_FOLDER ATKINSON_FOLDER

Both fonts are under the SIL Open Font License 1.1, whose text stands beside them.
"""

from __future__ import annotations

import sys
from pathlib import Path

from fontTools.ttLib import TTFont
from fontTools.varLib.instancer import instantiateVariableFont

TARGET = Path(__file__).parents[1] / "frenchimpact" / "ui" / "fonts"


def main() -> None:
    bricolage, atkinson = (Path(argument) for argument in sys.argv[1:3])
    heading = TTFont(bricolage / "files" / "bricolage-grotesque-latin-wght-normal.woff2")
    instantiateVariableFont(heading, {"wght": 700}, inplace=True)
    text = TTFont(atkinson / "files" / "atkinson-hyperlegible-next-latin-400-normal.woff2")
    for font, name in ((heading, "bricolage-grotesque-700.ttf"), (text, "atkinson-hyperlegible-next-400.ttf")):
        font.flavor = None
        font.recalcTimestamp = False
        font.save(TARGET / name)


if __name__ == "__main__":
    main()
