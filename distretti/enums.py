"""Closed lists of the register: kinds of annotation, states of an entry, kinds of act; who may what lives elsewhere."""

from dataclasses import dataclass
from enum import StrEnum

from django.db.models import TextChoices


class TipoSezione(TextChoices):
    """Districts are recognised, other aggregations only counted for knowledge (L.R. 23/2007 art. 1 c. 2)."""

    RICONOSCIUTA = "riconosciuta", "Riconosciuta"
    CENSITA = "censita", "Censita"


class StatoIscrizione(TextChoices):
    ATTIVA = "attiva", "Attiva"
    SOSPESA = "sospesa", "Sospesa"
    SCADUTA = "scaduta", "Scaduta"
    REVOCATA = "revocata", "Revocata"
    CANCELLATA = "cancellata", "Cancellata"
    CONFLUITA = "confluita", "Confluita"


STATI_FINALI = frozenset({StatoIscrizione.REVOCATA, StatoIscrizione.CANCELLATA, StatoIscrizione.CONFLUITA})


class TipoAnnotazione(TextChoices):
    PRIMO_RICONOSCIMENTO = "primo_riconoscimento", "Primo riconoscimento"
    RICONOSCIMENTO_DEFINITIVO = "riconoscimento_definitivo", "Riconoscimento definitivo"
    ISCRIZIONE = "iscrizione", "Iscrizione"
    VARIAZIONE = "variazione", "Variazione"
    ADERENTI = "aderenti", "Elenco degli aderenti"
    CONFERMA = "conferma", "Conferma"
    SOSPENSIONE = "sospensione", "Sospensione"
    RIPRESA = "ripresa", "Ripresa"
    SCADENZA = "scadenza", "Scadenza"
    REVOCA = "revoca", "Revoca"
    CANCELLAZIONE = "cancellazione", "Cancellazione"
    TRASFERIMENTO = "trasferimento", "Trasferimento di sezione"
    FUSIONE = "fusione", "Fusione"
    RETTIFICA = "rettifica", "Rettifica"


class TipoAtto(TextChoices):
    DGR = "dgr", "Deliberazione della Giunta regionale"
    DETERMINAZIONE_DIRIGENZIALE = "determinazione_dirigenziale", "Determinazione dirigenziale"
    DECRETO_MINISTERIALE = "decreto_ministeriale", "Decreto ministeriale"
    ACCORDO = "accordo", "Accordo"
    VERBALE = "verbale", "Verbale"
    COMUNICAZIONE = "comunicazione", "Comunicazione"
    NON_NOTO = "non_noto", "Atto non noto"


# Acts that always bear a number: without one they are refused, unless it is declared not known (migrated data).
ATTI_NUMERATI = frozenset({TipoAtto.DGR, TipoAtto.DETERMINAZIONE_DIRIGENZIALE, TipoAtto.DECRETO_MINISTERIALE})
# Acts of a body above the two regional structures, which alone move an entry from one to the other.
ATTI_SOPRA_LE_STRUTTURE = frozenset({TipoAtto.DGR, TipoAtto.DECRETO_MINISTERIALE, TipoAtto.ACCORDO, TipoAtto.NON_NOTO})


class Destinazione(StrEnum):
    """What an annotation must point at besides its own entry."""

    SEZIONE = "sezione"
    VOCE = "voce"
    ANNOTAZIONE = "annotazione"


@dataclass(frozen=True)
class Campo:
    """A fact (key of `derived.FACTS`) that the form of an annotation asks.

    `apertura`: True when asked only if an entry is opened, False only if none is, None always.
    """

    fatto: str
    obbligatorio: bool = False
    apertura: bool | None = None


@dataclass(frozen=True)
class RegolaAnnotazione:
    """What an annotation does, and what its form asks.

    `stato` is where it leads (None: nowhere), `da` from which states it may start, `opens` whether it may be the first.
    `atto_numerato`: its act needs a number, or the explicit declaration that the number is not known.
    `atto_proprio`: False when it may cite the act of an earlier annotation. `from_act`: it cannot precede its act.
    `by_hand`: an officer records it from the form; the others come from an approval of their own.
    """

    stato: StatoIscrizione | None
    da: frozenset[StatoIscrizione]
    spiegazione: str
    opens: bool = False
    campi: tuple[Campo, ...] = ()
    atto_numerato: bool = False
    atto_proprio: bool = True
    from_act: bool = False
    destinazione: Destinazione | None = None
    by_hand: bool = True

    def campi_on(self, *, opening: bool) -> tuple[Campo, ...]:
        """The facts asked when it opens an entry (for a fusione: the one that receives), or when it does not."""
        return tuple(campo for campo in self.campi if campo.apertura in (None, opening))


_S, _T = StatoIscrizione, TipoAnnotazione
_VIVI = frozenset({_S.ATTIVA, _S.SOSPESA, _S.SCADUTA})
_TUTTI = frozenset(StatoIscrizione)
_FATTI_DI_VOCE = (
    "forma_giuridica",
    "codice_fiscale",
    "partita_iva",
    "comune",
    "indirizzo",
    "sito",
    "pec",
    "sezione_secondaria",
    "tipologia_cibo",
    "territorio",
)
_APERTURA = (
    Campo("denominazione", obbligatorio=True, apertura=True),
    *(Campo(fatto, apertura=True) for fatto in _FATTI_DI_VOCE),
)
_SCADENZA = Campo("scade_il")
_VARIAZIONE = tuple(Campo(fatto) for fatto in ("denominazione", *_FATTI_DI_VOCE))

# The one table of the ledger: policies, forms, docs and tests derive from it.
REGOLE_ANNOTAZIONE: dict[TipoAnnotazione, RegolaAnnotazione] = {
    _T.PRIMO_RICONOSCIMENTO: RegolaAnnotazione(
        _S.ATTIVA,
        frozenset(),
        "Apre la voce di un distretto riconosciuto in prima istanza, prima del programma di sviluppo"
        " (procedura in due fasi della L.R. 23/2007, fino al 2024).",
        opens=True,
        campi=(*_APERTURA, _SCADENZA),
        atto_numerato=True,
        from_act=True,
    ),
    _T.RICONOSCIMENTO_DEFINITIVO: RegolaAnnotazione(
        _S.ATTIVA,
        frozenset({_S.ATTIVA}),
        "Annota il riconoscimento del distretto: apre la voce, o completa quella aperta dal primo riconoscimento.",
        opens=True,
        campi=(*_APERTURA, _SCADENZA),
        atto_numerato=True,
        from_act=True,
    ),
    _T.ISCRIZIONE: RegolaAnnotazione(
        _S.ATTIVA,
        frozenset({_S.ATTIVA}),
        "Annota l’iscrizione nel registro: apre la voce, o iscrive chi era già riconosciuto.",
        opens=True,
        campi=(*_APERTURA, _SCADENZA),
        from_act=True,
    ),
    _T.VARIAZIONE: RegolaAnnotazione(
        None,
        _VIVI,
        "Cambia uno o più dati della voce (denominazione, forma giuridica, sede, recapiti…); lo stato resta com’è.",
        campi=_VARIAZIONE,
    ),
    _T.ADERENTI: RegolaAnnotazione(
        None,
        _VIVI,
        "Annota quanti sono gli aderenti quando un elenco è approvato; i nomi restano fuori dal registro.",
        by_hand=False,
    ),
    _T.CONFERMA: RegolaAnnotazione(
        _S.ATTIVA,
        frozenset({_S.ATTIVA, _S.SCADUTA}),
        "Conferma il riconoscimento fino a una nuova scadenza; una voce scaduta torna attiva.",
        campi=(Campo("scade_il", obbligatorio=True),),
        atto_numerato=True,
        from_act=True,
    ),
    _T.SOSPENSIONE: RegolaAnnotazione(
        _S.SOSPESA,
        frozenset({_S.ATTIVA, _S.SOSPESA}),
        "Sospende gli effetti del riconoscimento fino a un giorno stabilito (art. 21-quater L. 241/1990);"
        " passato quel giorno riprendono da soli. Su una voce già sospesa proroga il termine, una volta sola.",
        campi=(Campo("sospesa_al", obbligatorio=True),),
        atto_numerato=True,
        from_act=True,
    ),
    _T.RIPRESA: RegolaAnnotazione(
        _S.ATTIVA,
        frozenset({_S.SOSPESA}),
        "Fa cessare la sospensione: per un atto che la termina prima, o perché è finito il suo termine.",
        atto_proprio=False,
        from_act=True,
    ),
    _T.SCADENZA: RegolaAnnotazione(
        _S.SCADUTA,
        frozenset({_S.ATTIVA, _S.SOSPESA}),
        "Annota che il termine del riconoscimento è passato senza conferma; cita l’atto che lo aveva fissato.",
        atto_proprio=False,
    ),
    _T.REVOCA: RegolaAnnotazione(
        _S.REVOCATA,
        _VIVI,
        "Revoca il riconoscimento: la voce resta leggibile, e non ammette altro che rettifiche.",
        atto_numerato=True,
        from_act=True,
    ),
    _T.CANCELLAZIONE: RegolaAnnotazione(
        _S.CANCELLATA,
        _VIVI,
        "Cancella la voce, su richiesta o d’ufficio: il codice non sarà riusato e la pagina resta leggibile.",
        atto_numerato=True,
        from_act=True,
    ),
    _T.TRASFERIMENTO: RegolaAnnotazione(
        _S.CONFLUITA,
        frozenset({_S.ATTIVA}),
        "Chiude la voce e ne apre un’altra, con un nuovo codice, nella sezione di destinazione, per lo stesso atto.",
        campi=(Campo("sezione_secondaria"), Campo("tipologia_cibo")),
        atto_numerato=True,
        from_act=True,
        destinazione=Destinazione.SEZIONE,
    ),
    _T.FUSIONE: RegolaAnnotazione(
        _S.CONFLUITA,
        _VIVI,
        "Chiude la voce, che confluisce in un’altra, già iscritta o nuova; le due restano legate in entrambi i versi.",
        campi=(Campo("confluita_in", obbligatorio=True, apertura=False), *_APERTURA, Campo("scade_il", apertura=True)),
        atto_numerato=True,
        destinazione=Destinazione.VOCE,
    ),
    _T.RETTIFICA: RegolaAnnotazione(
        None,
        _TUTTI,
        "Corregge o annulla un’annotazione sbagliata senza toglierla: si legge l’una e l’altra, con il motivo.",
        atto_proprio=False,
        destinazione=Destinazione.ANNOTAZIONE,
    ),
}


class StatoElenco(TextChoices):
    IN_ATTESA = "in_attesa", "In attesa di approvazione"
    APPROVATO = "approvato", "Approvato"
    RESPINTO = "respinto", "Respinto"
    RITIRATO = "ritirato", "Ritirato"


class TipoSoggetto(TextChoices):
    IMPRESA = "impresa", "Impresa"
    IMPRESA_INDIVIDUALE = "impresa_individuale", "Impresa individuale"
    UNIVERSITA = "universita", "Università"
    ORGANISMO_DI_RICERCA = "organismo_di_ricerca", "Organismo di ricerca"
    ASSOCIAZIONE_DATORIALE = "associazione_datoriale", "Associazione datoriale"
    SINDACATO = "sindacato", "Sindacato"
    ENTE_LOCALE = "ente_locale", "Ente locale"
    CAMERA_DI_COMMERCIO = "camera_di_commercio", "Camera di commercio"
    GAL = "gal", "Gruppo di azione locale"
    CONSORZIO = "consorzio", "Consorzio"
    ENTE_DI_FORMAZIONE = "ente_di_formazione", "Ente di formazione o ITS"
    BANCA = "banca", "Banca"
    ALTRO_ENTE_PUBBLICO = "altro_ente_pubblico", "Altro ente pubblico"
    ALTRO = "altro", "Altro"


class NomeIndicatore(TextChoices):
    IMPRESE = "imprese", "Imprese"
    ALTRI_ADERENTI = "altri_aderenti", "Altri aderenti"
    ADDETTI = "addetti", "Addetti"
    FATTURATO = "fatturato", "Fatturato (migliaia di euro)"
    EXPORT = "export", "Export (migliaia di euro)"


class StatoRegola(TextChoices):
    DA_CONFERMARE = "da_confermare", "Da confermare"
    CONFERMATA = "confermata", "Confermata"


class NomeRegola(TextChoices):
    MINIMO_IMPRESE = "minimo_imprese", "Numero minimo di imprese"
    DURATA_MESI = "durata_mesi", "Durata del riconoscimento in mesi"
    TERMINE_PROCEDIMENTO = "termine_procedimento", "Termine del procedimento in giorni"
    TERMINE_NUCLEO = "termine_nucleo", "Termine del parere del Nucleo in giorni"
    TERMINE_FESTIVO = "termine_festivo", "Termine che finisce in un giorno festivo"
