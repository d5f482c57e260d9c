"""Step two: the form of one kind of event, with only its fields; read, it is a request to `record_evento`."""

from typing import Any
from uuid import uuid4

from django import forms

from core.clock import today
from distretti.admin.moduli.atto import atto_alias, atto_fields, atto_parts, read_atto
from distretti.admin.moduli.base import DeskForm, Gruppo, Parte
from distretti.admin.moduli.date import UncertainDateField
from distretti.admin.moduli.fatti import field_of, initial_of, pick
from distretti.enums import REGOLE_ANNOTAZIONE, Destinazione, TipoAnnotazione
from distretti.models import Iscrizione, Sezione
from distretti.selectors.scrivania import find_sezione, sezioni, voci_alongside, voci_to_join

_T = TipoAnnotazione
ESISTENTE, NUOVA = "esistente", "nuova"
SENZA_ATTO = {
    _T.RIPRESA: "Nessuno: è finito il termine della sospensione",
    _T.SCADENZA: "Nessuno: è passato il termine, vale l’atto che lo ha fissato",
    _T.RETTIFICA: "Nessuno: correggo un errore di trascrizione",
}
_DECORRENZA = "Il giorno stabilito dall’atto, che può non essere la sua data."
_DOPO_IL_TERMINE = "Se non la scrivi, il giorno dopo il termine."


class ModuloEvento(DeskForm):
    """The form of `tipo`, on an entry (`voce`) or to open one in `sezione`."""

    chiave = forms.CharField(widget=forms.HiddenInput, max_length=64)

    def __init__(
        self, data: Any = None, *, tipo: TipoAnnotazione, voce: Iscrizione | None = None, sezione: Sezione | None = None
    ) -> None:
        super().__init__(data)
        self.tipo, self.voce, self.sezione = tipo, voce, sezione
        self.regola = REGOLE_ANNOTAZIONE[tipo]
        self.fields["chiave"].initial = uuid4().hex
        self.fields |= atto_fields("atto", without=SENZA_ATTO.get(tipo, ""))
        implicit = tipo == _T.SCADENZA
        self.fields["decorrenza"] = UncertainDateField(
            label="Da quando vale", required=not implicit, help_text=_DOPO_IL_TERMINE if implicit else _DECORRENZA
        )
        self.fields |= self.target_fields()
        self.fatti = self.fact_fields()
        self.fields |= self.fatti

    def target_fields(self) -> dict[str, forms.Field]:
        """What the event points at besides its own entry."""
        if self.regola.destinazione is Destinazione.SEZIONE and self.voce is not None:
            others = [(s.pk, str(s)) for s in sezioni() if s.pk != self.voce.sezione_id]
            return {"sezione": pick("Sezione di destinazione", lambda: others, widget=forms.Select())}
        if self.regola.destinazione is Destinazione.VOCE and self.voce is not None:
            return _join_fields(self.voce)
        return {}

    def fact_fields(self) -> dict[str, forms.Field]:
        """The facts that this kind of event asks, in the order of the register's table."""
        joining = self.tipo == _T.FUSIONE  # its facts are asked only if the entry that receives is new
        campi = self.regola.campi_on(opening=joining or self.sezione is not None)
        fields = {c.fatto: field_of(c.fatto, required=c.obbligatorio and not joining) for c in campi}
        if self.tipo == _T.VARIAZIONE and self.voce is not None:
            start_from(self.voce.stato_at(today()).fatti, fields)
        return fields

    def dati(self) -> dict[str, Any]:
        """What the form says of the event, as `record_evento` takes it."""
        given = {fatto: self.cleaned_data[fatto] for fatto in self.fatti}
        if self.tipo == _T.VARIAZIONE:
            return {fatto: value for fatto, value in given.items() if fatto in self.changed_data}
        if self.tipo != _T.FUSIONE:
            return given
        together = {"insieme_a": self.cleaned_data["insieme_a"]}
        if self.cleaned_data["destino"] == ESISTENTE:
            return {"confluita_in": self.cleaned_data["confluita_in"], **together}
        return {**given, **together}

    def request(self) -> dict[str, Any]:
        """The valid form as the arguments of `record_evento`, but for who sends it."""
        cleaned, sezione = self.cleaned_data, self.sezione
        if cleaned.get("sezione") and cleaned.get("destino") != ESISTENTE:
            sezione = find_sezione(cleaned["sezione"])
        return {
            "tipo": self.tipo,
            "atto": read_atto(cleaned, "atto"),
            "decorrenza": cleaned["decorrenza"],
            "dati": self.dati(),
            "iscrizione": self.voce,
            "sezione": sezione,
            "chiave": cleaned["chiave"],
        }

    @property
    def alias(self) -> dict[str, str]:
        return atto_alias(self.cleaned_data.get("atto_scelta"), "atto")

    @property
    def gruppi(self) -> list[Gruppo]:
        found = [
            Gruppo("atto", "L’atto", atto_parts(self, "atto")),
            Gruppo("decorrenza", "La decorrenza", (Parte(self.grouped(["decorrenza"])),)),
        ]
        facts = self.grouped(self.fatti)
        if self.tipo == _T.FUSIONE:
            found.append(Gruppo("destino", "Dove confluisce", _join_parts(self, facts)))
        elif self.tipo == _T.TRASFERIMENTO:
            found.append(Gruppo("dati", "La nuova voce", (Parte((self["sezione"], *facts)),)))
        elif facts:
            titolo = "I dati della voce" if self.sezione is not None else "Che cosa cambia"
            found.append(Gruppo("dati", titolo, (Parte(facts),), self._intro()))
        return found

    def _intro(self) -> str:
        if self.tipo == _T.VARIAZIONE:
            return "I campi mostrano i dati di oggi: cambia solo quelli che l’atto cambia; uno svuotato è tolto."
        return "Lascia vuoto quello che l’atto non dice." if self.sezione is not None else ""


def start_from(fatti: dict[str, Any], fields: dict[str, forms.Field]) -> None:
    """Write present values in the fields, and keep them apart: what is recorded is what the person changes."""
    initial = initial_of(fatti)
    for fatto, field in fields.items():
        field.initial, field.show_hidden_initial = initial.get(fatto, ""), True


def _join_fields(voce: Iscrizione) -> dict[str, forms.Field]:
    """Ask into which entry this one flows, existing or new, and which others flow with it."""
    ways = [(ESISTENTE, "In una voce già iscritta"), (NUOVA, "In una voce nuova, che si apre con lo stesso atto")]
    return {
        "destino": forms.ChoiceField(label="Dove", choices=ways, widget=forms.RadioSelect, initial=ESISTENTE),
        "confluita_in": pick(
            "Voce che riceve", lambda: [(v.codice, str(v)) for v in voci_to_join(voce)], required=False
        ),
        "sezione": pick(
            "Sezione della voce nuova",
            lambda: [(s.pk, str(s)) for s in sezioni()],
            required=False,
            widget=forms.Select(),
        ),
        "insieme_a": forms.MultipleChoiceField(
            label="Con lo stesso atto confluiscono anche",
            choices=lambda: [(v.codice, str(v)) for v in voci_alongside(voce)],
            widget=forms.CheckboxSelectMultiple(attrs={"class": "desk-checks"}),
            required=False,
        ),
    }


def _join_parts(form: DeskForm, facts: tuple[forms.BoundField, ...]) -> tuple[Parte, ...]:
    return (
        Parte(form.grouped(["destino"])),
        Parte(form.grouped(["confluita_in"]), "desk-when desk-when--esistente"),
        Parte((form["sezione"], *facts), "desk-when desk-when--nuova"),
        Parte(form.grouped(["insieme_a"])),
    )
