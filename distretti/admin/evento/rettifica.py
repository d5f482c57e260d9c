"""Correcting an annotation: a form that begins with what it says, and records only what the person changes in it."""

from typing import Any

from django import forms

from distretti.admin.evento.modulo import ModuloEvento, start_from
from distretti.admin.moduli.atto import atto_alias, atto_fields, atto_parts, read_atto
from distretti.admin.moduli.base import Gruppo, Parte
from distretti.admin.moduli.date import UncertainDateField
from distretti.admin.moduli.fatti import field_of
from distretti.enums import REGOLE_ANNOTAZIONE, TipoAnnotazione
from distretti.models import Annotazione
from distretti.selectors.scrivania import recorded_events
from distretti.stato import Event, in_order

CORREGGI, ANNULLA = "correggi", "annulla"
_COME = (
    (CORREGGI, "Correggo: un dato, la decorrenza o l’atto sono sbagliati"),
    (ANNULLA, "Annullo: questa annotazione non doveva esserci"),
)


def event_in_force(annotazione: Annotazione) -> Event | None:
    """Return the event of an annotation as the rettifiche so far have left it, or None if it is annulled."""
    events = in_order(recorded_events(annotazione.iscrizione.codice))
    return next((event for event in events if event.seq == annotazione.seq), None)


class ModuloRettifica(ModuloEvento):
    """Corrects or annuls `annotazione`, of which `evento` is what holds today."""

    def __init__(self, data: Any = None, *, annotazione: Annotazione, evento: Event) -> None:
        self.annotazione, self.evento = annotazione, evento
        super().__init__(data, tipo=TipoAnnotazione.RETTIFICA, voce=annotazione.iscrizione)
        self.fields["decorrenza"] = UncertainDateField(
            label="Da quando vale", required=False, initial=evento.decorrenza
        )

    def target_fields(self) -> dict[str, forms.Field]:
        return {
            "come": forms.ChoiceField(label="Che cosa fai", choices=_COME, widget=forms.RadioSelect, initial=CORREGGI),
            "motivo": forms.CharField(
                label="Motivo",
                widget=forms.Textarea(attrs={"rows": 2}),
                help_text="Che cosa era sbagliato e perché: queste parole restano nel registro, pubbliche.",
                error_messages={"required": "Scrivi che cosa era sbagliato: queste parole restano nel registro."},
            ),
            "altro_atto": forms.BooleanField(label="L’annotazione cita l’atto sbagliato", required=False),
            **atto_fields("giusto"),
        }

    def fact_fields(self) -> dict[str, forms.Field]:
        tipo = TipoAnnotazione(self.evento.tipo)
        opening = bool(self.evento.dati.get("denominazione")) and tipo != TipoAnnotazione.VARIAZIONE
        campi = REGOLE_ANNOTAZIONE[tipo].campi_on(opening=opening)
        fields = {c.fatto: field_of(c.fatto) for c in campi if c.fatto != "confluita_in"}
        start_from(dict(self.evento.dati), fields)
        return fields

    def dati(self) -> dict[str, Any]:
        said: dict[str, Any] = {"rettifica_di": self.annotazione.seq, "motivo": self.cleaned_data["motivo"]}
        if self.cleaned_data["come"] == ANNULLA:
            return {**said, "annulla": True}
        changed = {fatto: self.cleaned_data[fatto] for fatto in self.fatti if fatto in self.changed_data}
        said["dati"] = {fatto: value for fatto, value in changed.items() if value}
        said["togli"] = tuple(fatto for fatto, value in changed.items() if not value)
        if self.cleaned_data["altro_atto"]:
            said["atto_corretto"] = read_atto(self.cleaned_data, "giusto")
        return said

    def request(self) -> dict[str, Any]:
        asked = super().request()
        if self.cleaned_data["come"] == ANNULLA or asked["decorrenza"] == self.evento.decorrenza:
            asked["decorrenza"] = None
        return asked

    @property
    def alias(self) -> dict[str, str]:
        if self.cleaned_data.get("altro_atto"):
            return atto_alias(self.cleaned_data.get("giusto_scelta"), "giusto")
        return super().alias

    @property
    def gruppi(self) -> list[Gruppo]:
        wrong = "desk-when desk-when--correggi"
        facts = self.grouped(self.fatti)
        right = tuple(
            Parte(p.campi, f"{wrong} desk-when--altro-atto {p.classe}".strip()) for p in atto_parts(self, "giusto")
        )
        found = [Gruppo("rettifica", "La rettifica", (Parte(self.grouped(["come", "motivo"])),))]
        if facts:
            intro = "I campi mostrano che cosa dice oggi l’annotazione: correggi quello che è sbagliato."
            found.append(Gruppo("dati", "I dati dell’annotazione", (Parte(facts, wrong),), intro))
        found.append(Gruppo("decorrenza", "La decorrenza", (Parte(self.grouped(["decorrenza"]), wrong),)))
        found.append(Gruppo("giusto", "L’atto citato", (Parte(self.grouped(["altro_atto"]), wrong), *right)))
        found.append(Gruppo("atto", "L’atto che dispone la rettifica", atto_parts(self, "atto")))
        return found
