"""What the officer's desk lists and opens: entries with all that a screen shows, and what is left to confirm."""

from django.db.models import BigIntegerField, Exists, F, OuterRef, Q, QuerySet
from django.db.models.fields.json import KeyTextTransform
from django.db.models.functions import Cast

from core.italiano import show_comune
from core.text import is_askable, read_key
from core.uncertain_dates import Precisione
from distretti.enums import ATTI_NUMERATI, STATI_FINALI, StatoElenco, StatoIscrizione, TipoAnnotazione, TipoAtto
from distretti.models import (
    Aderente,
    Annotazione,
    Atto,
    Carica,
    Comune,
    Delega,
    ElencoAderenti,
    FormaGiuridica,
    Iscrizione,
    Provincia,
    Sezione,
    TipologiaCibo,
)

_ACT_NOT_KNOWN = (
    Q(atto__tipo=TipoAtto.NON_NOTO)
    | Q(atto__numero="") & (Q(atto__numero_non_noto=True) | Q(atto__tipo__in=ATTI_NUMERATI))
    | Q(atto__data_al__isnull=True)
    | ~Q(atto__data_precisione=Precisione.GIORNO)
)
_TO_CONFIRM = _ACT_NOT_KNOWN | ~Q(precisione=Precisione.GIORNO)


def find_voce(codice: str) -> Iscrizione | None:
    """Return the entry of a code with its section, or None."""
    if not is_askable(codice):
        return None
    return Iscrizione.objects.select_related("sezione").filter(codice=codice).first()


def _to_confirm() -> Exists:
    """Tell of an entry whether something is not fully known: an act, its number or its day, a decorrenza.

    What a rettifica has replaced does not count, nor do the rettifiche that only annul.
    """
    target = Cast(KeyTextTransform("rettifica_di", "dati"), BigIntegerField())
    rettifiche = Annotazione.objects.filter(tipo=TipoAnnotazione.RETTIFICA).annotate(target=target)
    replaced = rettifiche.filter(iscrizione=OuterRef("iscrizione"), target=OuterRef("seq"))
    standing = Annotazione.objects.filter(dati__annulla__isnull=True).exclude(Exists(replaced))
    return Exists(standing.filter(_TO_CONFIRM, iscrizione=OuterRef("pk")))


def voci_for_view() -> QuerySet[Iscrizione]:
    """Return all entries with what the official view shows of each, and `da_confermare`; as few queries for all."""
    return Iscrizione.objects.for_documento().annotate(da_confermare=_to_confirm())


def matching_voci(iscrizioni: QuerySet[Iscrizione], text: str) -> QuerySet[Iscrizione]:
    """Keep the entries whose name, code or fiscal number holds every word of `text`."""
    for word in text.split():
        found = Q(denominazione__icontains=word) | Q(codice__icontains=word) | Q(codice_fiscale__startswith=word)
        iscrizioni = iscrizioni.filter(found | Q(partita_iva__startswith=word))
    return iscrizioni


def story_of(iscrizione: Iscrizione) -> list[Annotazione]:
    """Return every annotation of an entry, with its act and who recorded it, in the order in which they became true."""
    rows = iscrizione.annotazioni.select_related("atto", "registrata_da")
    return sorted(rows, key=lambda row: (row.decorrenza_al, row.seq))


def annotazione_of(iscrizione: Iscrizione, seq: int) -> Annotazione | None:
    """Return one annotation of an entry with its act, or None."""
    return iscrizione.annotazioni.filter(seq=seq).select_related("atto", "iscrizione__sezione").first()


def elenco_of(iscrizione: Iscrizione) -> ElencoAderenti | None:
    """Return the list of members in force, or None."""
    return iscrizione.elenchi.filter(stato=StatoElenco.APPROVATO).order_by("-versione").first()


def cariche_of(iscrizione: Iscrizione) -> list[Carica]:
    """Return the offices of an entry: those held now first, the legal representative at the top."""
    return list(iscrizione.cariche.order_by(F("al").desc(nulls_first=True), "-rappresentante_legale", "organo", "nome"))


def deleghe_of(iscrizione: Iscrizione) -> list[Delega]:
    """Return the deleghe of an entry, the latest first."""
    return list(iscrizione.deleghe.select_related("user").order_by("-dal", "-pk"))


def sezioni() -> QuerySet[Sezione]:
    """Return the seven sections."""
    return Sezione.objects.all()


def find_sezione(pk: str) -> Sezione | None:
    """Return the section of a number as a form sends it, or None."""
    key = read_key(pk)
    return None if key is None else Sezione.objects.filter(pk=key).first()


def province() -> QuerySet[Provincia]:
    """Return the provinces by name."""
    return Provincia.objects.all()


def righe_of(elenco: ElencoAderenti) -> list[Aderente]:
    """Return the rows of a list of members, in order."""
    return list(elenco.righe.order_by("posizione"))


def comuni() -> list[tuple[str, str]]:
    """Return every comune, by name: code, and name with its province."""
    rows = Comune.objects.values_list("pk", "denominazione", "provincia__sigla")
    return [(codice, show_comune(nome, sigla)) for codice, nome, sigla in rows]


def forme_giuridiche() -> list[tuple[str, str]]:
    """Return every legal form, by name."""
    return list(FormaGiuridica.objects.values_list("pk", "denominazione"))


def tipologie_cibo() -> list[tuple[str, str]]:
    """Return the kinds of food district, by letter."""
    return list(TipologiaCibo.objects.values_list("pk", "denominazione"))


def atti() -> QuerySet[Atto]:
    """Return the acts already recorded, the latest first; those of unknown date at the end."""
    return Atto.objects.exclude(tipo=TipoAtto.NON_NOTO).order_by(F("data_al").desc(nulls_last=True), "-pk")


def find_atto(pk: str) -> Atto | None:
    """Return the act of a key as a form sends it, or None."""
    key = read_key(pk)
    return None if key is None else Atto.objects.filter(pk=key).first()


def voci_to_join(iscrizione: Iscrizione) -> QuerySet[Iscrizione]:
    """Return the active entries into which another may flow."""
    return Iscrizione.objects.filter(stato=StatoIscrizione.ATTIVA).exclude(pk=iscrizione.pk)


def voci_alongside(iscrizione: Iscrizione) -> QuerySet[Iscrizione]:
    """Return the entries of the same structure that may flow into another together with this."""
    alive = Iscrizione.objects.exclude(stato__in=STATI_FINALI).exclude(pk=iscrizione.pk)
    return alive.filter(sezione__competenza=iscrizione.sezione.competenza)


def recorded_events(codice: str) -> list[Annotazione]:
    """Return the annotations recorded so far on the entry of a code; none if it is yet to be opened."""
    return list(Annotazione.objects.filter(iscrizione__codice=codice).order_by("seq"))
