"""Step one: which kinds of event there are, what each does, and why some are not possible on an entry now."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.urls import reverse

from distretti.admin.guard import voce_url
from distretti.enums import REGOLE_ANNOTAZIONE, STATI_FINALI, StatoIscrizione, TipoAnnotazione
from distretti.models import Iscrizione, Sezione
from distretti.policies.annotazione import tipi_on
from distretti.selectors.scrivania import recorded_events
from distretti.stato import in_order

_T = TipoAnnotazione
GRUPPI: tuple[tuple[str, tuple[TipoAnnotazione, ...]], ...] = (
    ("Aggiornare", (_T.VARIAZIONE, _T.CONFERMA, _T.ADERENTI)),
    ("Riconoscere e iscrivere", (_T.PRIMO_RICONOSCIMENTO, _T.RICONOSCIMENTO_DEFINITIVO, _T.ISCRIZIONE)),
    ("Sospendere e riprendere", (_T.SOSPENSIONE, _T.RIPRESA)),
    ("Passare ad altro", (_T.TRASFERIMENTO, _T.FUSIONE)),
    ("Chiudere", (_T.SCADENZA, _T.REVOCA, _T.CANCELLAZIONE)),
    ("Correggere", (_T.RETTIFICA,)),
)


@dataclass(frozen=True)
class Scelta:
    """A kind of event as it is offered: where it leads, or why it cannot be chosen; `nota` warns of a limit."""

    tipo: TipoAnnotazione
    url: str = ""
    motivo: str = ""
    nota: str = ""

    @property
    def spiegazione(self) -> str:
        return REGOLE_ANNOTAZIONE[self.tipo].spiegazione


def opening_choices(sezione: Sezione) -> list[Scelta]:
    """Return the kinds that open an entry in a section."""
    return [
        Scelta(tipo, reverse("registro:apri", args=[sezione.codice, tipo.value]))
        for tipo in tipi_on(None)
        if REGOLE_ANNOTAZIONE[tipo].opens
    ]


def choices_on(voce: Iscrizione) -> list[tuple[str, list[Scelta]]]:
    """Return every kind of event in its group, possible or not."""
    stato = StatoIscrizione(voce.stato)
    past = _states(voce)
    return [(titolo, [_choice(tipo, voce, stato, past) for tipo in tipi]) for titolo, tipi in GRUPPI]


def _states(voce: Iscrizione) -> set[StatoIscrizione]:
    """Every state in which the entry has ever been."""
    reached = (REGOLE_ANNOTAZIONE[TipoAnnotazione(e.tipo)].stato for e in in_order(recorded_events(voce.codice)))
    return {stato for stato in reached if stato is not None}


def _choice(tipo: TipoAnnotazione, voce: Iscrizione, stato: StatoIscrizione, past: set[StatoIscrizione]) -> Scelta:
    regola = REGOLE_ANNOTAZIONE[tipo]
    url = reverse("registro:annota_tipo", args=[voce.codice, tipo.value])
    if tipo == _T.RETTIFICA:
        return Scelta(tipo, f"{voce_url(voce.codice)}#storia")
    if not regola.by_hand:
        return Scelta(tipo, motivo="Si annota da sé quando un elenco è approvato.")
    if stato in regola.da:
        return Scelta(tipo, url)
    if stato in STATI_FINALI:
        return Scelta(tipo, motivo=f"La voce è nello stato «{stato.label}»: ammette solo rettifiche.")
    if not regola.da:
        return Scelta(tipo, motivo="Serve solo ad aprire una voce nuova.")
    if regola.da & past:
        when = _either(regola.da & past)
        return Scelta(tipo, url, nota=f"Ora la voce è «{stato.label}»: solo con una decorrenza in cui era {when}.")
    return Scelta(tipo, motivo=f"Si può quando la voce è {_either(regola.da)}; ora è «{stato.label}».")


def _either(stati: Iterable[StatoIscrizione]) -> str:
    wanted = set(stati)
    return " o ".join(f"«{stato.label}»" for stato in StatoIscrizione if stato in wanted)
