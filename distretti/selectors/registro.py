"""Reads of the whole register: the head of the chain, the sections with it, the members of all entries."""

from collections.abc import Sequence

from django.db.models import Count, Exists, OuterRef, Subquery, Sum

from distretti.enums import StatoElenco
from distretti.models import Annotazione, ElencoAderenti
from distretti.models.annotazione import IMPRONTA_ZERO
from pubblicazione.models import Documento


def head_of_chain() -> tuple[int, str]:
    """Return the number and hash of the last annotation; (0, zeros) for an empty ledger."""
    last = Annotazione.objects.order_by("-seq").values_list("seq", "impronta").first()
    return last or (0, IMPRONTA_ZERO)


def sezioni_with_head() -> tuple[Sequence[Documento], dict[str, int | str]]:
    """Return the documents of the sections and the head of the chain, all in one query."""
    last = Annotazione.objects.order_by("-seq")
    found = Documento.objects.filter(risorsa="sezioni").order_by("ordine").only("corpo")
    rows = list(found.annotate(seq=Subquery(last.values("seq")[:1]), impronta=Subquery(last.values("impronta")[:1])))
    seq, impronta = (rows[0].seq, rows[0].impronta) if rows and rows[0].seq else (0, IMPRONTA_ZERO)
    return rows, {"seq": seq, "impronta": impronta}


def count_aderenti() -> tuple[int, int]:
    """Return how many members the latest approved lists have, and how many such lists there are."""
    approved = ElencoAderenti.objects.filter(stato=StatoElenco.APPROVATO)
    newer = approved.filter(iscrizione=OuterRef("iscrizione"), versione__gt=OuterRef("versione"))
    counted = approved.filter(~Exists(newer)).aggregate(totale=Sum("totale"), elenchi=Count("pk"))
    return counted["totale"] or 0, counted["elenchi"]
