"""Closed lists of the register: kinds of annotation, states of an entry, kinds of act; who may what lives elsewhere."""

from dataclasses import dataclass

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


@dataclass(frozen=True)
class RegolaAnnotazione:
    """What an annotation does: the state it leads to, and from which states it may start (empty: no entry yet)."""

    stato: StatoIscrizione | None
    da: frozenset[StatoIscrizione]
    opens: bool = False


_S, _T = StatoIscrizione, TipoAnnotazione
_VIVI = frozenset({_S.ATTIVA, _S.SOSPESA, _S.SCADUTA})
_TUTTI = frozenset(StatoIscrizione)

# The one table of the ledger: policies, forms, docs and tests derive from it.
REGOLE_ANNOTAZIONE: dict[TipoAnnotazione, RegolaAnnotazione] = {
    _T.PRIMO_RICONOSCIMENTO: RegolaAnnotazione(_S.ATTIVA, frozenset(), opens=True),
    _T.RICONOSCIMENTO_DEFINITIVO: RegolaAnnotazione(_S.ATTIVA, frozenset({_S.ATTIVA}), opens=True),
    _T.ISCRIZIONE: RegolaAnnotazione(_S.ATTIVA, frozenset({_S.ATTIVA}), opens=True),
    _T.VARIAZIONE: RegolaAnnotazione(None, _VIVI),
    _T.ADERENTI: RegolaAnnotazione(None, _VIVI),
    _T.CONFERMA: RegolaAnnotazione(_S.ATTIVA, frozenset({_S.ATTIVA, _S.SCADUTA})),
    _T.SOSPENSIONE: RegolaAnnotazione(_S.SOSPESA, frozenset({_S.ATTIVA})),
    _T.RIPRESA: RegolaAnnotazione(_S.ATTIVA, frozenset({_S.SOSPESA})),
    _T.SCADENZA: RegolaAnnotazione(_S.SCADUTA, frozenset({_S.ATTIVA, _S.SOSPESA})),
    _T.REVOCA: RegolaAnnotazione(_S.REVOCATA, _VIVI),
    _T.CANCELLAZIONE: RegolaAnnotazione(_S.CANCELLATA, _VIVI),
    _T.TRASFERIMENTO: RegolaAnnotazione(_S.CONFLUITA, _VIVI),
    _T.FUSIONE: RegolaAnnotazione(_S.CONFLUITA, _VIVI),
    _T.RETTIFICA: RegolaAnnotazione(None, _TUTTI),
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
