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
