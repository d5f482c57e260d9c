"""The fields that a model of the office's writings may have, by kind, each with its meaning and an example.

A model is a .docx whose content controls bear these names; a row of a table whose controls are `elenco.campo` is
written once for each item of the list. Values are computed where the cases are known.
"""

import difflib
from collections.abc import Iterable
from dataclasses import dataclass

from modulistica.enums import TipoScritto
from modulistica.exceptions import ModulisticaError


@dataclass(frozen=True)
class Campo:
    """A field: its name in the model, what it says, and a case to show in a preview."""

    nome: str
    significato: str
    esempio: str


def _c(nome: str, significato: str, esempio: str) -> Campo:
    return Campo(nome, significato, esempio)


_SEMPRE = (
    _c("oggi", "giorno in cui lo scritto è preparato, con l’articolo", "il 3 marzo 2025"),
    _c("struttura", "struttura competente", "Sezione Ricerca e Relazioni Internazionali"),
)
_CASO = (
    *_SEMPRE,
    _c("numero", "numero del procedimento", "I-2025-0007"),
    _c("procedimento", "tipo di procedimento", "Riconoscimento e iscrizione"),
    _c("sezione", "sezione del registro", "1, Distretti produttivi"),
    _c("richiedente", "chi ha presentato l’istanza", "Distretto dell’«Olio» D’Amico & figli"),
    _c("pec_richiedente", "PEC del richiedente", "distretto@pec.example.it"),
    _c("rappresentante", "legale rappresentante", "Niccolò D’Agostino"),
    _c("denominazione", "denominazione del distretto", "Distretto dell’«Olio»"),
    _c("codice", "codice nel registro, se c’è", "RP-1-0007"),
    _c("ricevuta_il", "giorno in cui l’istanza è stata ricevuta, con l’articolo", "il 10 gennaio 2025"),
    _c("protocollo_istanza", "protocollo dell’istanza", "interno 12/2025"),
    _c("responsabile", "responsabile del procedimento", "Maria Rossi"),
    _c("termine_giorni", "durata del procedimento in giorni", "90"),
    _c("termine_fonte", "fonte della durata", "art. 5 del regolamento"),
    _c("scade_il", "ultimo giorno per concludere, con l’articolo", "il 10 aprile 2025"),
    _c("giorno", "giorno del passo di cui lo scritto parla", "20 febbraio 2025"),
    _c("protocollo", "protocollo dello scritto", "interno 31/2025"),
    _c("motivo", "motivi scritti nel passo", "Manca lo statuto registrato."),
)
_ATTO = (
    _c("atto", "atto che conclude", "DGR n. 163 del 21 febbraio 2022"),
    _c("oggetto_atto", "oggetto dell’atto", "Riconoscimento del distretto"),
    _c("burp", "pubblicazione nel BURP", "BURP n. 18 del 3 marzo 2025"),
    _c(
        "clausola_ritardo",
        "termine previsto e tempo impiegato, se l’atto è tardivo (art. 2, comma 9-quinquies, L. 241/1990)",
        "Il termine previsto era il 10 aprile 2025; il procedimento si è concluso con 12 giorni di ritardo.",
    ),
)
_RICORSO = (
    _c(
        "ricorsi.testo",
        "per riga: a chi si ricorre, entro quando, per quale norma",
        "TAR Puglia, entro 60 giorni dalla notifica (art. 29 d.lgs. 104/2010)",
    ),
)
_PARERE = (
    _c("parere", "parere del Nucleo", "Favorevole con prescrizioni"),
    _c("parere_giorno", "giorno del parere, con l’articolo", "il 9 ottobre 2024"),
    _c("prescrizioni", "prescrizioni del parere", "Aggiornare lo statuto entro un anno."),
)
_T = TipoScritto
CAMPI: dict[TipoScritto, tuple[Campo, ...]] = {
    _T.AVVIO: _CASO,
    _T.INTEGRAZIONE: (
        *_CASO,
        _c("giorni_integrazione", "giorni dati per integrare", "30"),
        _c("mancanze.come", "per riga: da correggere, o mancante", "Mancante"),
        _c("mancanze.voce", "per riga: che cosa integrare", "Elenco degli aderenti"),
    ),
    _T.PREAVVISO: (*_CASO, *_PARERE, _c("giorni_osservazioni", "giorni per le osservazioni", "10")),
    _T.PROPOSTA: (
        *_CASO,
        *_PARERE,
        _c("controdeduzioni", "risposta alle osservazioni", "Le osservazioni non superano i motivi."),
        _c("verifiche.requisito", "per riga: requisito verificato", "Numero di imprese"),
        _c("verifiche.esito", "per riga: esito della verifica", "83 imprese, ne servono 30"),
        _c("aderenti.posizione", "per riga: numero d’ordine dell’aderente", "1"),
        _c("aderenti.denominazione", "per riga: denominazione dell’aderente", "Frantoio «La Macina» S.r.l."),
        _c("aderenti.comune", "per riga: comune dell’aderente", "Andria"),
    ),
    _T.ACCOGLIMENTO: (
        *_CASO,
        *_PARERE,
        *_ATTO,
        _c("scadenza", "scadenza del riconoscimento, con l’articolo", "il 9 ottobre 2027"),
    ),
    _T.DINIEGO: (
        *_CASO,
        *_PARERE,
        *_ATTO,
        *_RICORSO,
        _c("controdeduzioni", "risposta alle osservazioni", "Le osservazioni non superano i motivi."),
    ),
    _T.REVOCA: (*_CASO, *_PARERE, *_ATTO, *_RICORSO),
    _T.VERBALE: (
        *_SEMPRE,
        _c("seduta", "numero della seduta", "3/2025"),
        _c("seduta_giorno", "giorno e ora della seduta", "il 9 ottobre 2024 alle ore 10.00"),
        _c("seduta_luogo", "luogo della seduta", "a Bari, via Gentile 52"),
        _c("aperta", "quando la seduta è stata aperta, con l’articolo", "il 9 ottobre 2024 alle ore 10.05"),
        _c("chiusa", "quando la seduta è stata chiusa, con l’articolo", "il 9 ottobre 2024 alle ore 12.30"),
        _c("presidente", "chi presiede", "Anna Bianchi"),
        _c("segretario", "chi verbalizza", "Luca Verdi"),
        _c("quorum", "numero legale e maggioranza", "Numero legale: metà più uno dei componenti"),
        _c("componenti.nome", "per riga: componente", "Anna Bianchi"),
        _c("componenti.ruolo", "per riga: ruolo", "Presidente"),
        _c("componenti.presenza", "per riga: presenza", "Presente"),
        _c("argomenti.istanza", "per riga: istanza esaminata", "I-2025-0007, Distretto dell’«Olio»"),
        _c(
            "argomenti.presenti",
            "per riga: presenti, assenti e astenuti",
            "4, ne servono 3; assente: Elena Quinta",
        ),
        _c("argomenti.procedimento", "per riga: tipo di procedimento e sezione", "Conferma, sezione 1, Distretti"),
        _c("argomenti.scheda", "per riga: criteri, punti e giudizi", "Rete fra le imprese: 4 su 5, già al lavoro"),
        _c("argomenti.discussione", "per riga: discussione", "Relaziona Carla Terza."),
        _c("argomenti.voti", "per riga: voti", "Anna Bianchi: favorevole; Luca Neri: contrario, manca il piano"),
        _c("argomenti.parere", "per riga: parere", "Favorevole"),
        _c("argomenti.prescrizioni", "per riga: prescrizioni", "Nessuna"),
        _c("regole.nome", "per riga: regola applicata", "Numero legale"),
        _c("regole.valore", "per riga: che cosa dice", "50 per cento"),
        _c("regole.fonte", "per riga: dove sta scritta", "DGR 192/2025"),
    ),
    _T.ESTRATTO: (
        *_SEMPRE,
        _c("codice", "codice nel registro", "RP-1-0007"),
        _c("denominazione", "denominazione in quel giorno", "Distretto dell’«Olio»"),
        _c("sezione", "sezione del registro", "1, Distretti produttivi"),
        _c("stato", "stato in quel giorno", "Attiva"),
        _c("al", "giorno a cui si riferisce, con l’articolo", "il 3 marzo 2025"),
        _c("sede", "comune della sede", "Andria (BT)"),
        _c("forma_giuridica", "forma giuridica", "Società consortile"),
        _c("codice_fiscale", "codice fiscale dell’ente", "01234567890"),
        _c("riconosciuto_dal", "giorno del riconoscimento", "21 febbraio 2022"),
        _c("iscritto_dal", "giorno dell’iscrizione", "3 marzo 2025"),
        _c("aderenti", "numero di aderenti e a quale giorno", "83 al 10 gennaio 2025"),
        _c("sequenza", "ultima annotazione del registro", "412"),
        _c("impronta", "impronta di quell’annotazione", "9f86d081…"),
        _c("verifica", "codice di verifica", "7KQ2-M9TX-4HCN-P3WD"),
        _c("annotazioni.giorno", "per riga: decorrenza", "21 febbraio 2022"),
        _c("annotazioni.testo", "per riga: che cosa è annotato", "Primo riconoscimento"),
        _c("annotazioni.atto", "per riga: atto", "DGR n. 163 del 21 febbraio 2022"),
    ),
}


def names_of(tipo: TipoScritto) -> frozenset[str]:
    """Return the names that a model of this kind may use."""
    return frozenset(c.nome for c in CAMPI[tipo])


def check_campi(tipo: TipoScritto, names: Iterable[str]) -> None:
    """Refuse a model with a field that its kind does not know, naming it and the nearest known one."""
    known = names_of(tipo)
    for name in names:
        if name in known:
            continue
        near = difflib.get_close_matches(name, known, n=1)
        hint = f" Forse volevi «{near[0]}»." if near else ""
        raise ModulisticaError(f"Il campo «{name}» non esiste negli scritti «{tipo.label}».{hint}", campo="file")


def split_example(tipo: TipoScritto, righe: int = 2) -> tuple[dict[str, str], dict[str, list[dict[str, str]]]]:
    """Return the examples of a kind as values and lists, for a preview where no case is at hand."""
    valori = {c.nome: c.esempio for c in CAMPI[tipo] if "." not in c.nome}
    elenchi: dict[str, list[dict[str, str]]] = {}
    for campo in CAMPI[tipo]:
        elenco, _, colonna = campo.nome.partition(".")
        if colonna:
            rows = elenchi.setdefault(elenco, [{} for _ in range(righe)])
            for row in rows:
                row[colonna] = campo.esempio
    return valori, elenchi
