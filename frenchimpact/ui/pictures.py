"""The picture that stands for a page when it is shared: a title, a few words, a map. 1200 by 630, PNG."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path

from PIL import Image, ImageDraw, ImageFont

from frenchimpact.ui.maps import Map, MapShape

SIZE = (1200, 630)
FONTS = Path(__file__).parent / "fonts"
PAPER, LAND, INK, MUTED = "#fffdf8", "#e5dfd0", "#14213d", "#525c73"
GREEN, MARKED, CORAL, EDGE = "#1f6f48", "#9cc4ae", "#b83a24", "#fffdf8"
MAP_BOX = (640, 35, 1165, 595)
TEXT_LEFT, TEXT_WIDTH = 72, 540
FINER = 2  # the map is drawn larger, then reduced: Pillow does not smooth edges
COLOURS = 64
FEWEST_NUMBERS = 6  # of a ring: three points

Outline = list[tuple[float, float]]


@lru_cache(maxsize=128)
def preview_picture(title: str, subtitle: str, drawing: Map) -> bytes:
    """Draw the picture; the last 128 are kept."""
    picture = Image.new("RGB", SIZE, PAPER)
    _draw_map(picture, drawing)
    pen = ImageDraw.Draw(picture)
    pen.rectangle((0, 0, 16, SIZE[1]), fill=CORAL)
    pen.text((TEXT_LEFT, 64), "French Impact", font=_font("bricolage-grotesque-700.ttf", 34), fill=CORAL)
    size, lines = _fitted(title)
    top = 330 - len(lines) * size * 0.55
    for line in lines:
        pen.text((TEXT_LEFT, top), line, font=_font("bricolage-grotesque-700.ttf", size), fill=INK)
        top += size * 1.1
    _write(pen, subtitle, top + 24)
    buffer = io.BytesIO()
    picture.quantize(COLOURS, dither=Image.Dither.NONE).save(buffer, "PNG", optimize=True)
    return buffer.getvalue()


def outlines_of(path: str) -> Iterator[Outline]:
    """Read the rings of a path made of `M x y l dx dy … z`, the form in which our maps are written."""
    for ring in path.split("z"):
        numbers = [float(word) for word in re.findall(r"-?(?:\d+\.?\d*|\.\d+)", ring)]
        if len(numbers) < FEWEST_NUMBERS:
            continue
        x, y = numbers[:2]
        points = [(x, y)]
        for dx, dy in zip(numbers[2::2], numbers[3::2], strict=False):
            x, y = x + dx, y + dy
            points.append((x, y))
        yield points


def _draw_map(picture: Image.Image, drawing: Map) -> None:
    left, top, right, bottom = MAP_BOX
    canvas = Image.new("RGB", ((right - left) * FINER, (bottom - top) * FINER), PAPER)
    pen, box = ImageDraw.Draw(canvas), drawing.whole_box
    scale = min(canvas.width / box.width, canvas.height / box.height)
    shift_x = (canvas.width - box.width * scale) / 2 - box.x * scale
    shift_y = (canvas.height - box.height * scale) / 2 - box.y * scale
    for shape in (shape for shape in drawing.shapes if not shape.frame):
        for ring in outlines_of(shape.path):
            points = [(x * scale + shift_x, y * scale + shift_y) for x, y in ring]
            pen.polygon(points, fill=_colour(shape), outline=EDGE, width=2)
    for point in (point for point in drawing.points if not point.is_repeat):
        x, y, radius = point.x * scale + shift_x, point.y * scale + shift_y, point.radius * scale * 1.3
        pen.circle((x, y), radius, fill=GREEN, outline=EDGE, width=4)
    picture.paste(canvas.resize((right - left, bottom - top), Image.Resampling.BOX), (left, top))


def _colour(shape: MapShape) -> str:
    return MARKED if any(word in shape.css_class for word in ("is-chosen", "is-marked", "is-outline")) else LAND


def _fitted(title: str) -> tuple[int, list[str]]:
    """Choose the largest letters with which the title takes at most four lines."""
    for size in (76, 64, 54, 46):
        lines = _lines(title, _font("bricolage-grotesque-700.ttf", size))
        if len(lines) <= 4:  # noqa: PLR2004 - what fits in height
            return size, lines
    return size, [*lines[:3], lines[3] + "…"]


def _write(pen: ImageDraw.ImageDraw, text: str, top: float) -> None:
    font = _font("atkinson-hyperlegible-next-400.ttf", 30)
    for line in _lines(text, font)[:3]:
        pen.text((TEXT_LEFT, top), line, font=font, fill=MUTED)
        top += 42


def _lines(text: str, font: ImageFont.FreeTypeFont) -> list[str]:
    lines = [""]
    for word in text.split(" "):
        longer = f"{lines[-1]} {word}".strip()
        if font.getlength(longer) <= TEXT_WIDTH or not lines[-1]:
            lines[-1] = longer
        else:
            lines.append(word)
    return lines


@lru_cache(maxsize=16)
def _font(name: str, size: int) -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(FONTS / name, size)
