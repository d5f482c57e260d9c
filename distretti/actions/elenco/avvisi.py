"""Who is told by e-mail of what happens to a members' list; the rows are written here, the outbox sends them later."""

from distretti.enums import StatoElenco
from distretti.models import ElencoAderenti
from identita.enums import Competenza, Permesso
from identita.selectors import staff_with
from pubblicazione.actions.avvisi import admin_link, send_avviso

_ESITI = {
    StatoElenco.APPROVATO: "approvato",
    StatoElenco.RESPINTO: "da correggere",
    StatoElenco.RITIRATO: "ritirato",
}


def _context(elenco: ElencoAderenti) -> dict[str, object]:
    link = admin_link("registro:elenco", elenco.iscrizione.codice, elenco.pk)
    return {"elenco": elenco, "iscrizione": elenco.iscrizione, "link": link}


def tell_caricamento(*, elenco: ElencoAderenti) -> None:
    """Tell those who may approve a list, and did not upload it, that it awaits them."""
    competenza, permesso = Competenza(elenco.iscrizione.sezione.competenza), Permesso.RECORD_ANNOTAZIONE
    officers = [user for user in staff_with(permesso) if user.has_competenza(competenza, permesso)]
    to = [user for user in officers if user.pk != elenco.caricato_da_id]
    send_avviso("elenco_da_approvare", chiave=f"elenco_caricato:{elenco.pk}", to=to, **_context(elenco))


def tell_esito(*, elenco: ElencoAderenti) -> None:
    """Tell who uploaded a list what became of it, unless they decided it or may no longer write for the entry."""
    author = elenco.caricato_da
    told = author != elenco.deciso_da and elenco.iscrizione.scheda.grants(author, Permesso.SUBMIT_PROFILO)
    to, esito = [author] if told else [], _ESITI[StatoElenco(elenco.stato)]
    send_avviso("elenco_deciso", chiave=f"elenco_deciso:{elenco.pk}", to=to, esito=esito, **_context(elenco))
