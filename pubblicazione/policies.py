"""Whether a step of moderation may happen, given the facts; who may take it lives in permissions."""

import datetime as dt

from pubblicazione.exceptions import ModerazioneError, NotSealedError


def check_sealed(*, sha256: str, sealed: str | None) -> None:
    """Refuse to publish a text whose SHA-256 is not the one of the latest seal (design law 1)."""
    if sealed is None or sealed != sha256:
        raise NotSealedError("Si pubblica solo il testo approvato: questa versione non ha un'approvazione valida.")


def check_in_moderation(*, in_progress: bool) -> None:
    """Refuse a decision on a page that does not await one."""
    if not in_progress:
        raise ModerazioneError("La scheda non è in moderazione: forse è stata ritirata o già decisa.")


def check_same_revision(*, seen: str, submitted: str) -> None:
    """Refuse to approve a text other than the one the officer had before the eyes."""
    if seen != submitted:
        raise ModerazioneError("Il testo è cambiato dopo l'apertura di questa pagina: rileggilo prima di decidere.")


def check_four_eyes(*, contributed_on: dt.datetime | None) -> None:
    """Refuse an approval by whoever wrote or submitted part of the text (design law 4)."""
    if contributed_on is not None:
        raise ModerazioneError(
            f"Hai lavorato a questa versione il {contributed_on:%d/%m/%Y}: la deve approvare un altro funzionario."
        )


def check_future(*, dal: dt.datetime, now: dt.datetime) -> None:
    """Refuse an approval "at a date" that is not in the future."""
    if dal <= now:
        raise ModerazioneError("La data di pubblicazione deve essere futura.")


def check_text(testo: str) -> None:
    """Refuse a request for changes that does not say which."""
    if not testo.strip():
        raise ModerazioneError("Scrivi quali modifiche servono: chi ha scritto la scheda leggerà queste parole.")
