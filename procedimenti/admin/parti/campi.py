"""What each kind of step asks besides its day and its reasons."""

from typing import Any

from django import forms
from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from core.clock import today
from distretti.admin.moduli.fatti import pick
from procedimenti.enums import EsitoParere, Passo
from procedimenti.models import Istanza
from procedimenti.policies.integrazione.richiesta import Chiedibile
from procedimenti.selectors.struttura.sostituzione import titolare_on

OWN: dict[Passo, tuple[str, ...]] = {
    Passo.ASSEGNAZIONE: ("responsabile",),
    Passo.RICHIESTA_INTEGRAZIONE: ("campi",),
    Passo.PARERE: ("esito", "prescrizioni"),
    Passo.PROPOSTA: ("controdeduzioni",),
    Passo.RICHIESTA_SOSTITUZIONE: ("richiesta_da",),
    Passo.SOSTITUZIONE: ("titolare",),
}


# What a newcomer should know before taking the step.
SPIEGA: dict[Passo, str] = {
    Passo.PRESENTAZIONE: "Il giorno è quello in cui l’istanza è arrivata, non quello in cui la scrivi: da lì "
    "decorre il termine. Dopo, il contenuto è sigillato.",
    Passo.PARERE: "Il parere di una seduta preparata in «Nucleo» arriva da sé quando la seduta si chiude: qui si "
    "registra quello reso altrove.",
    Passo.RINVIO: "Il rinvio deciso in una seduta preparata in «Nucleo» arriva da sé quando la seduta si chiude: qui "
    "si registra quello deciso altrove.",
    Passo.RICHIESTA_PARERE: "Da qui l’istanza si può portare all’ordine del giorno di una seduta, in «Nucleo».",
}


# Which day a step asks, where «the day» alone would be read as that on which one writes.
GIORNO: dict[Passo, str] = {
    Passo.PRESENTAZIONE: "Giorno in cui l’istanza è arrivata",
    Passo.INTEGRAZIONE: "Giorno in cui l’integrazione è arrivata",
    Passo.OSSERVAZIONI: "Giorno in cui le osservazioni sono arrivate",
    Passo.RICHIESTA_SOSTITUZIONE: "Giorno in cui la richiesta è arrivata",
    Passo.RINUNCIA: "Giorno in cui la rinuncia è arrivata",
    Passo.PARERE: "Giorno in cui il parere è stato reso",
}


_PRESCRIZIONI = f"Obbligatorie se l’esito è «{EsitoParere.CON_PRESCRIZIONI.label}»."


def long_text(label: str, help_text: str = "") -> forms.CharField:
    """A text of more lines, never refused by the form: the rules do."""
    widget = forms.Textarea(attrs={"rows": 4})
    return forms.CharField(label=label, required=False, widget=widget, help_text=help_text)


class GroupedBoxes(forms.CheckboxSelectMultiple):
    """Boxes in groups, each with its legend, where Django's own have a label of nothing."""

    def render(self, name: str, value: Any, attrs: Any = None, renderer: Any = None) -> SafeString:
        context = self.get_context(name, value, attrs)
        return render_to_string("procedimenti/admin/parti/gruppi.html", context)


def asked_field(campi: list[tuple[str, list[Chiedibile]]]) -> forms.MultipleChoiceField:
    """What an integration asks: what is there, to be corrected, and what is missing."""
    return forms.MultipleChoiceField(
        label="Che cosa si chiede",
        choices=[(name, [(one.nome, _words(one)) for one in group]) for name, group in campi],
        required=False,
        widget=GroupedBoxes,
        help_text="Solo questo si potrà cambiare o aggiungere; il resto resta com’è stato presentato.",
    )


def _words(one: Chiedibile) -> str:
    return f"{one.etichetta} – richiesto" if one.manca and one.dovuto else one.etichetta


def own_fields(
    passo: Passo, istanza: Istanza, persone: list[tuple[Any, str]], campi: list[tuple[str, list[Chiedibile]]]
) -> dict[str, forms.Field]:
    """Return what the kind of step asks; `persone` and `campi`: who and what may be chosen."""
    if passo is Passo.ASSEGNAZIONE:
        return {"responsabile": pick("Responsabile del procedimento", lambda: persone, required=False)}
    if passo is Passo.RICHIESTA_INTEGRAZIONE:
        return {"campi": asked_field(campi)}
    if passo is Passo.PARERE:
        esito = forms.ChoiceField(label="Esito", choices=[("", ""), *EsitoParere.choices], required=False)
        return {"esito": esito, "prescrizioni": long_text("Prescrizioni", _PRESCRIZIONI)}
    if passo is Passo.PROPOSTA:
        return {"controdeduzioni": long_text("Controdeduzioni", "Obbligatorie se sono arrivate osservazioni.")}
    if passo is Passo.RICHIESTA_SOSTITUZIONE:
        who = forms.CharField(label="Chi lo ha chiesto", required=False, initial=istanza.richiedente)
        return {"richiesta_da": who}
    if passo is Passo.SOSTITUZIONE:
        holder = titolare_on(istanza.competenza, on=today())
        return {"titolare": forms.CharField(label="Chi lo esercita", required=False, initial=str(holder or ""))}
    return {}
