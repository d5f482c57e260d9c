"""The only writer of public documents and of the change feed; what a document says is decided by its owner."""

import gzip
import zlib
from collections.abc import Iterable
from typing import Any

from core.canonical import sha256_hex
from core.clock import now
from core.locks import lock_register
from core.text import stem
from pubblicazione.models import Documento, DocumentoFiltro, DocumentoParola, Operazione, Parola, Variazione
from pubblicazione.schemas import Rendering
from pubblicazione.selectors import last_sequenza, weigh_stems


def store_documento(*, rendering: Rendering) -> Documento:
    """Store a rendering and append it to the change feed; the same bytes again change nothing.

    Must run inside the transaction of the act that caused it; takes the register's lock.
    """
    lock_register()
    sha256 = sha256_hex(rendering.corpo)
    values: dict[str, Any] = {
        "ordine": rendering.ordine,
        "estratto": rendering.estratto or rendering.corpo,
        "lat": rendering.lat,
        "lon": rendering.lon,
    }
    current = Documento.objects.filter(risorsa=rendering.risorsa, chiave=rendering.chiave).first()
    if current and current.sha256 == sha256:
        if not _is_whole(current, rendering.corpo):
            values |= _bodies(rendering.corpo)
        Documento.objects.filter(pk=current.pk).update(**values)
        _store_filtri(rendering, current)
        _store_parole(current, rendering.parole)
        return current
    variazione = _append_variazione(
        rendering.risorsa, rendering.chiave, Operazione.UPDATE if current else Operazione.CREATE, sha256
    )
    values |= {
        **_bodies(rendering.corpo),
        "sha256": sha256,
        "sequenza": variazione.sequenza,
        "aggiornato_il": rendering.aggiornato_il or variazione.istante,
    }
    documento, _created = Documento.objects.update_or_create(
        risorsa=rendering.risorsa, chiave=rendering.chiave, defaults=values
    )
    _store_filtri(rendering, documento)
    _store_parole(documento, rendering.parole)
    return documento


def remove_documento(*, risorsa: str, chiave: str) -> None:
    """Take a document away and say so in the change feed, where its last line is now `delete`.

    Must run inside the transaction of the act that caused it; takes the register's lock. None there: nothing happens.
    """
    lock_register()
    removed, _rows = Documento.objects.filter(risorsa=risorsa, chiave=chiave).delete()
    if removed:
        _append_variazione(risorsa, chiave, Operazione.DELETE, "")


def _bodies(corpo: bytes) -> dict[str, bytes]:
    return {"corpo": corpo, "corpo_gzip": gzip.compress(corpo, compresslevel=9, mtime=0)}


def _is_whole(documento: Documento, corpo: bytes) -> bool:
    """Tell whether the stored bytes are those that its hash speaks of: somebody may have changed them underneath."""
    try:
        return bytes(documento.corpo) == corpo == gzip.decompress(bytes(documento.corpo_gzip))
    except (OSError, EOFError, zlib.error):
        return False


def _append_variazione(risorsa: str, chiave: str, operazione: Operazione, etag: str) -> Variazione:
    return Variazione.objects.create(
        sequenza=last_sequenza() + 1,
        operazione=operazione,
        risorsa=risorsa,
        chiave=chiave,
        istante=now(),
        etag=etag,
    )


def _store_filtri(rendering: Rendering, documento: Documento) -> None:
    """Make the filter rows of a document those of its rendering, touching only what differs."""
    own = {"risorsa": rendering.risorsa, "ordine": rendering.ordine, "chiave": rendering.chiave}
    wanted = {(nome, valore) for nome, valori in rendering.filtri.items() for valore in valori}
    present = {(row.nome, row.valore): row.pk for row in documento.valori.filter(**own)}
    documento.valori.exclude(pk__in=[pk for key, pk in present.items() if key in wanted]).delete()
    DocumentoFiltro.objects.bulk_create(
        DocumentoFiltro(documento=documento, nome=nome, valore=valore, **own)
        for nome, valore in sorted(wanted - present.keys())
    )


def _store_parole(documento: Documento, parole: dict[str, int]) -> None:
    """Make the stems of a document those of its rendering, touching only what differs, and learn its new words."""
    wanted = weigh_stems(parole)
    present = {row.radice: row for row in documento.parole.all()}
    gone = [row.pk for radice, row in present.items() if wanted.get(radice) != row.peso]
    if gone:
        DocumentoParola.objects.filter(pk__in=gone).delete()
    new = [
        DocumentoParola(documento=documento, radice=radice, peso=peso)
        for radice, peso in sorted(wanted.items())
        if radice not in present or present[radice].peso != peso
    ]
    if new:
        DocumentoParola.objects.bulk_create(new)
        learn_parole(parole)


def learn_parole(parole: Iterable[str]) -> None:
    """Add the words that were never met to the vocabulary; the caller holds the register's lock."""
    known = set(Parola.objects.filter(parola__in=list(parole)).values_list("parola", flat=True))
    Parola.objects.bulk_create(Parola(parola=word, radice=stem(word)) for word in sorted(set(parole) - known))
