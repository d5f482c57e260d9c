"""Who sits in the Nucleo of a structure on a day, by which rules it works, on which criteria it looks."""

import datetime as dt
from collections.abc import Collection

from django.db.models import Q, QuerySet

from distretti.enums import StatoRegola
from procedimenti.collegio import IncaricoNucleo, NomeRegolaNucleo
from procedimenti.models import ComponenteNucleo, CriterioValutazione, RegolaNucleo
from procedimenti.policies.nucleo import RegoleCollegio

# An office that only one person holds at a time.
UNICI = frozenset({IncaricoNucleo.PRESIDENTE, IncaricoNucleo.VICEPRESIDENTE, IncaricoNucleo.SEGRETARIO})
_ORDER = {incarico: position for position, incarico in enumerate(IncaricoNucleo)}


def _sitting(day: dt.date) -> Q:
    return Q(dal__lte=day) & (Q(al__isnull=True) | Q(al__gte=day))


def by_office(componenti: Collection[ComponenteNucleo]) -> list[ComponenteNucleo]:
    """Return members as they are called: the president first, the secretary last."""
    return sorted(componenti, key=lambda c: (_ORDER[IncaricoNucleo(c.incarico)], c.nome))


def componenti_on(competenza: str, day: dt.date) -> list[ComponenteNucleo]:
    """Return who sits in the Nucleo of a structure on a day."""
    return by_office(ComponenteNucleo.objects.filter(_sitting(day), competenza=competenza))


def componenti_in(competenze: Collection[str]) -> list[ComponenteNucleo]:
    """Return everybody who sits, sat or will sit in the Nucleo of some structures, with who follows."""
    found = ComponenteNucleo.objects.filter(competenza__in=list(competenze)).select_related("sostituito_da")
    return by_office(found)


def find_componente(pk: int) -> ComponenteNucleo | None:
    """Return a member, or None."""
    return ComponenteNucleo.objects.select_related("sostituito_da").filter(pk=pk).first()


def holders_of(
    competenza: str, incarico: str, *, dal: dt.date, al: dt.date | None, but: int | None = None
) -> list[ComponenteNucleo]:
    """Return who else holds an office in the same days, if it is one that a single person holds."""
    if incarico not in UNICI:
        return []
    meanwhile = Q(al__isnull=True) | Q(al__gte=dal)
    if al is not None:
        meanwhile &= Q(dal__lte=al)
    found = ComponenteNucleo.objects.filter(meanwhile, competenza=competenza, incarico=incarico)
    return [c for c in found.order_by("dal") if c.pk != but]


def regole_in_force(competenza: str, day: dt.date) -> list[RegolaNucleo]:
    """Return the rules of the Nucleo in force on a day, one of each kind, in the order of the list."""
    found: QuerySet[RegolaNucleo] = RegolaNucleo.objects.filter(
        Q(valida_al__isnull=True) | Q(valida_al__gte=day), competenza=competenza, valida_dal__lte=day
    )
    last = {r.nome: r for r in found.order_by("valida_dal", "pk")}
    return [last[n] for n in NomeRegolaNucleo.values if n in last]


def regole_of(competenza: str) -> list[RegolaNucleo]:
    """Return every rule that holds or held for the Nucleo of a structure, as they were written."""
    return list(RegolaNucleo.objects.filter(competenza=competenza).select_related("registrato_da"))


def regole_on(competenza: str, day: dt.date) -> RegoleCollegio:
    """Return the numbers by which the Nucleo works on a day; those that nobody has written are the common ones."""
    rows = {r.nome: r for r in regole_in_force(competenza, day)}
    common = RegoleCollegio()

    def value(nome: NomeRegolaNucleo, default: int) -> int:
        return rows[nome].valore if nome in rows else default

    return RegoleCollegio(
        quorum=value(NomeRegolaNucleo.QUORUM_PERCENTO, common.quorum),
        maggioranza=value(NomeRegolaNucleo.MAGGIORANZA_PERCENTO, common.maggioranza),
        contano_astenuti=bool(value(NomeRegolaNucleo.ASTENUTI_CONTANO, common.contano_astenuti)),
        prevale_presidente=bool(value(NomeRegolaNucleo.VOTO_PRESIDENTE, common.prevale_presidente)),
        link_giorni=value(NomeRegolaNucleo.LINK_GIORNI, common.link_giorni),
        fonti={r.nome: r.fonte for r in rows.values()},
    )


def criteri_on(competenza: str, day: dt.date) -> list[CriterioValutazione]:
    """Return the criteria of a structure in force on a day, in their order."""
    found = CriterioValutazione.objects.filter(
        Q(valido_al__isnull=True) | Q(valido_al__gte=day), competenza=competenza, valido_dal__lte=day
    )
    return list(found)


def is_confirmed(rows: Collection[RegolaNucleo | CriterioValutazione]) -> bool:
    """Tell whether somebody has read each of these in the text in force."""
    return all(r.stato == StatoRegola.CONFERMATA for r in rows)
