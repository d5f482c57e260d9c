"""Whether an annotation may be corrected or annulled by another."""

from collections.abc import Mapping
from typing import Any

from distretti.enums import REGOLE_ANNOTAZIONE, TipoAnnotazione
from distretti.exceptions import AnnotazioneNotAllowedError, DatiError
from distretti.policies.dati import LEGAMI


def check_target(*, tipo: TipoAnnotazione, in_force: bool) -> None:
    """Refuse to correct a correction, an annotation already annulled, or one that comes from another approval."""
    if tipo == TipoAnnotazione.RETTIFICA:
        raise AnnotazioneNotAllowedError(
            "Una rettifica non si rettifica: correggi di nuovo l’annotazione di partenza, o registra l’evento da capo."
        )
    if not in_force:
        raise AnnotazioneNotAllowedError("Questa annotazione è già annullata: se serve, registra l’evento da capo.")
    if not REGOLE_ANNOTAZIONE[tipo].by_hand:
        raise AnnotazioneNotAllowedError(f"«{tipo.label}» si corregge approvando un nuovo elenco.")


def check_motivo(motivo: str) -> None:
    """Refuse a rettifica that does not explain itself."""
    if not motivo.strip():
        raise DatiError({"motivo": "Scrivi che cosa era sbagliato: queste parole restano nel registro."})


def check_corrects(*, changed: bool) -> None:
    """Refuse a rettifica that says again what the annotation already says."""
    if not changed:
        raise DatiError({"__all__": "La rettifica non cambia nulla: correggi un dato, la decorrenza o l’atto."})


def check_togli(togli: tuple[str, ...], *, tipo: TipoAnnotazione, opening: bool) -> None:
    """Refuse to take out of an annotation a fact that it cannot do without."""
    needed = {campo.fatto for campo in REGOLE_ANNOTAZIONE[tipo].campi_on(opening=opening) if campo.obbligatorio}
    needed |= LEGAMI
    missing = {
        fatto: "Questo dato non si può togliere: correggilo, o annulla l’annotazione."
        for fatto in togli
        if fatto in needed
    }
    if missing:
        raise DatiError(missing)


def check_partner(*, codice: str | None) -> None:
    """Refuse to annul one side of a passage while the other stands; `codice` is the entry that still says so."""
    if codice is not None:
        raise AnnotazioneNotAllowedError(
            f"La voce {codice} dice ancora di aver ricevuto questa: prima annulla quell’annotazione, o cancellala."
        )


def merged(dati: Mapping[str, Any], *, changes: Mapping[str, Any], togli: tuple[str, ...]) -> dict[str, Any]:
    """Return the facts of an annotation after a correction, as `stato` folds them."""
    return {**{f: v for f, v in dati.items() if f not in togli}, **changes}
