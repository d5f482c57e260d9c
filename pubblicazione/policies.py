"""Whether a step of moderation may happen, given the facts; who may take it lives in permissions."""

import datetime as dt

from core.italiano import the_day
from pubblicazione.exceptions import ModerazioneError, NotSealedError

# Beyond it a date is a slip of the keyboard (2062 for 2026), which would keep an approved text waiting unseen.
FURTHEST_PUBLICATION = dt.timedelta(days=2 * 366)


def check_sealed(*, sha256: str, sealed: str | None) -> None:
    """Refuse to publish a text whose SHA-256 is not the one of the seal in force (design law 1)."""
    if sealed is None or sealed != sha256:
        raise NotSealedError("Si pubblica solo il testo approvato: questa versione non ha un’approvazione valida.")


def check_in_moderation(*, in_progress: bool) -> None:
    """Refuse a decision on a page that does not await one."""
    if not in_progress:
        raise ModerazioneError("Non è in moderazione: forse è stata ritirata o già decisa.")


def check_not_in_moderation(*, in_progress: bool) -> None:
    """Refuse to change a text that awaits a decision (design law 4)."""
    if in_progress:
        raise ModerazioneError("È in moderazione e nessuno la modifica: chi l’ha inviata può ritirarla e correggerla.")


def check_something_new(*, sha256: str, public: str | None) -> None:
    """Refuse to submit a text that the public reads already."""
    if sha256 == public:
        raise ModerazioneError("Non c’è nulla da approvare: il testo è uguale a quello già pubblicato.")


def check_same_revision(*, seen: str, submitted: str) -> None:
    """Refuse to approve a text other than the one the officer had before the eyes."""
    if seen != submitted:
        raise ModerazioneError("Il testo è cambiato dopo l’apertura di questa pagina: rileggilo prima di decidere.")


def four_eyes_reason(contributed_on: dt.date | None) -> str:
    """Return why who worked on the text on that day may not approve it; empty for who did not (design law 4)."""
    if contributed_on is None:
        return ""
    return f"Hai lavorato a questa versione {the_day(contributed_on)}: la deve approvare un altro funzionario."


def check_four_eyes(*, contributed_on: dt.date | None) -> None:
    """Refuse an approval by whoever wrote or submitted part of the text (design law 4)."""
    if reason := four_eyes_reason(contributed_on):
        raise ModerazioneError(reason)


def check_withdrawable(*, withdrawable: bool, public: bool) -> None:
    """Refuse to take off line what the register keeps for ever (design law 5), and what nobody reads."""
    if not withdrawable:
        raise ModerazioneError("Questa pagina non si ritira: il registro tiene pubblica ogni sua voce.")
    if not public:
        raise ModerazioneError("Il pubblico non legge questa pagina: non c’è nulla da ritirare.")


def check_reason(motivo: str) -> None:
    """Refuse to take a page off line without saying why."""
    if not motivo.strip():
        raise ModerazioneError("Scrivi perché la ritiri: resta nella storia della pagina.")


def check_future(*, dal: dt.datetime, now: dt.datetime) -> None:
    """Refuse an approval "at a date" that is not in the future, or so far that it can only be mistyped."""
    if dal <= now:
        raise ModerazioneError("La data di pubblicazione deve essere futura.")
    if dal - now > FURTHEST_PUBLICATION:
        raise ModerazioneError("La data di pubblicazione è fra più di due anni: controlla l’anno.")


def check_pending(*, pending: bool) -> None:
    """Refuse to call off a publication that does not wait any more."""
    if not pending:
        raise ModerazioneError("Non c’è una pubblicazione da annullare: forse è già avvenuta o già annullata.")


def check_text(testo: str) -> None:
    """Refuse a request for changes that does not say which."""
    if not testo.strip():
        raise ModerazioneError("Scrivi quali modifiche servono: chi ha scritto il testo leggerà queste parole.")
