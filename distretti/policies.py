"""Whether an act may happen in the state the register is in; who may do it lives in permissions."""

import datetime as dt

from core.uncertain_dates import UncertainDate
from distretti.enums import REGOLE_ANNOTAZIONE, StatoIscrizione, TipoAnnotazione
from distretti.exceptions import AnnotazioneNotAllowedError


def check_annotazione(*, tipo: TipoAnnotazione, stato: StatoIscrizione | None) -> None:
    """Refuse an annotation that the entry's state does not admit; `stato` is None before the entry exists."""
    regola = REGOLE_ANNOTAZIONE[tipo]
    if stato is None:
        if not regola.opens:
            raise AnnotazioneNotAllowedError(f"Una voce del registro non può cominciare con «{tipo.label}».")
    elif stato not in regola.da:
        raise AnnotazioneNotAllowedError(f"«{tipo.label}» non è possibile: la voce è nello stato «{stato.label}».")


def check_decorrenza(*, decorrenza: UncertainDate, atto_al: dt.date | None, tipo: TipoAnnotazione) -> None:
    """Refuse a recognition that would be true before the act that gives it could exist."""
    if tipo in _FROM_ACT and atto_al is not None and decorrenza.al < atto_al and decorrenza.precisione == "giorno":
        raise AnnotazioneNotAllowedError(
            f"La decorrenza ({decorrenza.al:%d/%m/%Y}) precede l'atto che la dispone ({atto_al:%d/%m/%Y})."
        )


_FROM_ACT = frozenset(
    {
        TipoAnnotazione.PRIMO_RICONOSCIMENTO,
        TipoAnnotazione.RICONOSCIMENTO_DEFINITIVO,
        TipoAnnotazione.ISCRIZIONE,
        TipoAnnotazione.REVOCA,
    }
)
