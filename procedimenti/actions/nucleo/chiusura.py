"""The end of a seduta: what the votes come to, each opinion in its case, the verbale sealed, in one transaction."""

from collections.abc import Sequence

from django.db import transaction

from core.canonical import digest
from core.clock import now, today
from core.uncertain_dates import on_day
from identita.models import User
from procedimenti.actions.avvisi import tell_passo
from procedimenti.actions.nucleo.seduta import locked_seduta
from procedimenti.actions.nucleo.verbale import content_to_seal
from procedimenti.actions.passi import Richiesta, check_rules, write_passo
from procedimenti.collegio import EsitoPunto, StatoSeduta, ValoreVoto
from procedimenti.enums import Avviso, Passo, StatoIstanza, TipoProcedimento
from procedimenti.exceptions import ProcedimentoError
from procedimenti.models import Istanza, PassoIstanza, PuntoOrdine, SedutaNucleo, VerbaleNucleo
from procedimenti.policies.nucleo import Seggio, collected_texts, derive_esito
from procedimenti.policies.passi import MAX_MOTIVO
from procedimenti.policies.seduta import check_stato
from procedimenti.policies.stati import check_passo
from procedimenti.selectors.nucleo.seduta import collegio_of, punti_of

_ALTRO = "… (il resto è nel verbale)"


@transaction.atomic
def close_seduta(*, seduta: SedutaNucleo, by: User) -> VerbaleNucleo:
    """Close a seduta: derive each opinion, write it into its case, keep the verbale with its SHA-256.

    Where a case can no longer receive its opinion (it was withdrawn meanwhile), its item says why.
    Raises ProcedimentoError.
    """
    current = locked_seduta(seduta, by=by)
    check_stato(StatoSeduta(current.stato), StatoSeduta.APERTA, what="Si chiude")
    collegio = collegio_of(current)
    for punto in punti_of(current):
        seggi = collegio.seggi(punto)
        found = derive_esito(seggi, collegio.regole)
        punto.esito, punto.spiegazione = found.esito, found.spiegazione
        if found.esito is not EsitoPunto.NESSUNO:
            _write_into_case(punto, found.esito, seggi, by=by)
        punto.save()
    current.stato, current.chiusa_il = StatoSeduta.CHIUSA, now()
    current.save(update_fields=["stato", "chiusa_il"])
    contenuto = content_to_seal(current)
    return VerbaleNucleo.objects.create(
        seduta=current, contenuto=contenuto, sha256=digest(contenuto), generato_il=now(), generato_da=by
    )


def _write_into_case(punto: PuntoOrdine, esito: EsitoPunto, seggi: Sequence[Seggio], *, by: User) -> None:
    """Take the step that the opinion is, whoever is the responsabile: it is the Nucleo's, here it is written down."""
    if not punto.prescrizioni:
        punto.prescrizioni = collected_texts(seggi, ValoreVoto.CON_PRESCRIZIONI)
    try:
        with transaction.atomic():
            punto.passo = _take(punto, esito, seggi, by=by)
    except ProcedimentoError as refused:
        punto.nota = refused.intero


def _take(punto: PuntoOrdine, esito: EsitoPunto, seggi: Sequence[Seggio], *, by: User) -> PassoIstanza:
    case = Istanza.objects.select_related("sezione", "responsabile").get(pk=punto.istanza_id)
    suspended = esito is EsitoPunto.SOSPESO
    passo = Passo.RINVIO if suspended else Passo.PARERE
    transizione = check_passo(TipoProcedimento(case.tipo), StatoIstanza(case.stato), passo)
    dati = {"seduta": str(punto.seduta)}
    if not suspended:
        dati |= {
            "esito": str(esito),
            "prescrizioni": punto.prescrizioni if esito is EsitoPunto.CON_PRESCRIZIONI else "",
        }
    richiesta = Richiesta(
        versione=case.versione, giorno=on_day(today()), motivo=_motivo(punto, esito, seggi), dati=dati
    )
    check_rules(case, passo, richiesta=richiesta)
    done = write_passo(case, transizione, by=by, richiesta=richiesta)
    tell_passo(istanza=case, passo=done, avviso=Avviso.RESPONSABILE)
    return done


def _motivo(punto: PuntoOrdine, esito: EsitoPunto, seggi: Sequence[Seggio]) -> str:
    """Return what the chronology of the case says: the outcome with how it was reached, then the reasons given."""
    reasons = {
        EsitoPunto.CON_PRESCRIZIONI: punto.prescrizioni,
        EsitoPunto.NON_FAVOREVOLE: collected_texts(seggi, ValoreVoto.CONTRARIO),
        EsitoPunto.SOSPESO: collected_texts(seggi, ValoreVoto.SOSPENSIONE),
    }.get(esito, "")
    whole = f"{esito.label}. {punto.seduta}. {punto.spiegazione}\n{reasons}".strip()
    if len(whole) <= MAX_MOTIVO:
        return whole
    # Many members may write much: an opinion is never lost for that, and the verbale has all of it.
    return f"{whole[: MAX_MOTIVO - len(_ALTRO)]}{_ALTRO}"
