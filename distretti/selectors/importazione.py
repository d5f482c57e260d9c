"""What an import must know of the register: names of vocabularies, acts and entries that are already there."""

from collections.abc import Iterable
from typing import Any

from core.canonical import digest
from core.text import fold
from distretti.enums import TipoAtto, TipoSoggetto
from distretti.importazione.cells import EVENTI, Vocabolari, names_of
from distretti.models import Annotazione, Atto, Comune, FormaGiuridica, Iscrizione, Sezione, TipologiaCibo

CHIAVE = "imp-"


def load_nomi() -> Vocabolari:
    """Return every name and code that a file may use."""
    comuni = list(Comune.objects.select_related("provincia"))
    return Vocabolari(
        comuni=names_of((c.codice, f"{c.denominazione} ({c.provincia.sigla})") for c in comuni)
        | names_of((c.codice, c.denominazione) for c in comuni),
        forme_giuridiche=names_of(FormaGiuridica.objects.values_list("codice", "denominazione")),
        tipologie_cibo=names_of(TipologiaCibo.objects.values_list("codice", "denominazione")),
        sezioni=names_of((s.codice, s.nome) for s in Sezione.objects.all())
        | names_of((s.codice, str(s)) for s in Sezione.objects.all()),
    )


def valori_ammessi() -> dict[str, list[str]]:
    """Return the values that the columns of the model take, by their heading."""
    return {
        "Tipo di atto": [str(t.label) for t in TipoAtto],
        "Evento": [str(t.label) for t in EVENTI],
        "Sezione": [str(s) for s in Sezione.objects.all()],
        "Sezione secondaria": [str(s) for s in Sezione.objects.all()],
        "Forma giuridica": list(FormaGiuridica.objects.values_list("denominazione", flat=True)),
        "Comune": [f"{c.denominazione} ({c.provincia.sigla})" for c in Comune.objects.select_related("provincia")],
        "Tipologia del cibo": [f"{t.codice}" for t in TipologiaCibo.objects.all()],
        "Tipo di soggetto": [str(t.label) for t in TipoSoggetto],
    }


def same_atti(atto: Atto) -> list[Atto]:
    """Return the acts recorded that are the same as one not yet recorded.

    The same kind, body, number and date; without a number all that is said of them must be the same: two acts whose
    number is not known are not one for that.
    """
    found = Atto.objects.filter(
        tipo=atto.tipo, numero=atto.numero, data_dal=atto.data_dal, data_al=atto.data_al
    ).order_by("pk")
    if not atto.numero:
        said = {name: getattr(atto, name) for name in ("oggetto", "fonte", "burp_numero", "burp_data", "burp_link")}
        found = found.filter(seguito_di=atto.seguito_di, **said)
    return [a for a in found if fold(a.organo) == fold(atto.organo)]


def find_voce(codice: str) -> Iscrizione | None:
    """Return the entry of a code of the register, or None."""
    return Iscrizione.objects.select_related("sezione").filter(codice=codice).first()


def prefix_of(name: str) -> str:
    """Return how the keys of the annotations imported under a reference of the file begin."""
    return f"{CHIAVE}{digest(name)[:24]}-"


def find_imported(name: str) -> Iscrizione | None:
    """Return the entry that an import wrote under a reference, or None."""
    found = Annotazione.objects.filter(chiave__startswith=prefix_of(name)).order_by("seq").first()
    return Iscrizione.objects.select_related("sezione").get(pk=found.iscrizione_id) if found else None


def find_alike(*, sezione: int, nomi: Iterable[str], codice_fiscale: str) -> list[Iscrizione]:
    """Return the entries of a section that have, or had, one of these names, unless their codice fiscale is another."""
    wanted = {fold(nome) for nome in nomi}
    rows: Iterable[tuple[int, dict[str, Any]]] = Annotazione.objects.filter(
        iscrizione__sezione=sezione, dati__has_key="denominazione"
    ).values_list("iscrizione_id", "dati")
    keys = {pk for pk, dati in rows if fold(dati["denominazione"]) in wanted}
    found = Iscrizione.objects.select_related("sezione").filter(pk__in=keys).order_by("codice")
    return [i for i in found if not (codice_fiscale and i.codice_fiscale and i.codice_fiscale != codice_fiscale)]
