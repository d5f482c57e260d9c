"""Closed lists of the Nucleo: offices, states of a seduta, presences, votes, rules; those of a case are in `enums`."""

from django.db.models import TextChoices


class IncaricoNucleo(TextChoices):
    PRESIDENTE = "presidente", "Presidente"
    VICEPRESIDENTE = "vicepresidente", "Vicepresidente"
    COMPONENTE = "componente", "Componente"
    SEGRETARIO = "segretario", "Segretario"


class StatoSeduta(TextChoices):
    BOZZA = "bozza", "In preparazione"
    CONVOCATA = "convocata", "Convocata"
    APERTA = "aperta", "Aperta"
    CHIUSA = "chiusa", "Chiusa"
    ANNULLATA = "annullata", "Annullata"


# Nothing happens any more in these, and what was on their agenda may be put on another.
SEDUTA_FINITA = frozenset({StatoSeduta.CHIUSA, StatoSeduta.ANNULLATA})


class ModoSeduta(TextChoices):
    PRESENZA = "presenza", "In presenza"
    DISTANZA = "distanza", "A distanza"
    MISTA = "mista", "In presenza e a distanza"


class StatoPresenza(TextChoices):
    """Where a member stands, for a whole seduta or for one item of its agenda."""

    PRESENTE = "presente", "Presente"
    ASSENTE = "assente", "Assente"
    CONFLITTO = "conflitto", "In conflitto di interessi"


class ValoreVoto(TextChoices):
    FAVOREVOLE = "favorevole", "Favorevole"
    CON_PRESCRIZIONI = "con_prescrizioni", "Favorevole con prescrizioni"
    CONTRARIO = "contrario", "Non favorevole"
    SOSPENSIONE = "sospensione", "Sospensione per approfondimenti"
    ASTENUTO = "astenuto", "Astensione"


class EsitoPunto(TextChoices):
    """What the votes on an item come to."""

    FAVOREVOLE = "favorevole", "Parere favorevole"
    CON_PRESCRIZIONI = "con_prescrizioni", "Parere favorevole con prescrizioni"
    NON_FAVOREVOLE = "non_favorevole", "Parere non favorevole"
    SOSPESO = "sospeso", "Sospeso per approfondimenti"
    NESSUNO = "nessuno", "Nessun parere"


class NomeRegolaNucleo(TextChoices):
    """The numbers by which the Nucleo works; 0 and 1 are no and yes."""

    QUORUM_PERCENTO = "quorum_percento", "Numero legale: presenti più di tanti componenti con voto"
    MAGGIORANZA_PERCENTO = "maggioranza_percento", "Maggioranza: più di tanti voti"
    ASTENUTI_CONTANO = "astenuti_contano", "La maggioranza si calcola sui presenti, astenuti compresi"
    VOTO_PRESIDENTE = "voto_presidente", "A parità prevale il voto di chi presiede"
    LINK_GIORNI = "link_giorni", "Validità del collegamento personale dopo la seduta"


class CosaAccesso(TextChoices):
    """What somebody did with a personal link."""

    PAGINA = "pagina", "Ha aperto la pagina"
    DOCUMENTO = "documento", "Ha aperto un documento"
    VOTO = "voto", "Ha votato"
    CONFLITTO = "conflitto", "Ha dichiarato un conflitto"
    RIFIUTO = "rifiuto", "Rifiutato"
