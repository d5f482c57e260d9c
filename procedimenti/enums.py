"""Kinds of procedure, states, and the one table of steps; who holds which right lives in `permissions`."""

from dataclasses import dataclass
from enum import StrEnum

from django.db.models import TextChoices

from distretti.enums import TipoAnnotazione, TipoSezione


class TipoProcedimento(TextChoices):
    RICONOSCIMENTO = "riconoscimento", "Riconoscimento e iscrizione"
    ISCRIZIONE = "iscrizione", "Iscrizione di un distretto già riconosciuto"
    CENSIMENTO = "censimento", "Censimento"
    CONFERMA = "conferma", "Conferma"
    VARIAZIONE = "variazione", "Variazione"
    CANCELLAZIONE = "cancellazione", "Cancellazione su richiesta"
    CANCELLAZIONE_UFFICIO = "cancellazione_ufficio", "Cancellazione d’ufficio"
    REVOCA = "revoca", "Revoca"


@dataclass(frozen=True)
class RegolaProcedimento:
    """What a kind of procedure is: on request or ex officio, with an opinion or not, and what it writes at the end.

    `apre`: it opens an entry, in a section of the kind `sezioni`; otherwise it is about an entry that exists.
    `annotazioni`: what the act that grants appends to the register, in order.
    """

    annotazioni: tuple[TipoAnnotazione, ...]
    apre: bool = False
    sezioni: frozenset[TipoSezione] = frozenset(TipoSezione)
    parere: bool = False
    di_parte: bool = True


_A, _R = TipoAnnotazione, frozenset({TipoSezione.RICONOSCIUTA})
REGOLE_PROCEDIMENTO: dict[TipoProcedimento, RegolaProcedimento] = {
    TipoProcedimento.RICONOSCIMENTO: RegolaProcedimento(
        (_A.RICONOSCIMENTO_DEFINITIVO, _A.ISCRIZIONE), apre=True, sezioni=_R, parere=True
    ),
    TipoProcedimento.ISCRIZIONE: RegolaProcedimento((_A.ISCRIZIONE,), sezioni=_R),
    TipoProcedimento.CENSIMENTO: RegolaProcedimento(
        (_A.ISCRIZIONE,), apre=True, sezioni=frozenset({TipoSezione.CENSITA})
    ),
    TipoProcedimento.CONFERMA: RegolaProcedimento((_A.CONFERMA,), sezioni=_R, parere=True),
    TipoProcedimento.VARIAZIONE: RegolaProcedimento((_A.VARIAZIONE,)),
    TipoProcedimento.CANCELLAZIONE: RegolaProcedimento((_A.CANCELLAZIONE,)),
    TipoProcedimento.CANCELLAZIONE_UFFICIO: RegolaProcedimento((_A.CANCELLAZIONE,), di_parte=False),
    TipoProcedimento.REVOCA: RegolaProcedimento((_A.REVOCA,), sezioni=_R, parere=True, di_parte=False),
}


class StatoIstanza(TextChoices):
    BOZZA = "bozza", "Bozza"
    PRESENTATA = "presentata", "Presentata"
    ASSEGNATA = "assegnata", "Assegnata"
    IN_ISTRUTTORIA = "in_istruttoria", "In istruttoria"
    SOSPESA = "sospesa", "Sospesa in attesa di integrazione"
    AL_NUCLEO = "al_nucleo", "All’esame del Nucleo"
    PARERE_RESO = "parere_reso", "Parere reso"
    PREAVVISO = "preavviso", "Preavviso di rigetto"
    IN_DECISIONE = "in_decisione", "In decisione"
    ACCOLTA = "accolta", "Accolta"
    RIGETTATA = "rigettata", "Rigettata"
    IRRICEVIBILE = "irricevibile", "Irricevibile"
    INAMMISSIBILE = "inammissibile", "Inammissibile"
    IMPROCEDIBILE = "improcedibile", "Improcedibile"
    RINUNCIATA = "rinunciata", "Rinunciata"
    ARCHIVIATA = "archiviata", "Archiviata"


_S = StatoIstanza
STATI_CONCLUSI = frozenset(
    {_S.ACCOLTA, _S.RIGETTATA, _S.IRRICEVIBILE, _S.INAMMISSIBILE, _S.IMPROCEDIBILE, _S.RINUNCIATA, _S.ARCHIVIATA}
)
STATI_APERTI = frozenset(StatoIstanza) - STATI_CONCLUSI
_IN_CORSO = STATI_APERTI - {_S.BOZZA}


class Passo(TextChoices):
    """A step of a procedure; its value is the code of the audit."""

    PRESENTAZIONE = "presentazione", "Presentazione"
    PRESA_IN_CARICO = "presa_in_carico", "Presa in carico"
    ASSEGNAZIONE = "assegnazione", "Assegnazione"
    AVVIO_ISTRUTTORIA = "avvio_istruttoria", "Avvio dell’istruttoria"
    RICHIESTA_INTEGRAZIONE = "richiesta_integrazione", "Richiesta di integrazione"
    INTEGRAZIONE = "integrazione", "Integrazione ricevuta"
    RIPRESA = "ripresa", "Ripresa senza integrazione"
    RICHIESTA_PARERE = "richiesta_parere", "Richiesta del parere"
    RINVIO = "rinvio", "Rinvio dal Nucleo"
    PARERE = "parere", "Parere del Nucleo"
    PREAVVISO = "preavviso", "Preavviso di rigetto"
    OSSERVAZIONI = "osservazioni", "Osservazioni ricevute"
    PROPOSTA = "proposta", "Proposta di decisione"
    RICHIESTA_SOSTITUZIONE = "richiesta_sostituzione", "Richiesta di intervento sostitutivo"
    SOSTITUZIONE = "sostituzione", "Esercizio del potere sostitutivo"
    RESTITUZIONE = "restituzione", "Restituzione all’istruttoria"
    ACCOGLIMENTO = "accoglimento", "Accoglimento"
    RIGETTO = "rigetto", "Rigetto"
    IRRICEVIBILITA = "irricevibilita", "Irricevibilità"
    INAMMISSIBILITA = "inammissibilita", "Inammissibilità"
    IMPROCEDIBILITA = "improcedibilita", "Improcedibilità"
    RINUNCIA = "rinuncia", "Rinuncia"
    ARCHIVIAZIONE = "archiviazione", "Archiviazione"

    @property
    def azione(self) -> str:
        """What its button says: a verb, where the label names what was done."""
        return AZIONI[self]


AZIONI: dict[Passo, str] = {
    Passo.PRESENTAZIONE: "Registra la presentazione",
    Passo.PRESA_IN_CARICO: "Prendi in carico",
    Passo.ASSEGNAZIONE: "Assegna il procedimento",
    Passo.AVVIO_ISTRUTTORIA: "Avvia l’istruttoria",
    Passo.RICHIESTA_INTEGRAZIONE: "Chiedi un’integrazione",
    Passo.INTEGRAZIONE: "Registra l’integrazione",
    Passo.RIPRESA: "Riprendi senza integrazione",
    Passo.RICHIESTA_PARERE: "Chiedi il parere del Nucleo",
    Passo.RINVIO: "Registra il rinvio dal Nucleo",
    Passo.PARERE: "Registra il parere del Nucleo",
    Passo.PREAVVISO: "Comunica il preavviso di rigetto",
    Passo.OSSERVAZIONI: "Registra le osservazioni",
    Passo.PROPOSTA: "Proponi la decisione",
    Passo.RICHIESTA_SOSTITUZIONE: "Registra la richiesta di intervento",
    Passo.SOSTITUZIONE: "Registra l’esercizio del potere sostitutivo",
    Passo.RESTITUZIONE: "Restituisci all’istruttoria",
    Passo.ACCOGLIMENTO: "Registra l’accoglimento",
    Passo.RIGETTO: "Rigetta l’istanza",
    Passo.IRRICEVIBILITA: "Dichiara irricevibile",
    Passo.INAMMISSIBILITA: "Dichiara inammissibile",
    Passo.IMPROCEDIBILITA: "Dichiara improcedibile",
    Passo.RINUNCIA: "Registra la rinuncia",
    Passo.ARCHIVIAZIONE: "Archivia il procedimento",
}


class Chi(StrEnum):
    """Who may take a step, among those who treat the istanze of the structure."""

    FUNZIONARIO = "funzionario"
    DIRIGENTE = "dirigente"
    RESPONSABILE = "responsabile"
    ALTRO = "altro"  # anybody who took no part in the istruttoria (design law 4)


class Avviso(StrEnum):
    """Whom a step tells by e-mail."""

    RICHIEDENTE = "richiedente"
    RESPONSABILE = "responsabile"


class Vale(StrEnum):
    """In which kinds of procedure a step exists."""

    SEMPRE = "sempre"
    DI_PARTE = "di_parte"
    D_UFFICIO = "d_ufficio"
    CON_PARERE = "con_parere"
    SENZA_PARERE = "senza_parere"


@dataclass(frozen=True)
class Transizione:
    """A step: from which states, to which (None: it stays), who, whom it tells, in which kinds, and its article."""

    passo: Passo
    da: frozenset[StatoIstanza]
    a: StatoIstanza | None
    chi: Chi
    fonte: str
    avviso: Avviso | None = None
    vale: Vale = Vale.SEMPRE


def _t(
    passo: Passo, da: set[StatoIstanza], a: StatoIstanza | None, chi: Chi, fonte: str, **more: object
) -> Transizione:
    return Transizione(passo, frozenset(da), a, chi, fonte, **more)  # type: ignore[arg-type]


_P, _L = Passo, "L. 241/1990"
_TOLD = {"avviso": Avviso.RICHIEDENTE}
# The one table of the procedure: buttons, rights, diagram, docs and e-mails derive from it.
TRANSIZIONI: tuple[Transizione, ...] = (
    _t(_P.PRESENTAZIONE, {_S.BOZZA}, _S.PRESENTATA, Chi.FUNZIONARIO, f"art. 18-bis {_L}", **_TOLD),
    _t(_P.PRESA_IN_CARICO, {_S.PRESENTATA}, _S.ASSEGNATA, Chi.FUNZIONARIO, f"art. 5 {_L}", **_TOLD),
    _t(_P.ASSEGNAZIONE, {_S.PRESENTATA}, _S.ASSEGNATA, Chi.DIRIGENTE, f"art. 5 {_L}", avviso=Avviso.RESPONSABILE),
    _t(_P.ASSEGNAZIONE, set(_IN_CORSO - {_S.PRESENTATA}), None, Chi.DIRIGENTE, f"art. 5 {_L}",
       avviso=Avviso.RESPONSABILE),
    _t(_P.AVVIO_ISTRUTTORIA, {_S.ASSEGNATA}, _S.IN_ISTRUTTORIA, Chi.RESPONSABILE, f"artt. 7 e 8 {_L}", **_TOLD),
    _t(_P.RICHIESTA_INTEGRAZIONE, {_S.IN_ISTRUTTORIA}, _S.SOSPESA, Chi.RESPONSABILE, f"art. 2, comma 7, {_L}", **_TOLD),
    _t(_P.INTEGRAZIONE, {_S.SOSPESA}, _S.IN_ISTRUTTORIA, Chi.FUNZIONARIO, f"art. 2, comma 7, {_L}",
       avviso=Avviso.RESPONSABILE),
    _t(_P.RIPRESA, {_S.SOSPESA}, _S.IN_ISTRUTTORIA, Chi.RESPONSABILE, f"art. 2, comma 7, {_L}"),
    _t(_P.RICHIESTA_PARERE, {_S.IN_ISTRUTTORIA}, _S.AL_NUCLEO, Chi.RESPONSABILE, f"art. 16 {_L}", vale=Vale.CON_PARERE),
    _t(_P.RINVIO, {_S.AL_NUCLEO}, _S.IN_ISTRUTTORIA, Chi.RESPONSABILE, f"art. 16, comma 4, {_L}", vale=Vale.CON_PARERE),
    _t(_P.PARERE, {_S.AL_NUCLEO}, _S.PARERE_RESO, Chi.RESPONSABILE, f"art. 16 {_L}", vale=Vale.CON_PARERE),
    _t(_P.PREAVVISO, {_S.IN_ISTRUTTORIA, _S.PARERE_RESO}, _S.PREAVVISO, Chi.RESPONSABILE, f"art. 10-bis {_L}",
       vale=Vale.DI_PARTE, **_TOLD),
    _t(_P.OSSERVAZIONI, {_S.PREAVVISO}, None, Chi.FUNZIONARIO, f"art. 10-bis {_L}", vale=Vale.DI_PARTE,
       avviso=Avviso.RESPONSABILE),
    _t(_P.PROPOSTA, {_S.PARERE_RESO}, _S.IN_DECISIONE, Chi.RESPONSABILE, f"art. 6 {_L}", vale=Vale.CON_PARERE),
    _t(_P.PROPOSTA, {_S.IN_ISTRUTTORIA}, _S.IN_DECISIONE, Chi.RESPONSABILE, f"art. 6 {_L}", vale=Vale.SENZA_PARERE),
    _t(_P.PROPOSTA, {_S.PREAVVISO}, _S.IN_DECISIONE, Chi.RESPONSABILE, f"art. 10-bis {_L}", vale=Vale.DI_PARTE),
    _t(_P.RESTITUZIONE, {_S.IN_DECISIONE}, _S.IN_ISTRUTTORIA, Chi.ALTRO, f"art. 6 {_L}", avviso=Avviso.RESPONSABILE),
    _t(_P.ACCOGLIMENTO, {_S.IN_DECISIONE}, _S.ACCOLTA, Chi.ALTRO, f"art. 2, comma 1, {_L}", **_TOLD),
    _t(_P.RIGETTO, {_S.IN_DECISIONE}, _S.RIGETTATA, Chi.ALTRO, f"artt. 3 e 10-bis {_L}", vale=Vale.DI_PARTE, **_TOLD),
    _t(_P.IRRICEVIBILITA, {_S.PRESENTATA, _S.ASSEGNATA}, _S.IRRICEVIBILE, Chi.ALTRO, f"art. 2, comma 1, {_L}",
       vale=Vale.DI_PARTE, **_TOLD),
    _t(_P.INAMMISSIBILITA, {_S.ASSEGNATA, _S.IN_ISTRUTTORIA}, _S.INAMMISSIBILE, Chi.ALTRO, f"art. 2, comma 1, {_L}",
       vale=Vale.DI_PARTE, **_TOLD),
    _t(_P.IMPROCEDIBILITA, {_S.IN_ISTRUTTORIA}, _S.IMPROCEDIBILE, Chi.ALTRO, f"art. 2, comma 1, {_L}",
       vale=Vale.DI_PARTE, **_TOLD),
    _t(_P.RINUNCIA, set(_IN_CORSO), _S.RINUNCIATA, Chi.FUNZIONARIO, f"art. 2, comma 1, {_L}", vale=Vale.DI_PARTE,
       **_TOLD),
    _t(_P.RICHIESTA_SOSTITUZIONE, set(_IN_CORSO), None, Chi.FUNZIONARIO, f"art. 2, comma 9-ter, {_L}",
       vale=Vale.DI_PARTE, avviso=Avviso.RESPONSABILE),
    _t(_P.SOSTITUZIONE, set(_IN_CORSO), None, Chi.DIRIGENTE, f"art. 2, comma 9-ter, {_L}", **_TOLD),
    _t(_P.ARCHIVIAZIONE, {_S.BOZZA}, _S.ARCHIVIATA, Chi.FUNZIONARIO, f"art. 2, comma 1, {_L}"),
    _t(_P.ARCHIVIAZIONE, {_S.IN_DECISIONE}, _S.ARCHIVIATA, Chi.ALTRO, f"art. 2, comma 1, {_L}", vale=Vale.D_UFFICIO,
       **_TOLD),
)  # fmt: skip

# Steps that are part of the istruttoria: whoever took one does not close the procedure alone (design law 4).
PASSI_ISTRUTTORIA = frozenset(t.passo for t in TRANSIZIONI if t.chi is Chi.RESPONSABILE)


# Steps that a procedure has once (artt. 2 cc. 7 and 9-ter, 10-bis, 16 c. 4 L. 241/1990); the database says so too.
PASSI_UNICI = frozenset(
    {_P.PRESENTAZIONE, _P.RICHIESTA_INTEGRAZIONE, _P.PREAVVISO, _P.RINVIO, _P.RICHIESTA_SOSTITUZIONE, _P.SOSTITUZIONE}
)


class EsitoParere(TextChoices):
    FAVOREVOLE = "favorevole", "Favorevole"
    CON_PRESCRIZIONI = "con_prescrizioni", "Favorevole con prescrizioni"
    NON_FAVOREVOLE = "non_favorevole", "Non favorevole"


class TipoAllegato(TextChoices):
    ISTANZA = "istanza", "Istanza firmata"
    STATUTO = "statuto", "Atto costitutivo e statuto"
    PROGRAMMA = "programma", "Programma di Sviluppo"
    PROCURA = "procura", "Delega o procura"
    INTEGRAZIONE = "integrazione", "Documento integrativo"
    OSSERVAZIONI = "osservazioni", "Osservazioni"
    PARERE = "parere", "Parere del Nucleo"
    ALTRO = "altro", "Altro documento"


class Verso(TextChoices):
    INGRESSO = "ingresso", "In ingresso"
    USCITA = "uscita", "In uscita"


class Requisito(TextChoices):
    """What the istruttoria checks, from the data of the istanza."""

    IMPRESE = "imprese", "Numero di imprese"
    SEDE = "sede", "Sede in Puglia"
    ALTRE_VOCI = "altre_voci", "Adesione ad altre voci"
    DOCUMENTI = "documenti", "Documenti richiesti"
    FIRMA = "firma", "Firma dell’istanza"
    DICHIARAZIONI = "dichiarazioni", "Dichiarazioni sostitutive"
