"""The filters of the official view: what may be left out, and nothing else of the register can be probed by them."""

from typing import Any

from django.db.models import QuerySet

from distretti.admin.listing import Filtri, choice_filter, text_filter
from distretti.enums import StatoIscrizione
from distretti.models import Iscrizione
from distretti.selectors.scrivania import matching_voci, province, sezioni
from identita.enums import Competenza

_SI_NO = (("si", "Sì, qualcosa non è noto"), ("no", "No, è tutto noto"))


class FiltriRegistro(Filtri):
    """Search and filters of the official view."""

    q = text_filter("Cerca", "search", "Denominazione, codice o codice fiscale")
    sezione = choice_filter("Sezione", lambda: [(s.pk, str(s)) for s in sezioni()], "Tutte", field_name="sezione")
    stato = choice_filter("Stato", StatoIscrizione.choices, "Tutti")
    provincia = choice_filter(
        "Provincia", lambda: [(p.pk, p.denominazione) for p in province()], "Tutte", field_name="comune__provincia"
    )
    competenza = choice_filter("Competenza", Competenza.choices, "Tutte", field_name="sezione__competenza")
    da_confermare = choice_filter("Dati da confermare", _SI_NO, "Tutti", method="filter_gaps")

    class Meta:
        model = Iscrizione
        fields: tuple[str, ...] = ()

    def search(self, queryset: QuerySet[Iscrizione], _name: str, value: str) -> QuerySet[Iscrizione]:
        return matching_voci(queryset, value)

    def filter_gaps(self, queryset: QuerySet[Any], _name: str, value: str) -> QuerySet[Any]:
        return queryset.filter(da_confermare=value == "si")
