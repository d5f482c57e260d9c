"""The two competent structures and the names of the permissions; who holds them lives in permissions."""

from django.db.models import TextChoices


class Competenza(TextChoices):
    """The structure that keeps a section of the register (L.R. 23/2007; DGR 192/2025)."""

    RICERCA = "ricerca", "Sezione Ricerca e Relazioni Internazionali"
    AGRICOLTURA = "agricoltura", "Struttura regionale competente per l’agricoltura"


class Permesso(TextChoices):
    EDIT_PROFILO = "edit_profilo", "Modificare il profilo"
    SUBMIT_PROFILO = "submit_profilo", "Inviare il profilo in moderazione"
    APPROVE_PROFILO = "approve_profilo", "Approvare il profilo"
    RECORD_ANNOTAZIONE = "record_annotazione", "Registrare annotazioni"
    MANAGE_DELEGA = "manage_delega", "Gestire le deleghe"
    HANDLE_ISTANZA = "handle_istanza", "Trattare le istanze"
    ASSIGN_ISTANZA = "assign_istanza", "Assegnare le istanze"
    MANAGE_NUCLEO = "manage_nucleo", "Gestire il Nucleo"
    VIEW_REGISTRO = "view_registro", "Vedere il registro"
    MANAGE_UTENTE = "manage_utente", "Gestire gli utenti"
    MANAGE_CHIAVE = "manage_chiave", "Gestire le chiavi dell’API"


class Ruolo(TextChoices):
    REDATTORE = "redattore", "Redattore"
    FUNZIONARIO = "funzionario", "Funzionario"
    DIRIGENTE = "dirigente", "Dirigente"
    AMMINISTRATORE = "amministratore", "Amministratore"
    LETTORE = "lettore", "Lettore"
