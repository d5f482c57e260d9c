"""The tree of pages: index, sections, and the draft page of each new entry; editors never make or move them."""

from django.db import transaction
from wagtail.models import Page

from distretti.models import AggregazionePage, DistrettoPage, Iscrizione, RegistroPage, SchedaPage, Sezione, SezionePage

SEZIONE_AGGREGAZIONI = 5


def add_scheda(*, iscrizione: Iscrizione) -> SchedaPage:
    """Add the entry's draft page under its section, in the system's name, so that it counts as nobody's work."""
    model = AggregazionePage if iscrizione.sezione_id == SEZIONE_AGGREGAZIONI else DistrettoPage
    parent = SezionePage.objects.get(sezione_id=iscrizione.sezione_id)
    scheda = model(
        iscrizione=iscrizione, title=iscrizione.denominazione, slug=iscrizione.codice.lower(), live=False, owner=None
    )
    parent.add_child(instance=scheda)
    scheda.save_revision(user=None, clean=False)
    return scheda


def prefill_scheda(*, iscrizione: Iscrizione, **campi: str) -> None:
    """Write a draft of the entry's page in the system's name, from what was declared; it counts as nobody's work."""
    scheda = iscrizione.scheda
    assert scheda is not None  # noqa: S101 - told to the type checker: opening an entry adds its page
    for campo, testo in campi.items():
        longest = scheda._meta.get_field(campo).max_length
        setattr(scheda, campo, testo[:longest])
    scheda.save_revision(user=None, clean=False)


@transaction.atomic
def load_tree(*, home: Page) -> RegistroPage:
    """Create the register's index and its seven section pages under the site's home page, if missing."""
    registro = RegistroPage.objects.first()
    if registro is None:
        registro = RegistroPage(title="Registro", slug="registro", show_in_menus=True)
        home.add_child(instance=registro)
    for sezione in Sezione.objects.all():
        if not SezionePage.objects.filter(sezione=sezione).exists():
            page = SezionePage(title=sezione.nome, slug=f"sezione-{sezione.codice}", sezione=sezione)
            RegistroPage.objects.get(pk=registro.pk).add_child(instance=page)
    return registro
