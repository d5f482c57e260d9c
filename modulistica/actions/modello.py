"""Opening a model and rendering its public document; its versions are in `versione`."""

from collections.abc import Sequence

from django.db import transaction

from core.clock import now, today
from distretti.models import Atto, Sezione
from identita.models import User
from modulistica.enums import UsoModello
from modulistica.exceptions import ModulisticaError
from modulistica.models import Modello
from modulistica.permissions import check_manage_modello
from modulistica.policies import check_codice
from modulistica.schemas import render_modello
from pubblicazione.actions.documento import store_documento


@transaction.atomic
def open_modello(
    *,
    codice: str,
    titolo: str,
    uso: UsoModello,
    sezioni: Sequence[Sezione],
    by: User,
    descrizione: str = "",
    atto: Atto | None = None,
    obbligatorio: bool = False,
) -> Modello:
    """Open a model; it is public from the approval of its first version.

    Raises ModulisticaError: no section, a code already taken, no right on the sections.
    """
    if not sezioni:
        raise ModulisticaError("Indica almeno una sezione a cui il modello si applica.", campo="sezioni")
    check_manage_modello(by, {s.competenza for s in sezioni})
    check_codice(uso=uso, codice=codice)
    if Modello.objects.filter(codice=codice).exists():
        raise ModulisticaError(f"Il codice «{codice}» è già di un altro modello.", campo="codice")
    modello = Modello.objects.create(
        codice=codice,
        titolo=titolo,
        uso=uso,
        descrizione=descrizione,
        atto=atto,
        obbligatorio=obbligatorio,
        creato_il=now(),
    )
    modello.sezioni.set(sezioni)
    return modello


def render_documento(*, modello: Modello) -> None:
    """Render the public document of a model as it stands today; the caller holds the transaction.

    The office's own writings have none: they are no forms for people.
    """
    if modello.uso == UsoModello.SCRITTO:
        return
    versioni = list(modello.approved().prefetch_related("file__file__contenuto"))
    if versioni:
        store_documento(rendering=render_modello(modello, versioni, in_vigore=modello.version_at(today())))
