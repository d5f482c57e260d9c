"""What must be said wherever something is written on a procedure: the refusal of the rules and the mark on the screen.

Only what is asked always, or by the case as it stands; what depends on another answer is in the rule of that answer.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from procedimenti.enums import Passo
from procedimenti.exceptions import ProcedimentoError
from procedimenti.termini import ART_2_9TER, ART_10BIS, ART_16

ART_3 = "art. 3 L. 241/1990"


@dataclass(frozen=True)
class Obbligo:
    """Why a field may not be empty, and the rule that says so."""

    rifiuto: str
    fonte: str = ""

    @property
    def intero(self) -> str:
        """The sentence with its rule: what a screen shows."""
        return ProcedimentoError(self.rifiuto, fonte=self.fonte).intero

    def refuse(self, campo: str) -> ProcedimentoError:
        """Return the refusal, to be raised."""
        return ProcedimentoError(self.rifiuto, fonte=self.fonte, campo=campo)


Obblighi = Mapping[str, Obbligo]

# What a step must say in words, and how the screen asks it.
MOTIVATI: dict[Passo, str] = {
    Passo.RICHIESTA_INTEGRAZIONE: "Scrivi che cosa manca o va corretto.",
    Passo.RINVIO: "Scrivi che cosa ha chiesto il Nucleo.",
    Passo.PREAVVISO: "Scrivi i motivi che ostano all’accoglimento.",
    Passo.RESTITUZIONE: "Scrivi che cosa va rivisto.",
    Passo.RIGETTO: "Scrivi i motivi del rigetto.",
    Passo.IRRICEVIBILITA: "Scrivi perché l’istanza non si può ricevere.",
    Passo.INAMMISSIBILITA: "Scrivi quale requisito manca.",
    Passo.IMPROCEDIBILITA: "Scrivi perché il procedimento non può andare avanti.",
    Passo.ARCHIVIAZIONE: "Scrivi perché si archivia.",
}
_PASSI: dict[Passo, dict[str, Obbligo]] = {
    Passo.ASSEGNAZIONE: {"responsabile": Obbligo("Scegli una persona della struttura competente.")},
    Passo.RICHIESTA_INTEGRAZIONE: {"campi": Obbligo("Indica almeno un dato o un documento da integrare.")},
    Passo.PARERE: {"esito": Obbligo("Indica l’esito del parere.", ART_16)},
    Passo.RICHIESTA_SOSTITUZIONE: {
        "richiesta_da": Obbligo("Scrivi chi ha chiesto l’intervento sostitutivo.", ART_2_9TER)
    },
    Passo.SOSTITUZIONE: {"titolare": Obbligo("Scrivi chi esercita il potere sostitutivo.", ART_2_9TER)},
}
_RISPOSTA = {"controdeduzioni": Obbligo("Sono arrivate osservazioni: scrivi perché si accolgono o no.", ART_10BIS)}
PRESENTAZIONE = {"richiedente": Obbligo("Scrivi chi presenta l’istanza.")}
APERTURA = {"denominazione": Obbligo("Scrivi la denominazione da iscrivere.")}
VERIFICA = {"esito": Obbligo("Indica se il requisito è soddisfatto."), "motivo": Obbligo("Scrivi perché.", ART_3)}
TITOLARE = {
    "incarico": Obbligo("Scrivi l’incarico o l’ufficio a cui è attribuito."),
    "fonte": Obbligo("Scrivi l’atto che lo attribuisce."),
}
SEDUTA = {"luogo": Obbligo("Scrivi dove si tiene: una sala, o l’indirizzo del collegamento.")}
ANNULLAMENTO = {"motivo": Obbligo("Scrivi perché la seduta non si tiene: lo leggono i componenti.")}
COMPONENTE = {"nome": Obbligo("Scrivi il nome e il cognome.")}
VOTO = {"valore": Obbligo("Scegli come votare.")}


def obblighi_of(passo: Passo, *, risponde: bool = False) -> Obblighi:
    """Return what a step must say; `risponde`: observations came after the notice of the grounds against."""
    words = {"motivo": Obbligo(MOTIVATI[passo], ART_3)} if passo in MOTIVATI else {}
    answer = _RISPOSTA if passo is Passo.PROPOSTA and risponde else {}
    return {**_PASSI.get(passo, {}), **words, **answer}


def check_obblighi(obblighi: Obblighi, said: Mapping[str, Any]) -> None:
    """Raise ProcedimentoError for the first of the fields of `said` that must be said and is empty."""
    for campo, value in said.items():
        empty = not (value.strip() if isinstance(value, str) else value)
        if empty and campo in obblighi:
            raise obblighi[campo].refuse(campo)
