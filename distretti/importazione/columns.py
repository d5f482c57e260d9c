"""The sheets of acts, entries and members: the tables from which model, reading and instructions derive."""

from dataclasses import replace

from distretti.derived import FACTS
from distretti.elenco.columns import COLONNE
from distretti.elenco.tabella import Colonna
from distretti.importazione import cells

ATTI, ISCRIZIONI, ADERENTI = "Atti", "Iscrizioni", "Aderenti"

COLONNE_ATTI = (
    Colonna("riferimento", "Riferimento", cells.riferimento,
            "Una sigla a scelta, diversa per ogni atto: gli altri fogli lo citano con questa.", "DGR-2409-2008",
            presente=True, obbligatoria=True),
    Colonna("tipo", "Tipo di atto", cells.tipo_atto, "Uno dei tipi del foglio «Valori ammessi», o la sigla (DGR).",
            "Deliberazione della Giunta regionale", ("tipo", "tipo atto"), presente=True, obbligatoria=True),
    Colonna("organo", "Organo", cells.testo(200), "Chi lo ha adottato.", "Giunta regionale"),
    Colonna("numero", "Numero", cells.numero_atto,
            "Il numero dell’atto. Se non si conosce: «non noto»; nel registro si leggerà che manca.", "2409",
            ("n.", "n", "numero atto")),
    Colonna("data", "Data", cells.data,
            "Com’è nota: il giorno, il mese (12/2008), l’anno (2008), «entro il 31/12/2008», o «non nota».",
            "10/12/2008", ("data atto", "data dell’atto")),
    Colonna("oggetto", "Oggetto", cells.testo(2000), "L’oggetto dell’atto.",
            "Primo riconoscimento del distretto della nautica"),
    Colonna("burp_numero", "BURP numero", cells.testo(20), "Il numero del Bollettino che lo pubblica.", "198",
            ("n. burp", "burp")),
    Colonna("burp_data", "BURP data", cells.giorno_noto, "Il giorno del Bollettino.", "19/12/2008", ("data burp",)),
    Colonna("burp_link", "BURP indirizzo", cells.testo(200), "L’indirizzo dell’atto nel Bollettino.",
            "https://burp.regione.puglia.it/esempio", ("link burp",)),
    Colonna("fonte", "Fonte", cells.testo(2000), "Dove è stato letto; vuota, si scrive il nome del file.",
            "Archivio della Sezione, faldone 12"),
    Colonna("seguito_di", "Seguito di", cells.riferimento, "Il riferimento dell’atto di cui è il seguito.",
            "DGR-1000-2008"),
)  # fmt: skip

_VOCE = Colonna(
    "voce", "Voce", cells.riferimento,
    "Il nome con cui la voce è chiamata nei vostri archivi, o il suo codice nel registro (RP-1-0001), se c’è già.",
    "NAUTICA", ("riferimento", "riferimento voce", "codice"), presente=True, obbligatoria=True,
)  # fmt: skip
_ATTO = ("atto", "Atto", cells.riferimento)


def _fatto(name: str, intestazione: str, istruzione: str, esempio: str, *altre: str) -> Colonna:
    return Colonna(name, intestazione, cells.fatto(name), istruzione, esempio, altre)


COLONNE_ISCRIZIONI = (
    _VOCE,
    Colonna("evento", "Evento", cells.evento,
            "Che cosa è accaduto: uno degli eventi del foglio «Valori ammessi». Una riga per ogni evento.",
            "Primo riconoscimento", presente=True, obbligatoria=True),
    Colonna("decorrenza", "Decorrenza", cells.data,
            "Da quando vale, com’è nota: il giorno, il mese, l’anno, «entro il 31/12/2008», o «non nota».",
            "10/12/2008", ("dal",), presente=True),
    Colonna(*_ATTO, "Il riferimento di un atto del foglio Atti.", "DGR-2409-2008", presente=True),
    Colonna("sezione", "Sezione", cells.sezione, "Da 1 a 7: serve solo per il primo evento di una voce nuova.", "1"),
    _fatto("denominazione", "Denominazione", "Il nome ufficiale: serve per il primo evento, e quando cambia.",
           "Distretto della Nautica", "nome"),
    Colonna("forma_giuridica", "Forma giuridica", cells.forma_giuridica, "Il nome o il codice.",
            "Società consortile"),
    _fatto("codice_fiscale", "Codice fiscale", "Undici cifre.", "00743110157", "cf", "c.f."),
    _fatto("partita_iva", "Partita IVA", "Undici cifre.", "00743110157", "p. iva", "p.iva"),
    Colonna("comune", "Comune", cells.comune, "Il comune della sede, o il suo codice ISTAT.", "Taranto", ("sede",)),
    _fatto("indirizzo", "Indirizzo", "Via e numero della sede.", "Via del Porto 1"),
    _fatto("sito", "Sito", "L’indirizzo completo.", "https://www.example.it", "sito web"),
    _fatto("pec", "PEC", "L’indirizzo di posta certificata.", "distretto@pec.example.it"),
    Colonna("sezione_secondaria", "Sezione secondaria", cells.sezione, "Da 1 a 7, se c’è.", "6"),
    Colonna("tipologia_cibo", "Tipologia del cibo", cells.tipologia_cibo,
            "La lettera dell’art. 13 d.lgs. 228/2001, per le sezioni 6 e 7.", "b"),
    _fatto("territorio", "Territorio", "Il territorio, con le parole dell’atto.", "Province di Taranto e Brindisi"),
    _fatto("scade_il", "Scade il", "L’ultimo giorno del riconoscimento, se l’atto lo dice.", "31/12/2027", "scadenza"),
    _fatto("sospesa_al", "Sospesa fino al", "L’ultimo giorno della sospensione.", "30/06/2026"),
)  # fmt: skip
# The columns that are facts of the register, by the name that the ledger gives them.
FATTI = tuple(c.campo for c in COLONNE_ISCRIZIONI if c.campo in FACTS)

# The sheet of the members is that of a members' list, with three columns more: whose it is, of when, by which act.
TESTA_ADERENTI = (
    _VOCE,
    Colonna("elenco_al", "Elenco al", cells.giorno_noto, "Il giorno a cui l’elenco si riferisce.", "30/06/2025",
            presente=True, obbligatoria=True),
    Colonna(*_ATTO, "Il riferimento dell’atto che porta l’elenco; vuoto, si annota che non è noto.", "DGR-2409-2008"),
)  # fmt: skip

# Where the instructions of a members' list point at its own model.
_ALTROVE = {"tipo": "Uno dei tipi del foglio «Valori ammessi»."}
FOGLI: dict[str, tuple[Colonna, ...]] = {
    ATTI: COLONNE_ATTI,
    ISCRIZIONI: COLONNE_ISCRIZIONI,
    ADERENTI: (*TESTA_ADERENTI, *(replace(c, istruzione=_ALTROVE.get(c.campo, c.istruzione)) for c in COLONNE)),
}
