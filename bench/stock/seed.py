"""Fills the stock site: `python -m bench.stock.seed N`."""

import io
import os
import sys

import django

os.environ["DJANGO_SETTINGS_MODULE"] = "bench.stock.settings"
django.setup()

from django.core.files.images import ImageFile  # noqa: E402 - needs the settings
from django.core.management import call_command  # noqa: E402
from django.db import transaction  # noqa: E402
from PIL import Image as Pillow  # noqa: E402
from wagtail.images.models import Image  # noqa: E402
from wagtail.models import Page, Site  # noqa: E402

from bench.content import MEMBERS, entry  # noqa: E402
from bench.stock.models import Aderente, VocePage  # noqa: E402


def main(count: int) -> None:
    """Create `count` pages with members, blocks and a picture, all live."""
    call_command("migrate", verbosity=0)
    picture = io.BytesIO()
    Pillow.new("RGB", (800, 600), "navy").save(picture, "PNG")
    image = Image.objects.create(title="Immagine", file=ImageFile(picture, name="immagine.png"))
    root = Site.objects.get(is_default_site=True).root_page
    with transaction.atomic():
        for number in range(1, count + 1):
            made = entry(number)
            page = VocePage(
                title=made.denominazione,
                slug=f"voce-{number}",
                codice=made.codice,
                stato="attiva",
                sintesi=made.sintesi,
                presentazione=made.presentazione,
                comune=made.comune,
                provincia=made.provincia,
                immagine=image,
                corpo=[("testo", block) for block in made.blocks],
            )
            page.aderenti = [Aderente(denominazione=f"Impresa {n}", comune=made.comune) for n in range(MEMBERS)]
            Page.objects.get(pk=root.pk).add_child(instance=page)


if __name__ == "__main__":
    main(int(sys.argv[1]))
