"""Who may know each field of the procedures (design law 8; dominio.md §7.3): the one place where it is declared.

An istanza is known to its structure and to who presented it, until the act that grants: what then is public is written
by that act in the register, whose fields have their own rules. Of the others the public has counts and days alone.
"""

from procedimenti.visibilita.parole import Campi, declare

VISIBILITA: dict[str, Campi] = {
    "Istanza": declare(
        aggregato="tipo sezione stato ricevuta_dal ricevuta_al ricevuta_precisione giorni giorni_fonte "
        "giorni_confermati concluso_il",
        riservato="numero iscrizione richiedente pec_richiedente rappresentante dati sintesi peculiarita dichiarante "
        "dichiarazioni aderenti_al aderenti_sha256 scade_il responsabile",
        ufficio="id versione creata_da creata_il",
    ),
    "PassoIstanza": declare(
        pubblico="atto annotazione",
        riservato="istanza seq passo da a giorno_dal giorno_al giorno_precisione motivo dati",
        ufficio="id registrato_il registrato_da",
    ),
    "VerificaRequisito": declare(
        riservato="istanza requisito soddisfatto motivo trovato", ufficio="id verificato_da verificato_il"
    ),
    "Allegato": declare(riservato="istanza file tipo", ufficio="id aggiunto_da aggiunto_il"),
    "AderenteIstanza": declare(
        riservato="istanza posizione denominazione tipo codice_fiscale comune provincia ateco aderisce_dal",
        ufficio="id",
    ),
    "Fotografia": declare(riservato="passo contenuto sha256", ufficio="id"),
    "Protocollo": declare(riservato="registro anno numero verso registrato_il oggetto passo", ufficio="id"),
    # What the Region asks of everybody, and whom everybody may turn to (art. 35 d.lgs. 33/2013).
    "Dichiarazione": declare(
        pubblico="codice tipi sezioni titolo testo articolo obbligatoria posizione valida_dal valida_al stato"
        " competenza fonte cessata",
        ufficio="id registrato_da registrato_il",
    ),
    "Ricorso": declare(
        pubblico="autorita giorni fonte posizione valida_dal valida_al stato competenza cessata",
        ufficio="id registrato_da registrato_il",
    ),
    "TitolarePotereSostitutivo": declare(
        pubblico="competenza incarico nome recapito fonte valido_dal stato", ufficio="id registrato_da registrato_il"
    ),
    "Scritto": declare(riservato="passo tipo contenuto file versione", ufficio="id preparato_da preparato_il"),
    "ScrittoInviato": declare(riservato="scritto docx pdf chiuso_il", ufficio="id chiuso_da"),
    "RegolaNucleo": declare(
        pubblico="competenza nome valore fonte valida_dal valida_al stato", ufficio="id registrato_da registrato_il"
    ),
    "CriterioValutazione": declare(
        pubblico="competenza codice nome descrizione massimo ordine fonte valido_dal valido_al stato", ufficio="id"
    ),
    # What the Nucleo does stays inside; the party knows the opinion, which is a step of its procedure.
    "ComponenteNucleo": declare(
        ufficio="id competenza nome qualifica incarico vota email atto dal al sostituito_da creato_da creato_il"
    ),
    "SedutaNucleo": declare(
        ufficio="id competenza anno numero il modo luogo stato convocata_il aperta_il chiusa_il creata_da creata_il"
    ),
    "PuntoOrdine": declare(
        riservato="esito prescrizioni passo", ufficio="id seduta istanza posizione discussione spiegazione nota"
    ),
    "VerbaleNucleo": declare(ufficio="id seduta contenuto sha256 generato_il generato_da"),
    "LinkNucleo": declare(ufficio="id seduta componente impronta email emesso_il emesso_da scade_il revocato_il"),
    "AccessoNucleo": declare(ufficio="id link punto cosa dettaglio quando indirizzo agente"),
    "PresenzaNucleo": declare(ufficio="id seduta punto componente stato motivo registrato_il registrato_da link"),
    "VotoNucleo": declare(ufficio="id punto componente valore testo votato_il registrato_da link"),
    "ValutazioneCriterio": declare(ufficio="id punto criterio punteggio giudizio scritta_da scritta_il"),
}
