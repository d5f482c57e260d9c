"""The forms of the models' screens; what may be written is decided by the actions, whose words they show."""

from collections.abc import Callable
from typing import Any, TypeVar

from django import forms

from archivio.exceptions import ArchivioError
from distretti.admin.moduli.base import DeskForm, Gruppo, Parte
from distretti.admin.moduli.date import day_field
from distretti.admin.moduli.fatti import pick
from distretti.frasi import name_atto
from distretti.selectors.scrivania import atti, find_atto, sezioni
from modulistica.enums import UsoModello
from modulistica.exceptions import ModulisticaError

T = TypeVar("T")
_RESERVED = "nuovo"  # the address of the screen that opens a model


class ModelliForm(DeskForm):
    """A form of the models: their refusals, and those of the door, beside the field at fault."""

    def attempt(self, act: Callable[[], T]) -> T | None:
        try:
            return super().attempt(act)
        except ModulisticaError as refused:
            self.add_error(refused.campo if refused.campo in self.fields else None, refused.messaggio)
        except ArchivioError as refused:
            self.add_error(None, refused.messaggio)
        return None


def _acts() -> list[tuple[Any, str]]:
    return [(atto.pk, name_atto(atto)) for atto in atti()]


class DatiForm(ModelliForm):
    """The data of a model that may be corrected."""

    titolo = forms.CharField(label="Titolo", max_length=200, error_messages={"required": "Scrivi il titolo."})
    sezioni: forms.ModelMultipleChoiceField = forms.ModelMultipleChoiceField(
        label="Sezioni a cui si applica",
        queryset=None,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "Indica almeno una sezione."},
    )
    descrizione = forms.CharField(
        label="Descrizione",
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Una o due frasi per chi deve scegliere il modello giusto.",
    )
    atto = pick("Atto che lo adotta", _acts, required=False, empty="Nessuno, per ora")
    obbligatorio = forms.BooleanField(
        label="È obbligatorio",
        required=False,
        help_text="Chi fa la domanda deve usare questo modello e non un testo libero.",
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["sezioni"].queryset = sezioni()  # type: ignore[attr-defined]

    def request(self) -> dict[str, Any]:
        """What the action asks, from what was written."""
        said = self.cleaned_data
        return {**said, "sezioni": list(said["sezioni"]), "atto": find_atto(said["atto"])}


class ModelloForm(DatiForm):
    """A new model, with what never changes of it."""

    field_order = ("titolo", "codice", "uso")

    codice = forms.SlugField(
        label="Codice",
        max_length=60,
        help_text="Sta nell’indirizzo pubblico e non cambia mai: lettere minuscole, cifre e trattini,"
        " come «relazione-annuale».",
        error_messages={
            "required": "Scrivi il codice.",
            "invalid": "Usa solo lettere minuscole senza accenti, cifre e trattini.",
        },
    )
    uso = forms.ChoiceField(label="A che cosa serve", choices=UsoModello.choices)

    def clean_codice(self) -> str:
        codice = str(self.cleaned_data["codice"])
        if codice != codice.lower() or "_" in codice:
            raise forms.ValidationError("Usa solo lettere minuscole senza accenti, cifre e trattini.")
        if codice == _RESERVED:
            raise forms.ValidationError("Questo codice è riservato: scegline uno che dica di quale modello si tratta.")
        return codice

    def request(self) -> dict[str, Any]:
        return {**super().request(), "uso": UsoModello(self.cleaned_data["uso"])}


class ModificaForm(DatiForm):
    """What may be corrected, and the end of the model itself."""

    termina_il = day_field(
        "Il modello finisce il",
        required=False,
        help_text="Di solito vuoto. È l’ultimo giorno in cui il modello si usa: dal giorno dopo nessuna versione è in"
        " vigore, ma tutte restano al loro indirizzo.",
    )


class VersioneForm(ModelliForm):
    """What a version says of itself."""

    in_vigore_dal = day_field("In vigore dal")
    in_vigore_al = day_field(
        "In vigore fino al",
        required=False,
        help_text="Di solito vuoto: una versione finisce da sé la vigilia della successiva. Un giorno scritto qui"
        " lascia il modello senza versione in vigore, e la pagina pubblica lo dice.",
    )
    novita = forms.CharField(
        label="Che cosa cambia",
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Lo legge chi ha già compilato la versione di prima. È obbligatorio dalla seconda versione in poi.",
    )
    cambia_obbligatori = forms.BooleanField(
        label="Cambia un campo obbligatorio",
        required=False,
        help_text="Ne aggiunge uno, lo toglie o ne cambia il senso: chi ha già compilato il modello dovrà rifarlo.",
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["in_vigore_dal"].error_messages["required"] = "Indica da quale giorno vale."

    @property
    def gruppi(self) -> list[Gruppo]:
        dates = Parte(self.grouped(("in_vigore_dal", "in_vigore_al")), "modelli-date")
        return [Gruppo("versione", "La versione", (dates, Parte(self.grouped(("novita", "cambia_obbligatori")))))]


class InvioForm(ModelliForm):
    """Sending to approval: the person says to have read the warning, where there is one."""

    avvertito = forms.BooleanField(
        label="Ho considerato che chi ha già compilato il modello dovrà rifarlo", required=False
    )


class DecisioneForm(ModelliForm):
    """The decision of the second person, on exactly what was read."""

    sha256 = forms.CharField(required=False, widget=forms.HiddenInput)
    motivo = forms.CharField(
        label="Perché torna in bozza",
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Lo leggono gli autori, accanto alla versione, finché non la inviano di nuovo.",
    )
