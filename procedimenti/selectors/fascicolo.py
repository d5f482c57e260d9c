"""What the exported file of a case tells: head, steps, clock, snapshots, and each paper with how to open it."""

from functools import partial
from typing import IO, Any, cast

from django.utils.timezone import localtime

from archivio.depositi import open_bytes
from core.canonical import canonical_bytes
from core.clock import now
from core.italiano import the_moment
from procedimenti.fascicolo import Foglio
from procedimenti.models import Fotografia, Istanza, PassoIstanza
from procedimenti.selectors.caso import name_of_person, orologio_of_istanza, passi_of
from procedimenti.selectors.dichiarazioni import rese_of_istanza
from procedimenti.selectors.scelte import allegati_of
from procedimenti.selectors.scritti import scritti_chiusi


def gather_caso(istanza: Istanza) -> dict[str, Any]:
    """Return all that the index of a case says, as plain values."""
    orologio = orologio_of_istanza(istanza)
    photos = Fotografia.objects.filter(passo__istanza=istanza).select_related("passo").order_by("passo__seq")
    return {
        "numero": istanza.numero,
        "tipo": istanza.get_tipo_display(),
        "sezione": f"{istanza.sezione.codice}, {istanza.sezione.nome}",
        "struttura": istanza.sezione.get_competenza_display(),
        "stato": istanza.get_stato_display(),
        "richiedente": istanza.nome,
        "responsabile": name_of_person(istanza.responsabile),
        "voce": istanza.iscrizione.codice if istanza.iscrizione else "",
        "esportato_il": the_moment(localtime(now())),
        "passi": [_passo(p) for p in passi_of(istanza)],
        "termine": [{"testo": r.testo, "fonte": r.fonte} for r in orologio.calcolo.righe] if orologio else [],
        "dichiarante": istanza.dichiarante,
        "dichiarazioni": [{"testo": d.testo, "articolo": d.articolo, "resa": d.resa} for d in rese_of_istanza(istanza)],
        "fotografie": [
            {
                "passo": f.passo.get_passo_display(),
                "sha256": f.sha256,
                "contenuto": canonical_bytes(f.contenuto).decode(),
            }
            for f in photos
        ],
    }


def _passo(p: PassoIstanza) -> dict[str, Any]:
    return {
        "seq": p.seq,
        "passo": p.get_passo_display(),
        "quando": p.quando,
        "motivo": p.motivo,
        "da_correggere": p.da_correggere,
        "mancanti": p.mancanti,
        "ricorsi": p.ricorsi,
        "protocollo": str(getattr(p, "protocollo", p.attesa)),
        "registrato_da": name_of_person(p.registrato_da),
        "registrato_il": p.registrato_il.isoformat(),
    }


def gather_fogli(istanza: Istanza) -> list[Foglio]:
    """Return the papers of a case in their order; those in quarantine stay where they are."""
    found = []
    for numero, allegato in enumerate((a for a in allegati_of(istanza) if a.file.is_ready), start=1):
        contenuto = allegato.file.contenuto
        riga = {
            "numero": numero,
            "percorso": f"documenti/{numero:03}-{allegato.file.nome}",
            "tipo": allegato.get_tipo_display(),
            "nome": allegato.file.nome,
            "sha256": contenuto.sha256,
            "dimensione": contenuto.dimensione,
            "aggiunto_il": allegato.aggiunto_il.isoformat(),
        }
        found.append(Foglio(riga, partial(_open, contenuto.sha256, contenuto.deposito)))
    return [*found, *_scritti(istanza, first=len(found) + 1)]


def _scritti(istanza: Istanza, *, first: int) -> list[Foglio]:
    """The writings that were closed, each as .docx and as PDF/A, numbered after the papers that came in."""
    found: list[Foglio] = []
    for scritto in scritti_chiusi(istanza):
        for formato, contenuto in (("docx", scritto.inviato.docx), ("pdf", scritto.inviato.pdf)):
            nome = f"{scritto.passo.seq:02}-{scritto.tipo}.{formato}"
            riga = {
                "numero": first + len(found),
                "percorso": f"scritti/{nome}",
                "tipo": scritto.get_tipo_display(),
                "nome": nome,
                "sha256": contenuto.sha256,
                "dimensione": contenuto.dimensione,
                "aggiunto_il": scritto.inviato.chiuso_il.isoformat(),
            }
            found.append(Foglio(riga, partial(_open, contenuto.sha256, contenuto.deposito)))
    return found


def _open(sha256: str, deposito: str) -> IO[bytes]:
    return cast(IO[bytes], open_bytes(sha256, deposito=deposito))
