"""The outcome: the act that grants, what it writes in the register, and the end of the case, in one transaction."""

from collections.abc import Mapping
from typing import Any

from django.db import transaction

from core.uncertain_dates import UncertainDate
from distretti.actions.atto import CampiAtto, record_atto
from distretti.actions.elenco.adozione import adopt_aderenti
from distretti.actions.evento import record_evento
from distretti.actions.pagine import prefill_scheda
from distretti.enums import TipoAnnotazione
from distretti.models import Annotazione, Atto, Iscrizione
from identita.models import User
from procedimenti.actions.istanza import locked_istanza
from procedimenti.actions.passi import Richiesta, check_step, write_passo
from procedimenti.enums import REGOLE_PROCEDIMENTO, Passo, TipoProcedimento
from procedimenti.models import Istanza, PassoIstanza
from procedimenti.policies.passi import check_atto_after
from procedimenti.selectors.caso import storia_of_istanza


@transaction.atomic
def grant_istanza(
    *,
    istanza: Istanza,
    by: User,
    richiesta: Richiesta,
    atto: Atto | CampiAtto,
    decorrenza: UncertainDate,
    scade_il: str = "",
) -> PassoIstanza:
    """Register the act that grants: its annotations, the entry and its draft page, the members, and the case closed.

    Sent twice, it is done once: the second finds the case moved. Raises ProcedimentoError, DatiError,
    NotPermittedError, AnnotazioneNotAllowedError.
    """
    current = locked_istanza(istanza, by=by)
    transizione = check_step(current, Passo.ACCOGLIMENTO, by=by, richiesta=richiesta)
    if not isinstance(atto, Atto):
        atto = record_atto(by=by, competenza=current.sezione.competenza, **atto)
    check_atto_after(atto.data or decorrenza, storia=storia_of_istanza(current))
    annotazione = _write(current, by=by, atto=atto, decorrenza=decorrenza, scade_il=scade_il)
    if current.iscrizione is None and current.sintesi:
        prefill_scheda(iscrizione=annotazione.iscrizione, sintesi=current.sintesi)
    current.iscrizione = annotazione.iscrizione
    if current.aderenti_al is not None:
        adopt_aderenti(
            iscrizione=annotazione.iscrizione,
            righe=current.aderenti.all(),
            al=current.aderenti_al,
            atto=atto,
            caricato_da=current.creata_da,
            by=by,
        )
    return write_passo(current, transizione, by=by, richiesta=richiesta, atto=atto, annotazione=annotazione)


def _write(current: Istanza, *, by: User, atto: Atto, decorrenza: UncertainDate, scade_il: str) -> Annotazione:
    """Append what the kind of procedure writes; the first may open the entry, the others follow on it."""
    regola = REGOLE_PROCEDIMENTO[TipoProcedimento(current.tipo)]
    iscrizione: Iscrizione | None = current.iscrizione
    written: list[Annotazione] = []
    for tipo in regola.annotazioni:
        opening, first = iscrizione is None, not written
        annotazione = record_evento(
            tipo=tipo,
            by=by,
            atto=atto,
            decorrenza=decorrenza,
            dati=_facts(tipo, current.dati, opening=opening, scade_il=scade_il if first else ""),
            iscrizione=iscrizione,
            sezione=current.sezione if opening else None,
            chiave=f"istanza-{current.pk}-{tipo.value}",
        )
        iscrizione = annotazione.iscrizione
        written.append(annotazione)
    return written[-1]


def _facts(tipo: TipoAnnotazione, dati: Mapping[str, Any], *, opening: bool, scade_il: str) -> dict[str, Any]:
    """The facts go with the annotation that opens, or with a variazione; a term with what grants one."""
    facts = dict(dati) if opening or tipo is TipoAnnotazione.VARIAZIONE else {}
    return facts | ({"scade_il": scade_il} if scade_il else {})
