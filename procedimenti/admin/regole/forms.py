"""The forms of the rules that are data; what they may say is decided by policies."""

import datetime as dt
from typing import Any

from django import forms

from core.clock import today
from distretti.admin.moduli.date import day_field
from identita.enums import Competenza
from procedimenti.admin.forms import IstanzaForm
from procedimenti.admin.parti.campi import long_text
from procedimenti.collegio import NomeRegolaNucleo
from procedimenti.enums import REGOLE_PROCEDIMENTO, TipoProcedimento
from procedimenti.policies.regole.versioni import DICHIARAZIONE, FONTE, REGOLA_NUCLEO, RICORSO_AMMESSO
from procedimenti.policies.rimedi.ricorsi import MAX_GIORNI
from procedimenti.selectors.lista import sezioni_in

_SI_NO = (("1", "Sì"), ("0", "No"))
_NUMERI = frozenset(
    {NomeRegolaNucleo.QUORUM_PERCENTO, NomeRegolaNucleo.MAGGIORANZA_PERCENTO, NomeRegolaNucleo.LINK_GIORNI}
)


def _line(label: str, help_text: str = "", **more: Any) -> forms.CharField:
    return forms.CharField(label=label, required=False, help_text=help_text, **more)


class VersioneForm(IstanzaForm):
    """From which day, by which act; `letta`: the key of the version that the person read, if the page says it."""

    def __init__(self, data: Any = None, *, initial: Any = None) -> None:
        super().__init__(data, initial=initial)
        self.fields["fonte"] = _line("Atto o norma da cui risulta", "Chi la legge deve poterlo ritrovare.")
        tomorrow = today() + dt.timedelta(days=1)
        self.fields["valida_dal"] = day_field(
            "Vale dal",
            initial=tomorrow,
            help_text="Da domani in poi: ciò che è già chiesto o deciso resta com’è.",
        )
        self.mark(FONTE)

    def fatti(self) -> dict[str, Any]:
        """The valid form as the actions take it."""
        return {**self.cleaned_data, "letta": self.letta}


class DichiarazioneForm(VersioneForm):
    """What is declared, where, by which article."""

    def __init__(self, data: Any = None, *, initial: Any = None, competenza: Competenza) -> None:
        super().__init__(data, initial=initial)
        asked = [(t.value, t.label) for t in TipoProcedimento if REGOLE_PROCEDIMENTO[t].di_parte]
        several: dict[str, Any] = {"required": False, "widget": forms.CheckboxSelectMultiple}
        own = {
            "titolo": _line("Nome breve", "Come la chiamano le verifiche e le richieste di integrazione."),
            "testo": long_text("Che cosa si dichiara", "Comincia con «di» o con «che», come nel modulo."),
            "articolo": _line("Articolo che la prevede", "Per esempio: art. 47 DPR 445/2000."),
            "tipi": forms.MultipleChoiceField(label="In quali procedimenti", choices=asked, **several),
            "sezioni": forms.TypedMultipleChoiceField(
                label="In quali sezioni",
                choices=[(s.pk, str(s)) for s in sezioni_in([competenza])],
                coerce=int,
                **several,
            ),
            "obbligatoria": forms.BooleanField(label="È obbligatoria", required=False, initial=True),
        }
        self.fields = {**own, **self.fields}
        self.mark(DICHIARAZIONE)


class RicorsoForm(VersioneForm):
    """To whom one may appeal, within how many days."""

    def __init__(self, data: Any = None, *, initial: Any = None, nuovo: bool) -> None:
        super().__init__(data, initial=initial)
        days = forms.IntegerField(label="Entro quanti giorni dalla notifica", min_value=1, max_value=MAX_GIORNI)
        self.fields = {"autorita": _line("A chi si ricorre"), "giorni": days, **self.fields}
        if not nuovo:
            del self.fields["autorita"]
        self.fields["fonte"].label = "Quale norma lo dice"
        self.mark(RICORSO_AMMESSO)


class RegolaNucleoForm(VersioneForm):
    """The number, or yes or no."""

    def __init__(self, data: Any = None, *, initial: Any = None, nome: NomeRegolaNucleo) -> None:
        super().__init__(data, initial=initial)
        value: forms.Field = forms.TypedChoiceField(label=nome.label, choices=_SI_NO, coerce=int)
        if nome in _NUMERI:
            unit = "Giorni." if nome is NomeRegolaNucleo.LINK_GIORNI else "Per cento, da 0 a 99."
            value = forms.IntegerField(label=nome.label, help_text=unit)
        self.fields = {"valore": value, **self.fields}
        self.mark(REGOLA_NUCLEO)
