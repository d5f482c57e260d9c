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
