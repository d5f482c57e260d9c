"""Closed lists of the models: what each is for, and the states of a version."""

from django.db.models import TextChoices


class UsoModello(TextChoices):
    """What a person wants to do with a model; the public page groups by it, in this order."""

    ISTANZA = "istanza", "Chiedere il riconoscimento o l’iscrizione"
    PROGRAMMA = "programma", "Presentare il Programma di Sviluppo"
    RELAZIONE = "relazione", "Presentare la Relazione Annuale"
    ADERENTI = "aderenti", "Comunicare gli aderenti"
    VARIAZIONE = "variazione", "Comunicare una variazione"
    CONFERMA = "conferma", "Chiedere la conferma"
    CANCELLAZIONE = "cancellazione", "Chiedere la cancellazione"
    DICHIARAZIONE = "dichiarazione", "Rendere una dichiarazione"
    DELEGA = "delega", "Delegare qualcuno"
    PRIVACY = "privacy", "Leggere l’informativa sui dati personali"
    SCRITTO = "scritto", "Scrivere un atto dell’ufficio"


# What the public page and the API list; the office's own writings are no forms for people.
USI_PUBBLICI = tuple(uso for uso in UsoModello if uso is not UsoModello.SCRITTO)


class TipoScritto(TextChoices):
    """What the office writes; the model of each has the code `scritto-` and this value."""

    AVVIO = "avvio", "Comunicazione di avvio"
    INTEGRAZIONE = "integrazione", "Richiesta di integrazione"
    PREAVVISO = "preavviso", "Preavviso di rigetto"
    PROPOSTA = "proposta", "Proposta di decisione"
    ACCOGLIMENTO = "accoglimento", "Comunicazione di accoglimento"
    DINIEGO = "diniego", "Comunicazione di diniego"
    REVOCA = "revoca", "Comunicazione di revoca"
    VERBALE = "verbale", "Verbale del Nucleo"
    ESTRATTO = "estratto", "Estratto del registro"

    @property
    def modello(self) -> str:
        """The code of the model it is written from."""
        return f"scritto-{self.value}"


def scritto_of(codice: str) -> TipoScritto | None:
    """Return which writing of the office a model's code means, or None."""
    return next((tipo for tipo in TipoScritto if tipo.modello == codice), None)


class StatoVersione(TextChoices):
    BOZZA = "bozza", "Bozza"
    IN_APPROVAZIONE = "in_approvazione", "In approvazione"
    APPROVATA = "approvata", "Approvata"
    RITIRATA = "ritirata", "Ritirata"


class StatoModifica(TextChoices):
    """What became of a change proposed to a model's own data."""

    IN_ATTESA = "in_attesa", "In attesa"
    APPROVATA = "approvata", "Approvata"
    RESPINTA = "respinta", "Respinta"
    RITIRATA = "ritirata", "Ritirata"


class Lingua(TextChoices):
    """The languages in which a model may be, by their ISO 639-1 code."""

    ITALIANO = "it", "italiano"
    INGLESE = "en", "inglese"
    FRANCESE = "fr", "francese"
    TEDESCO = "de", "tedesco"
