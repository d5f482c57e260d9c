"""Draws the demo pictures: plain shapes that can be mistaken for nobody's logo; the same bytes on every machine."""

import io
import math
from collections.abc import Callable

from django.core.files.base import ContentFile
from PIL import Image, ImageDraw
from wagtail.permissions import policy_registry

from archivio.models import Immagine
from identita.models import User

SIZE = (1200, 675)
_PAPER, _BLUE, _GREEN, _YELLOW = "#f2f7fc", "#0066cc", "#4f8a3c", "#e0b13c"


def _rete(draw: ImageDraw.ImageDraw) -> None:
    points = [(150 + 150 * (i % 7), 120 + 110 * (i // 7) + 45 * math.sin(i * 2.1)) for i in range(28)]
    for i, start in enumerate(points):
        for end in points[i + 1 :]:
            if math.dist(start, end) < 190:
                draw.line([start, end], fill="#9cc4ec", width=3)
    for x, y in points:
        draw.ellipse([x - 11, y - 11, x + 11, y + 11], fill=_BLUE)


def _sole(draw: ImageDraw.ImageDraw) -> None:
    centre, radius = (600, 400), 150
    for step in range(13):
        angle = math.pi + math.pi * step / 12
        tip = [centre[i] + (radius + 130) * f(angle) for i, f in enumerate((math.cos, math.sin))]
        root = [centre[i] + (radius + 35) * f(angle) for i, f in enumerate((math.cos, math.sin))]
        draw.line([tuple(root), tuple(tip)], fill=_YELLOW, width=16)
    draw.ellipse([centre[0] - radius, centre[1] - radius, centre[0] + radius, centre[1] + radius], fill=_YELLOW)
    draw.rectangle([0, centre[1] + 30, SIZE[0], SIZE[1]], fill=_BLUE)


def _campi(draw: ImageDraw.ImageDraw) -> None:
    draw.rectangle([0, 0, SIZE[0], 240], fill="#d7e8f7")
    for band in range(12):
        left, right = -300 + band * 150, -600 + band * 200
        colour = (_GREEN, _YELLOW, "#7fae5a")[band % 3]
        draw.polygon([(left + 300, 240), (left + 450, 240), (right + 400, 675), (right + 200, 675)], fill=colour)


_DRAWINGS: dict[str, Callable[[ImageDraw.ImageDraw], None]] = {"rete": _rete, "sole": _sole, "campi": _campi}


def draw_png(tema: str) -> bytes:
    """Return the PNG of one of the demo pictures."""
    picture = Image.new("RGB", SIZE, _PAPER)
    _DRAWINGS[tema](ImageDraw.Draw(picture))
    out = io.BytesIO()
    picture.save(out, format="PNG", optimize=True)
    return out.getvalue()


def create_immagine(*, titolo: str, tema: str, alt: str, by: User) -> Immagine:
    """Store one demo picture with its alternative text, in the collection where `by` may add pictures."""
    policy = policy_registry.get_by_type(Immagine)
    collection = policy.collections_user_has_permission_for(by, "add").first()
    file = ContentFile(draw_png(tema), name=f"dimostrativa-{tema}.png")
    return Immagine.objects.create(title=titolo, alt=alt, file=file, uploaded_by_user=by, collection=collection)
