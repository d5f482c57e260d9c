"""What an officer may type on the approval screen; whether it may be done is for the actions to say."""

import datetime as dt
from typing import Any

from django import forms


class RitiroForm(forms.Form):
    """Why a page goes off line."""

    motivo = forms.CharField(
        label="Perché la ritiri",
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Resta nella storia della pagina; il pubblico non lo legge.",
    )


APPROVA, PROGRAMMA, CHIEDI = "approva", "programma", "chiedi"


class DecisioneForm(forms.Form):
    """The text that the officer saw, the decision by its name, a date for the publication, the changes asked for."""

    sha256 = forms.CharField(widget=forms.HiddenInput)
    dal = forms.DateTimeField(
        label="Giorno e ora della pubblicazione",
        required=False,
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
        error_messages={"invalid": "Scrivi il giorno e l’ora, per esempio 03/03/2025 10:00."},
    )
    testo = forms.CharField(
        label="Quali modifiche servono",
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text="Chi ha scritto il testo leggerà queste parole, anche per e-mail.",
    )

    def clean_dal(self) -> dt.datetime | None:
        dal: dt.datetime | None = self.cleaned_data["dal"]
        if self.data.get("decisione") == PROGRAMMA and dal is None:
            raise forms.ValidationError("Scrivi il giorno e l’ora in cui il testo diventa pubblico.")
        return dal

    def clean(self) -> dict[str, Any]:
        """Take only a decision that the screen names: nothing is approved because nothing else was understood."""
        decisione = self.data.get("decisione")
        if decisione not in {APPROVA, PROGRAMMA, CHIEDI}:
            raise forms.ValidationError(
                "Non si è capito che cosa hai deciso, e nulla è cambiato: usa uno dei pulsanti."
            )
        return {**self.cleaned_data, "decisione": decisione}
