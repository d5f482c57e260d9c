"""The public JSON of a model, built from the objects it is given; no query of its own here."""

import datetime as dt
from collections.abc import Sequence
from typing import Any

from django.conf import settings
from django.utils.http import urlencode

from core.canonical import canonical_bytes
from core.text import sort_key, weigh_words
from pubblicazione.schemas import PESO_NOME, PESO_SINTESI, PESO_TESTO, Rendering


def address_of(codice: str, numero: int | None = None, nome: str = "", **query: str) -> str:
    """Return the public address of a model, or of a file of one of its versions."""
    base = f"{settings.PUBLIC_BASE_URL}/modelli/{codice}"
    if numero is not None:
        base += f"/v{numero}/{nome}"
    return f"{base}?{urlencode(query)}" if query else base


def _file(codice: str, numero: int, item: Any) -> dict[str, Any]:
    contenuto = item.file.contenuto
    return {
        "nome": item.nome,
        "formato": item.formato,
        "media_type": item.file.media_type,
        "dimensione": contenuto.dimensione,
        "sha256": contenuto.sha256,
        "lingua": item.lingua,
        "accessibile": item.accessibile,
        "_links": {"self": address_of(codice, numero, item.nome)},
    }


def _versione(codice: str, versione: Any, fine: dt.date | None) -> dict[str, Any]:
    return {
        "numero": versione.numero,
        "in_vigore_dal": versione.in_vigore_dal.isoformat(),
        "in_vigore_al": fine.isoformat() if fine else None,
        "novita": versione.novita,
        "cambia_obbligatori": versione.cambia_obbligatori,
        "file": [_file(codice, versione.numero, item) for item in versione.file.all()],
    }


def ends_of(versioni: Sequence[Any], termina_il: dt.date | None = None) -> list[dt.date | None]:
    """Return the last day of each approved version, in order: declared, the eve of the next, or the model's own end."""
    found = []
    for index, versione in enumerate(versioni):
        eve = versioni[index + 1].in_vigore_dal - dt.timedelta(days=1) if index + 1 < len(versioni) else None
        days = [day for day in (eve, versione.in_vigore_al, termina_il) if day is not None]
        found.append(min(days) if days else None)
    return found


def render_modello(modello: Any, versioni: Sequence[Any], *, in_vigore: Any) -> Rendering:
    """Render a model with all its approved versions, newest first; the one in force today stands apart."""
    codice = modello.codice
    shown = [_versione(codice, v, end) for v, end in zip(versioni, ends_of(versioni, modello.termina_il), strict=True)]
    current = next((v for v in shown if in_vigore is not None and v["numero"] == in_vigore.numero), None)
    item = {
        "codice": codice,
        "titolo": modello.titolo,
        "uso": {"codice": modello.uso, "nome": modello.get_uso_display()},
        "sezioni": [s.codice for s in modello.sezioni.all()],
        "obbligatorio": modello.obbligatorio,
        "in_vigore": current,
        "_links": {
            "self": f"{settings.PUBLIC_BASE_URL}/api/v1/modelli/{codice}",
            "file": address_of(codice),
            "pagina": f"{settings.PUBLIC_BASE_URL}/modelli#{codice}",
        },
    }
    atto = modello.atto
    full = {
        **item,
        "descrizione": modello.descrizione,
        "atto": {"etichetta": str(atto), "oggetto": atto.oggetto} if atto else None,
        "versioni": shown[::-1],
    }
    return Rendering(
        risorsa="modelli",
        chiave=codice,
        corpo=canonical_bytes(full),
        estratto=canonical_bytes(item),
        ordine=sort_key(modello.titolo),
        parole=weigh_words(
            (PESO_NOME, modello.titolo), (PESO_SINTESI, modello.get_uso_display()), (PESO_TESTO, modello.descrizione)
        ),
        filtri={"sezione": [str(s) for s in item["sezioni"]], "uso": [modello.uso]},
    )
