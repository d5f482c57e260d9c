"""The sheet of the istanze: the table from which model, reading and instructions derive."""

from distretti.derived import FACTS
from distretti.elenco.tabella import Colonna
from distretti.importazione import cells as registro
from distretti.importazione.columns import COLONNE_ISCRIZIONI
from procedimenti.importazione import cells

ISTANZE = "Istanze"
_DATI = ("denominazione", "forma_giuridica", "codice_fiscale", "comune", "indirizzo", "territorio")
_DI_VOCE = {c.campo: c for c in COLONNE_ISCRIZIONI}

COLONNE_ISTANZE = (
    Colonna("registro", "Registro di protocollo", registro.testo(40),
            "Il registro che ha dato il numero: «regionale», se è il protocollo della Regione.", "regionale",
            ("registro protocollo",), presente=True, obbligatoria=True),
    Colonna("anno", "Anno", cells.anno, "L’anno del registro.", "2008", ("anno protocollo",),
            presente=True, obbligatoria=True),
    Colonna("numero", "Numero", registro.testo(40), "Il numero di protocollo.", "1234",
            ("protocollo", "numero protocollo", "numero di protocollo"), presente=True, obbligatoria=True),
    Colonna("ricevuta", "Ricevuta il", registro.data,
            "Il giorno della presentazione, com’è noto: da qui decorre il termine.", "10/03/2008",
            ("presentata il", "data"), presente=True, obbligatoria=True),
    Colonna("tipo", "Procedimento", cells.tipo, "Uno dei procedimenti del foglio «Valori ammessi».",
            "Riconoscimento e iscrizione", ("tipo di procedimento", "tipo"), presente=True, obbligatoria=True),
    Colonna("sezione", "Sezione", registro.sezione, "Da 1 a 7: serve se la voce non c’è ancora.", "1"),
    Colonna("voce", "Voce", registro.riferimento,
            "La voce a cui si riferisce, o che ha aperto: il nome del foglio Iscrizioni, o il codice.", "NAUTICA"),
    Colonna("richiedente", "Chi la presenta", registro.testo(300), "Il soggetto che presenta l’istanza.",
            "Nautica di Puglia scarl", ("richiedente", "proponente")),
    Colonna("pec_richiedente", "PEC di chi la presenta", registro.testo(254), "La sua PEC.", "nautica@pec.example.it",
            ("pec",)),
    Colonna("rappresentante", "Legale rappresentante", registro.testo(200), "Nome e cognome.", "Anna Rossi"),
    *(_DI_VOCE[name] for name in _DATI),
    Colonna("sintesi", "Sintesi", registro.testo(2_000), "Che cosa si chiede, in breve.", "Filiera della nautica"),
    Colonna("esito", "Esito", cells.esito, "Com’è finita; vuoto, se è ancora aperta.", "Accolta"),
    Colonna("concluso_il", "Conclusa il", registro.data, "Quando è finita, com’è noto.", "10/12/2008"),
    Colonna("atto", "Atto", registro.riferimento, "Il riferimento dell’atto finale nel foglio Atti.", "DGR-2409-2008"),
    Colonna("motivo", "Motivi", registro.testo(2_000), "I motivi della conclusione, se si conoscono.", ""),
)  # fmt: skip
# The columns that are facts for the register, and those that are texts of the istanza.
DATI = tuple(c.campo for c in COLONNE_ISTANZE if c.campo in FACTS)
TESTI_ISTANZA = ("richiedente", "pec_richiedente", "rappresentante", "sintesi")
