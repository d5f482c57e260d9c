"""Taking a step: the one door by which a procedure moves; the step that grants writes the register in `esito`."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from django.db import transaction

from core.canonical import digest
from core.clock import now, today
from core.uncertain_dates import UncertainDate
from distretti.enums import NomeRegola, StatoRegola
from distretti.models import Annotazione, Atto
from identita.models import User
from procedimenti.actions.avvisi import tell_passo
from procedimenti.actions.completamento import complete_dati
from procedimenti.actions.istanza import locked_istanza
from procedimenti.actions.protocollo import NumeroDato, record_protocollo
from procedimenti.enums import STATI_CONCLUSI, Avviso, Passo, StatoIstanza, TipoProcedimento, Transizione, Verso
from procedimenti.exceptions import ProcedimentoError
from procedimenti.models import Fotografia, Istanza, PassoIstanza
from procedimenti.permissions import can_handle, check_may_take
from procedimenti.policies import passi as rules
from procedimenti.policies.integrazione.richiesta import choose
from procedimenti.policies.istanza import check_complete
from procedimenti.policies.orologio import parere_of
from procedimenti.policies.rimedi.sostituzione import check_sostituzione
from procedimenti.policies.stati import check_passo
from procedimenti.selectors.caso import (
    askable_of,
    case_of,
    content_now,
    giorni_parere,
    orologio_of_istanza,
    storia_of_istanza,
    unsealed_changes,
)
from procedimenti.selectors.regole import regola_on

# What comes in from outside, and so bears a number that another register may have given.
INGRESSO = frozenset(
    {
        Passo.PRESENTAZIONE,
        Passo.INTEGRAZIONE,
        Passo.OSSERVAZIONI,
        Passo.RINUNCIA,
        Passo.PARERE,
        Passo.RICHIESTA_SOSTITUZIONE,
    }
)


@dataclass(frozen=True)
class Richiesta:
    """What a person sends with a step: its day in law, its words, what the kind of step asks, the protocol number.

    `dati` by step: richiesta_integrazione `campi`; parere `esito`, `prescrizioni`; proposta `controdeduzioni`;
    assegnazione `responsabile` (user id); what refuses `ricorsi`; richiesta_sostituzione `richiesta_da`; sostituzione
    `titolare`. `versione`: that of the case the person read. `altrove`: it happened before the case came here, so
    nobody is told of it again, it has no protocol number but the one it was given, and nothing is added to its words.
    """

    versione: int
    giorno: UncertainDate
    motivo: str = ""
    dati: Mapping[str, Any] = field(default_factory=dict)
    protocollo: NumeroDato | None = None
    altrove: bool = False


@transaction.atomic
def take_passo(*, istanza: Istanza, passo: Passo, by: User, richiesta: Richiesta) -> PassoIstanza:
    """Take a step that leaves the register as it is; for the one that grants see `esito.grant_istanza`.

    Raises ProcedimentoError, with the sentence and the article.
    """
    current = locked_istanza(istanza, by=by)
    if passo is Passo.ACCOGLIMENTO:
        raise ProcedimentoError("L’accoglimento si registra con il suo atto.")
    transizione = check_step(current, passo, by=by, richiesta=richiesta)
    if not richiesta.altrove:
        dati = complete_dati(current, passo, dati=richiesta.dati, giorno=richiesta.giorno.al)
        richiesta = replace(richiesta, dati=dati)
    return write_passo(current, transizione, by=by, richiesta=richiesta)


def check_step(current: Istanza, passo: Passo, *, by: User, richiesta: Richiesta) -> Transizione:
    """Check all that the table, the rights and the rules say of a step; the caller holds the lock."""
    rules.check_versione(richiesta.versione, current.versione)
    transizione = check_passo(TipoProcedimento(current.tipo), StatoIstanza(current.stato), passo)
    check_may_take(by, transizione, **case_of(current))
    check_rules(current, passo, richiesta=richiesta)
    return transizione


def check_rules(current: Istanza, passo: Passo, *, richiesta: Richiesta) -> None:
    """Check what the days, the history and the kind of step ask, whoever takes it."""
    storia = storia_of_istanza(current)
    rules.check_giorno(richiesta.giorno, storia=storia, today=today())
    rules.check_motivo(passo, richiesta.motivo)
    rules.check_words(richiesta.motivo, richiesta.dati)
    rules.check_history(passo, storia)
    check = _RULES.get(passo)
    if check is not None:
        check(current, storia, richiesta)


def _presentazione(current: Istanza, _storia: rules.Storia, _richiesta: Richiesta) -> None:
    check_complete(current)


def _integrazione(current: Istanza, _storia: rules.Storia, richiesta: Richiesta) -> None:
    choose(richiesta.dati.get("campi"), askable_of(current))


def _ripresa(current: Istanza, storia: rules.Storia, richiesta: Richiesta) -> None:
    rules.check_ripresa(storia, richiesta.giorno)
    rules.check_unchanged(unsealed_changes(current))


def _assegnazione(current: Istanza, _storia: rules.Storia, richiesta: Richiesta) -> None:
    chosen = User.objects.filter(pk=richiesta.dati.get("responsabile") or 0).first()
    if chosen is None or not can_handle(chosen, current.competenza):
        raise rules.obblighi_of(Passo.ASSEGNAZIONE)["responsabile"].refuse("responsabile")


def _rinvio(current: Istanza, storia: rules.Storia, richiesta: Richiesta) -> None:
    """The body interrupts a term only while it runs (art. 16 c. 4 L. 241/1990)."""
    parere_of(replace(storia, rinvio=richiesta.giorno), giorni=giorni_parere(current))


def _proposta(current: Istanza, storia: rules.Storia, richiesta: Richiesta) -> None:
    rules.check_proposta(
        storia,
        dal_preavviso=current.stato == StatoIstanza.PREAVVISO,
        giorno=richiesta.giorno,
        controdeduzioni=str(richiesta.dati.get("controdeduzioni", "")),
    )


def _sostituzione(passo: Passo) -> Callable[[Istanza, rules.Storia, Richiesta], None]:
    return lambda current, storia, richiesta: check_sostituzione(
        passo, scade_il=current.scade_il, giorno=richiesta.giorno.al, gia=storia.has(passo), dati=richiesta.dati
    )


_RULES: dict[Passo, Callable[[Istanza, rules.Storia, Richiesta], None]] = {
    Passo.PRESENTAZIONE: _presentazione,
    Passo.ASSEGNAZIONE: _assegnazione,
    Passo.RICHIESTA_INTEGRAZIONE: _integrazione,
    Passo.RIPRESA: _ripresa,
    Passo.RINVIO: _rinvio,
    Passo.PARERE: lambda _i, storia, r: rules.check_parere(storia, r.dati),
    Passo.PROPOSTA: _proposta,
    Passo.RICHIESTA_SOSTITUZIONE: _sostituzione(Passo.RICHIESTA_SOSTITUZIONE),
    Passo.SOSTITUZIONE: _sostituzione(Passo.SOSTITUZIONE),
}


def write_passo(
    current: Istanza,
    transizione: Transizione,
    *,
    by: User,
    richiesta: Richiesta,
    atto: Atto | None = None,
    annotazione: Annotazione | None = None,
) -> PassoIstanza:
    """Append a step already checked, move the istanza, take its snapshot and number, tell who is to be told."""
    arrivo = transizione.a or StatoIstanza(current.stato)
    passo = PassoIstanza.objects.create(
        istanza=current,
        seq=current.passi.count() + 1,
        passo=transizione.passo,
        da=current.stato,
        a=arrivo,
        giorno_dal=richiesta.giorno.dal,
        giorno_al=richiesta.giorno.al,
        giorno_precisione=richiesta.giorno.precisione.value,
        motivo=richiesta.motivo.strip(),
        dati=dict(richiesta.dati),
        atto=atto,
        annotazione=annotazione,
        registrato_il=now(),
        registrato_da=by,
    )
    _move(current, passo, by=by)
    if transizione.passo in {Passo.PRESENTAZIONE, Passo.INTEGRAZIONE}:
        take_fotografia(current, passo)
    if richiesta.protocollo is not None or not richiesta.altrove:
        _number(current, passo, transizione, richiesta)
    if not richiesta.altrove:
        tell_passo(istanza=current, passo=passo, avviso=transizione.avviso)
    return passo


def _move(current: Istanza, passo: PassoIstanza, *, by: User) -> None:
    kind, giorno = Passo(passo.passo), passo.giorno
    if kind is Passo.PRESENTAZIONE:
        current.ricevuta_dal, current.ricevuta_al = giorno.dal, giorno.al
        current.ricevuta_precisione = giorno.precisione.value
        _fix_term(current)
    if kind is Passo.PRESA_IN_CARICO:
        current.responsabile = by
    if kind is Passo.ASSEGNAZIONE:
        current.responsabile = User.objects.get(pk=passo.dati["responsabile"])
    current.stato = passo.a
    if passo.a in STATI_CONCLUSI:
        current.concluso_il = giorno.al
    orologio = orologio_of_istanza(current)
    current.scade_il = orologio.calcolo.scade_il if orologio else None
    current.versione += 1
    current.save()


def _fix_term(current: Istanza) -> None:
    """The days are those of the rule in force when the istanza was received (tempus regit actum)."""
    assert current.ricevuta_al is not None  # noqa: S101 - told to the type checker, just written
    regola = regola_on(current.sezione, NomeRegola.TERMINE_PROCEDIMENTO, on=current.ricevuta_al)
    if regola is None:
        raise ProcedimentoError("La sezione non ha un termine del procedimento: va scritto tra le sue regole.")
    current.giorni, current.giorni_fonte = regola.valore, regola.fonte
    current.giorni_confermati = regola.stato == StatoRegola.CONFERMATA


def take_fotografia(current: Istanza, passo: PassoIstanza) -> Fotografia:
    """Keep all that was submitted as it is now, declarations, members and papers included, with its SHA-256."""
    contenuto = content_now(current)
    return Fotografia.objects.create(passo=passo, contenuto=contenuto, sha256=digest(contenuto))


def _number(current: Istanza, passo: PassoIstanza, transizione: Transizione, richiesta: Richiesta) -> None:
    """What comes in or goes out has a protocol number; what happens inside the office has none."""
    verso = Verso.INGRESSO if transizione.passo in INGRESSO else Verso.USCITA
    if transizione.passo in INGRESSO or transizione.avviso is Avviso.RICHIEDENTE:
        oggetto = f"{transizione.passo.label}: {current.richiedente} ({current.numero})"
        record_protocollo(passo=passo, verso=verso, oggetto=oggetto, dato=richiesta.protocollo)
