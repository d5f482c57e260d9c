"""The forms of the Nucleo's desk; the refusals are the rules' own words."""

import datetime as dt
from typing import Any

from django import forms
from django.utils import timezone

from distretti.admin.moduli.date import day_field
from identita.enums import Competenza
from procedimenti.admin.forms import IstanzaForm
from procedimenti.collegio import IncaricoNucleo, ModoSeduta, StatoPresenza, ValoreVoto
from procedimenti.models import ComponenteNucleo, Istanza, SedutaNucleo
from procedimenti.policies.obblighi import ANNULLAMENTO, COMPONENTE, SEDUTA, VOTO
from procedimenti.selectors.nucleo.seduta import RigaScheda

_ORA = "Scrivi un’ora che esiste, come 10:30."


def _structure_field(competenze: frozenset[Competenza]) -> forms.ChoiceField:
    chosen = [(c.value, c.label) for c in Competenza if c in competenze]
    return forms.ChoiceField(label="Struttura", choices=chosen)


def _text(label: str, rows: int = 3, **more: Any) -> forms.CharField:
    return forms.CharField(label=label, required=False, widget=forms.Textarea(attrs={"rows": rows}), **more)


class SedutaForm(IstanzaForm):
    """When, how and where."""

    giorno = day_field("Giorno")
    ora = forms.TimeField(
        label="Ora",
        widget=forms.TimeInput(format="%H:%M", attrs={"class": "desk-day", "placeholder": "10:30"}),
        input_formats=["%H:%M", "%H.%M"],
        error_messages={"invalid": _ORA},
    )
    modo = forms.ChoiceField(label="Come si tiene", choices=ModoSeduta.choices)
    luogo = forms.CharField(
        label="Dove", required=False, max_length=300, help_text="Una sala, o l’indirizzo del collegamento video."
    )

    def __init__(
        self, data: Any = None, *, competenze: frozenset[Competenza], seduta: SedutaNucleo | None = None
    ) -> None:
        at = timezone.localtime(seduta.il) if seduta else None
        said = (
            {"giorno": at.date(), "ora": at.time(), "modo": seduta.modo, "luogo": seduta.luogo}
            if seduta and at
            else None
        )
        super().__init__(data, initial=said)
        if seduta is None and len(competenze) > 1:
            self.fields = {"competenza": _structure_field(competenze), **self.fields}
        self.sola = next(iter(sorted(competenze)))
        self.mark(SEDUTA)

    def fatti(self) -> dict[str, Any]:
        """The valid form as the actions take it, but for the structure."""
        said = self.cleaned_data
        il = timezone.make_aware(dt.datetime.combine(said["giorno"], said["ora"]))
        return {"il": il, "modo": ModoSeduta(said["modo"]), "luogo": said["luogo"]}

    def competenza(self) -> str:
        """The structure chosen, or the only one."""
        return str(self.cleaned_data.get("competenza") or self.sola)


class PuntoForm(IstanzaForm):
    """Which istanza goes on the agenda."""

    istanza = forms.ChoiceField(
        label="Istanza da esaminare",
        error_messages={"required": "Scegli un’istanza.", "invalid_choice": "Scegli un’istanza."},
    )

    def __init__(self, data: Any = None, *, istanze: list[Istanza]) -> None:
        super().__init__(data)
        self.fields["istanza"].choices = [(i.pk, f"{i.nome} ({i.numero})") for i in istanze]  # type: ignore[attr-defined]


class MotivoForm(IstanzaForm):
    """Why a seduta is called off."""

    motivo = _text("Perché non si tiene", help_text="Lo leggono i componenti.")

    def __init__(self, data: Any = None, *, chiede: bool) -> None:
        super().__init__(data)
        if chiede:
            self.mark(ANNULLAMENTO)


class ComponenteForm(IstanzaForm):
    """A member: who, in which office, since when."""

    nome = forms.CharField(label="Nome e cognome", required=False, max_length=200)
    qualifica = forms.CharField(
        label="Qualifica", required=False, max_length=300, help_text="L’ufficio o l’ente che rappresenta."
    )
    incarico = forms.ChoiceField(label="Incarico", choices=IncaricoNucleo.choices, initial=IncaricoNucleo.COMPONENTE)
    vota = forms.BooleanField(label="Ha diritto di voto", required=False, initial=True)
    email = forms.CharField(
        label="E-mail", required=False, help_text="Vi arrivano le convocazioni, con il collegamento personale."
    )
    atto = forms.CharField(label="Atto di nomina", required=False, max_length=300)
    dal = day_field("Dal")
    al = day_field("Fino al", required=False)

    def __init__(
        self,
        data: Any = None,
        *,
        competenze: frozenset[Competenza] = frozenset(),
        componente: ComponenteNucleo | None = None,
        without: tuple[str, ...] = (),
    ) -> None:
        names = ("nome", "qualifica", "incarico", "vota", "email", "atto", "dal", "al")
        super().__init__(data, initial={n: getattr(componente, n) for n in names} if componente else None)
        if len(competenze) > 1:
            self.fields = {"competenza": _structure_field(competenze), **self.fields}
        self.sola = next(iter(sorted(competenze)), None)
        for name in without:
            del self.fields[name]
        self.mark(COMPONENTE)

    def fatti(self) -> dict[str, Any]:
        """The valid form as the actions take it."""
        said = dict(self.cleaned_data)
        if "incarico" in said:
            said["incarico"] = IncaricoNucleo(said["incarico"])
        return {
            name: value.strip() if isinstance(value, str) and name != "incarico" else value
            for name, value in said.items()
        }


class FineForm(IstanzaForm):
    """The last day of a member."""

    al = day_field("Ultimo giorno")


class PresenzaPuntoForm(IstanzaForm):
    """Where a member stands on one item."""

    componente = forms.ChoiceField(label="Componente", error_messages={"required": "Scegli un componente."})
    stato = forms.ChoiceField(label="Su questo punto è", choices=StatoPresenza.choices)
    motivo = forms.CharField(label="Motivo", required=False, max_length=500, help_text="Obbligatorio per un conflitto.")

    def __init__(self, data: Any = None, *, componenti: list[tuple[int, str]]) -> None:
        super().__init__(data, prefix="presenza")
        self.fields["componente"].choices = componenti  # type: ignore[attr-defined]


class VotoForm(IstanzaForm):
    """A vote that an officer writes down for a member who votes aloud."""

    componente = forms.ChoiceField(label="Componente", error_messages={"required": "Scegli un componente."})
    valore = forms.ChoiceField(label="Voto", choices=ValoreVoto.choices, required=False)
    testo = _text("Motivi", 2, help_text="Obbligatori se il voto è con prescrizioni, non favorevole o di sospensione.")

    def __init__(self, data: Any = None, *, componenti: list[tuple[int, str]]) -> None:
        super().__init__(data, prefix="voto")
        self.fields["componente"].choices = componenti  # type: ignore[attr-defined]
        self.mark(VOTO)


class SchedaForm(IstanzaForm):
    """The evaluation sheet, the discussion, the prescriptions."""

    def __init__(self, data: Any = None, *, righe: list[RigaScheda], discussione: str, prescrizioni: str) -> None:
        super().__init__(data)
        self.righe = righe
        for riga in righe:
            c, v = riga.criterio, riga.valutazione
            if c.massimo:
                self.fields[f"punteggio_{c.pk}"] = forms.IntegerField(
                    label=f"{c.nome}: punti da 0 a {c.massimo}",
                    required=False,
                    initial=v.punteggio if v else None,
                    widget=forms.TextInput(attrs={"inputmode": "numeric", "class": "desk-year"}),
                    error_messages={"invalid": "Scrivi un numero intero."},
                )
            label = f"{c.nome}: giudizio"
            self.fields[f"giudizio_{c.pk}"] = _text(label, 2, initial=v.giudizio if v else "", help_text=c.descrizione)
        self.fields["discussione"] = _text("Discussione", 4, initial=discussione, help_text="Va nel verbale.")
        self.fields["prescrizioni"] = _text(
            "Prescrizioni", 3, initial=prescrizioni, help_text="Se restano vuote si usano quelle scritte con i voti."
        )

    def fatti(self) -> dict[str, Any]:
        """The valid form as the action takes it."""
        said = self.cleaned_data
        found = {
            r.criterio.pk: (said.get(f"punteggio_{r.criterio.pk}"), said[f"giudizio_{r.criterio.pk}"])
            for r in self.righe
        }
        return {"valutazioni": found, "discussione": said["discussione"], "prescrizioni": said["prescrizioni"]}
