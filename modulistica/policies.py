"""Whether a step on a version may happen: validity without overlap, files complete, four eyes; who lives elsewhere."""

import datetime as dt
from collections.abc import Collection

from archivio.enums import TipoFile
from modulistica.enums import StatoVersione
from modulistica.exceptions import ModulisticaError


def check_validita(*, dal: dt.date, al: dt.date | None, ultima_dal: dt.date | None) -> None:
    """Refuse a validity that ends before it begins, or begins no later than that of the last approved version.

    The version before ends by itself on the eve: so two never overlap, and a hole exists only where one declares `al`.
    """
    if al is not None and al < dal:
        raise ModulisticaError("La fine della validità precede l'inizio.", campo="in_vigore_al")
    if ultima_dal is not None and dal <= ultima_dal:
        raise ModulisticaError(
            f"La validità si sovrappone alla versione in vigore dal {ultima_dal:%d/%m/%Y}: scegli un giorno dopo.",
            campo="in_vigore_dal",
        )


def check_not_past(*, dal: dt.date, today: dt.date, prima: bool) -> None:
    """Refuse a new version that would be in force before its approval; the first of a model may be migrated."""
    if not prima and dal < today:
        raise ModulisticaError("Una nuova versione non può entrare in vigore nel passato.", campo="in_vigore_dal")


def check_stato(*, stato: StatoVersione, atteso: StatoVersione) -> None:
    """Refuse a step that does not start from where the version is: also the second of two at once."""
    if stato != atteso:
        raise ModulisticaError(
            f"La versione è «{stato.label}» e non «{atteso.label}»: forse qualcuno l'ha appena cambiata."
        )


def check_files(*, formati: Collection[TipoFile]) -> None:
    """Refuse a version without files, or with two of one format: an address would mean two things."""
    if not formati:
        raise ModulisticaError("Carica almeno un file prima di inviare la versione in approvazione.", campo="file")
    if len(set(formati)) != len(formati):
        raise ModulisticaError("C'è già un file in questo formato: toglilo prima di caricarne un altro.", campo="file")


def check_novita(*, prima: bool, novita: str) -> None:
    """Refuse a version after the first that does not say what it changes: people compare by that."""
    if not prima and not novita.strip():
        raise ModulisticaError("Scrivi che cosa cambia rispetto alla versione di prima.", campo="novita")


def check_different(*, impronte: Collection[str], prima: Collection[str], numero: int) -> None:
    """Refuse a version whose files are those of the version before: two addresses would mean one thing."""
    if prima and set(impronte) == set(prima):
        raise ModulisticaError(
            f"I file sono identici a quelli della versione {numero}: carica quelli nuovi, o ritira questa versione.",
            campo="file",
        )


def check_warned(*, cambia_obbligatori: bool, numero: int | None, avvertito: bool) -> None:
    """Refuse to submit a change of obligatory fields, over version `numero`, by somebody who was not warned of it."""
    if cambia_obbligatori and numero is not None and not avvertito:
        raise ModulisticaError(
            f"Questa versione cambia un campo obbligatorio: chi ha già compilato la versione {numero} dovrà rifarlo. "
            "Conferma di averlo considerato.",
            campo="avvertito",
        )


def check_discardable(*, stato: StatoVersione) -> None:
    """Refuse to take away what was approved: its address and its bytes are for ever (design law 6)."""
    if stato == StatoVersione.APPROVATA:
        raise ModulisticaError(
            "Una versione approvata non si elimina: il suo indirizzo e i suoi file restano per sempre. "
            "Per sostituirla prepara una nuova versione."
        )


def check_four_eyes(*, contributed_on: dt.datetime | None) -> None:
    """Refuse an approval by whoever prepared or submitted the version (design law 4)."""
    if contributed_on is not None:
        raise ModulisticaError(
            f"Hai lavorato a questa versione il {contributed_on:%d/%m/%Y}: la deve approvare un altro funzionario."
        )


def check_seen(*, seen: str, found: str) -> None:
    """Refuse to approve something other than what the officer had before the eyes."""
    if seen != found:
        raise ModulisticaError("La versione è cambiata dopo l'apertura di questa pagina: rileggila prima di decidere.")
