"""Reads of the models: by code, their versions, what awaits approval, what enters into force on a day."""

import datetime as dt
import json
from collections import Counter
from collections.abc import Iterable

from django.db.models import Count, Prefetch, Q, QuerySet

from archivio.depositi import open_bytes
from archivio.enums import TipoFile
from archivio.exceptions import StoreUnavailableError
from archivio.ispezione.origine import Origine, read_mark
from archivio.models import FileRicevuto
from core.clock import today
from core.text import is_askable
from distretti.models import ElencoAderenti
from identita.enums import Permesso
from identita.models import User
from identita.selectors import staff_with
from modulistica.enums import StatoModifica, StatoVersione, TipoScritto, UsoModello
from modulistica.exceptions import ModulisticaError
from modulistica.models import Contributo, FileVersione, Modello, ModificaModello, VersioneModello
from modulistica.permissions import can_manage_modello
from modulistica.precompilazione import fields_of
from modulistica.schemas import render_modello
from pubblicazione.models import Documento
from pubblicazione.schemas import Rendering


def find_modello(codice: str) -> Modello | None:
    """Return a model by its code, or None."""
    return Modello.objects.filter(codice=codice).first()


def find_public(codice: str) -> Modello | None:
    """Return a model that is for the public, by its code, or None."""
    return Modello.objects.exclude(uso=UsoModello.SCRITTO).filter(codice=codice).first()


def version_of_scritto(tipo: TipoScritto, day: dt.date) -> VersioneModello | None:
    """Return the version in force on `day` of the model of a writing of the office, or None."""
    modello = find_modello(tipo.modello)
    versione: VersioneModello | None = modello.version_at(day) if modello else None
    return versione


def find_version_of_mark(mark: str) -> VersioneModello | None:
    """Return the version that a mark names, or None if it names none."""
    origine = read_mark(mark)
    if origine is None:
        return None
    found = VersioneModello.objects.select_related("modello")
    return found.filter(modello__codice=origine.modello, numero=origine.versione).first()


def find_file(*, codice: str, numero: int, nome: str) -> FileVersione | None:
    """Return the file at a permanent address, if its version was approved; or None."""
    if not is_askable(nome):
        return None
    return (
        FileVersione.objects.filter(
            versione__modello__codice=codice,
            versione__numero=numero,
            versione__stato=StatoVersione.APPROVATA,
            nome=nome,
        )
        .exclude(versione__modello__uso=UsoModello.SCRITTO)
        .select_related("file__contenuto", "versione__modello")
        .first()
    )


def waiting_versions() -> QuerySet[VersioneModello]:
    """Return the versions that await approval, oldest first."""
    return VersioneModello.objects.filter(stato=StatoVersione.IN_APPROVAZIONE).select_related("modello").order_by("pk")


def versions_to_activate(day: dt.date) -> QuerySet[VersioneModello]:
    """Return the approved versions whose day has come and that were not yet published as current."""
    found = VersioneModello.objects.filter(stato=StatoVersione.APPROVATA, attiva_dal__isnull=True)
    return found.filter(in_vigore_dal__lte=day).select_related("modello").order_by("in_vigore_dal", "pk")


def models_ended(day: dt.date) -> list[Modello]:
    """Return the models that still show the public a version which is in force no more on `day`, however long ago."""
    ended = Q(versioni__stato=StatoVersione.APPROVATA, versioni__in_vigore_al__lt=day) | Q(termina_il__lt=day)
    shown = {d.chiave: json.loads(bytes(d.corpo))["in_vigore"] for d in Documento.objects.filter(risorsa="modelli")}
    found = []
    for modello in Modello.objects.filter(ended, codice__in=shown).distinct():
        current, showing = modello.version_at(day), shown[modello.codice]
        if (current.numero if current else None) != (showing["numero"] if showing else None):
            found.append(modello)
    return found


def modelli_of(competenze: Iterable[str]) -> list[Modello]:
    """Return the models that apply to a section of these structures, by use in the order of people's aims, then title.

    Each comes with its versions and their files, oldest first.
    """
    order = {uso: n for n, uso in enumerate(UsoModello.values)}
    own = Modello.objects.filter(sezioni__competenza__in=list(competenze)).distinct()
    versioni = VersioneModello.objects.order_by("numero").prefetch_related("file")
    found = own.prefetch_related("sezioni", Prefetch("versioni", versioni))
    return sorted(found, key=lambda m: (order[m.uso], m.titolo))


def versions_waiting_for(competenze: Iterable[str]) -> list[tuple[VersioneModello, Contributo]]:
    """Return the versions that await approval in these structures, each with its submission, oldest first."""
    own = waiting_versions().filter(modello__sezioni__competenza__in=list(competenze)).distinct()
    found = []
    for versione in own.prefetch_related(Prefetch("contributi", Contributo.objects.select_related("user"))):
        found.append((versione, max(versione.contributi.all(), key=lambda c: (c.il, c.pk))))
    return sorted(found, key=lambda pair: pair[1].il)


def timeline_of(modello: Modello) -> list[VersioneModello]:
    """Return the versions of a model with files, seal and contributors, newest first."""
    versioni = modello.versioni.select_related("modello", "sigillo__approvato_da").order_by("-numero")
    contributi = Contributo.objects.select_related("user").order_by("il")
    return list(versioni.prefetch_related("file__file__contenuto", Prefetch("contributi", contributi)))


def find_versione(modello: Modello, numero: int) -> VersioneModello | None:
    """Return a version of a model by its number, in whatever state, or None."""
    return next((v for v in timeline_of(modello) if v.numero == numero), None)


def file_of(versione: VersioneModello, pk: int) -> FileVersione | None:
    """Return a file of a version, in whatever state, or None."""
    return versione.file.select_related("file__contenuto", "versione__modello").filter(pk=pk).first()


def pages_quoting(modello: Modello) -> list[tuple[str, str]]:
    """Return title and path of the public pages that lead to a model, by title."""
    address = f"/modelli/{modello.codice}"
    ends = ('"', "'", "/", "?", "#", "\\", "<", " ")  # in JSON a quote follows a backslash
    found = []
    for documento in Documento.objects.filter(risorsa="pagine").only("corpo"):
        body = bytes(documento.corpo).decode()
        if any(address + end in body for end in ends):
            page = json.loads(body)
            found.append((str(page["titolo"]), str(page["percorso"])))
    return sorted(found)


def docx_fields(versione: VersioneModello) -> list[str]:
    """Return the names of the fields of a version's .docx; none if it has no such file or cannot be read."""
    try:
        return fields_of(docx_of(versione))
    except (StoreUnavailableError, ModulisticaError):
        return []


def docx_of(versione: VersioneModello) -> bytes:
    """Return the bytes of a version's .docx. Raises ModulisticaError if it has none, and StoreUnavailableError."""
    item = versione.file.filter(formato=TipoFile.DOCX).select_related("file__contenuto").first()
    if item is None:
        raise ModulisticaError("La versione non ha un documento Word.")
    contenuto = item.file.contenuto
    with open_bytes(contenuto.sha256, deposito=contenuto.deposito) as stream:
        return bytes(stream.read())


def approved_before(versione: VersioneModello) -> VersioneModello | None:
    """Return the approved version that a version follows, with its files, or None."""
    before = versione.modello.approved().filter(numero__lt=versione.numero).prefetch_related("file__file__contenuto")
    found: VersioneModello | None = before.last()
    return found


def render_modelli() -> list[Rendering]:
    """Render every model that has an approved version, as it stands today."""
    found = []
    for modello in Modello.objects.exclude(uso=UsoModello.SCRITTO).prefetch_related("sezioni").order_by("pk"):
        versioni = list(modello.approved().prefetch_related("file__file__contenuto"))
        if versioni:
            found.append(render_modello(modello, versioni, in_vigore=modello.version_at(today())))
    return found


def list_in_force(day: dt.date) -> VersioneModello | None:
    """Return the version in force of the members' list that is an .xlsx, or None."""
    for modello in Modello.objects.filter(uso=UsoModello.ADERENTI).order_by("pk"):
        versione: VersioneModello | None = modello.version_at(day)
        if versione is not None and versione.file.filter(formato=TipoFile.XLSX).exists():
            return versione
    return None


def received_from(modello: Modello) -> dict[int, int]:
    """Return how many files and members' lists came in filled on each version of a model, by its number."""
    found: Counter[int] = Counter()
    start = str(Origine(modello.codice, 1))[:-1]
    for model in (FileRicevuto, ElencoAderenti):
        rows = model._default_manager.filter(origine__startswith=start).values_list("origine").annotate(n=Count("pk"))
        for mark, count in rows:
            origine = read_mark(mark)
            if origine is not None:
                found[origine.versione] += count
    return dict(sorted(found.items(), reverse=True))


def waiting_modifica(modello: Modello) -> ModificaModello | None:
    """Return the change of a model that waits for a decision, or None; the database admits one."""
    return modello.modifiche.filter(stato=StatoModifica.IN_ATTESA).select_related("proposta_da").first()


def decided_modifiche(modello: Modello) -> list[ModificaModello]:
    """Return the changes of a model that were decided, the latest first."""
    decided = modello.modifiche.exclude(stato=StatoModifica.IN_ATTESA).select_related("proposta_da", "decisa_da")
    return list(decided.order_by("-decisa_il", "-pk"))


def modifiche_waiting_for(competenze: Iterable[str]) -> list[ModificaModello]:
    """Return the changes of models that wait for a decision in these structures, oldest first."""
    waiting = ModificaModello.objects.filter(stato=StatoModifica.IN_ATTESA)
    own = waiting.filter(modello__sezioni__competenza__in=list(competenze)).distinct()
    return list(own.select_related("modello", "proposta_da").order_by("proposta_il", "pk"))


def officers_of(modello: Modello) -> list[User]:
    """Return who may prepare and approve versions of a model, in order of username."""
    competenze = modello.competenze
    return [user for user in staff_with(Permesso.APPROVE_PROFILO) if can_manage_modello(user, competenze)]
